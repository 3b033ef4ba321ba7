"""The soak's articles tell when they are not whole, and its log what may be there at the end."""

from dataclasses import replace
from pathlib import Path

import pytest
from soak_articles import marker, one_version_of, soak_article, version_of
from soak_log import Step, append, possible_versions, read_steps

DIM = 4


def test_article_is_whole_and_of_its_version() -> None:
    article = soak_article("a-1", 7, DIM)
    assert one_version_of(article.passages) == {"a-1": 7}
    assert all(marker("a-1", 7) in passage.text for passage in article.passages)
    assert [views.shape for views in article.embeddings] == [(2, DIM)] * len(article.passages)
    assert article.text is not None
    assert all(article.text[p.start_char : p.end_char] == p.text for p in article.passages)


def test_altered_text_another_articles_text_and_two_versions_are_told() -> None:
    passage, other = soak_article("a-1", 7, DIM).passages[0], soak_article("a-2", 7, DIM).passages[0]
    with pytest.raises(ValueError, match="is not what was put in"):
        version_of(replace(passage, text=passage.text.replace("version 7", "version 8")))
    with pytest.raises(ValueError, match="has the text of a-2"):
        version_of(replace(passage, text=other.text))
    with pytest.raises(ValueError, match="versions 7 and 8 at once"):
        one_version_of([passage, soak_article("a-1", 8, DIM).passages[0]])


def test_acknowledged_change_is_the_only_possible_state_and_a_begun_one_may_be(tmp_path: Path) -> None:
    log = tmp_path / "log.jsonl"
    for step in (
        Step("begun", 1, ("a", "b"), ()),
        Step("done", 1, ("a", "b"), ()),
        Step("begun", 2, ("a", "c"), ("b",)),
    ):
        append(step, log)
    with log.open("a") as file:
        file.write('{"state": "beg')
    assert possible_versions(read_steps(log)) == {"a": {1, 2}, "b": {1, None}, "c": {None, 2}}
    assert read_steps(tmp_path / "none.jsonl") == []
