"""The check that what was shown is the article's words."""

from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

import pytest

from bot.check.verbatim import Verdicts, held_against
from bot.shown import Verdict
from index.article import text_sha256
from index.passage import Passage
from index.store.article_texts import write_article_text
from tests.fakes import fake_article, fake_passage

TEXT = "The border is open.\n\n“Stay,” she said.\n"
FIRST = replace(fake_passage("The border is open."), start_char=0, end_char=19)
SECOND = replace(fake_passage("“Stay,” she said.", number=2), start_char=21, end_char=38)


class CountingJudge:
    """Finds every passage verbatim whose text does not hold "altered"; remembers which it was asked about."""

    def __init__(self) -> None:
        self.asked: list[list[str]] = []

    def __call__(self, passages: Sequence[Passage]) -> list[Verdict]:
        self.asked.append([passage.text for passage in passages])
        return ["differs" if "altered" in passage.text else "verbatim" for passage in passages]


@pytest.fixture
def texts(tmp_path: Path) -> Path:
    write_article_text(tmp_path, "a", TEXT)
    return tmp_path


def verdicts_on(*passages: Passage, texts: Path) -> list[Verdict]:
    return list(held_against(texts)(passages))


def test_no_passage_is_judged_twice() -> None:
    judge = CountingJudge()
    verdicts = Verdicts(judge)
    assert verdicts.on([FIRST, SECOND, FIRST]) == ["verbatim", "verbatim", "verbatim"]
    assert verdicts.on([SECOND]) == ["verbatim"]
    assert verdicts.on([]) == []
    third = fake_passage("Third.", number=3)
    assert verdicts.on([FIRST, third]) == ["verbatim", "verbatim"]
    assert judge.asked == [[FIRST.text, SECOND.text], ["Third."]]


def test_passage_whose_text_changed_is_judged_anew_and_order_kept() -> None:
    judge = CountingJudge()
    verdicts = Verdicts(judge)
    assert verdicts.on([FIRST]) == ["verbatim"]
    altered = replace(FIRST, text="altered")
    assert verdicts.on([altered, FIRST, SECOND]) == ["differs", "verbatim", "verbatim"]
    assert judge.asked == [[FIRST.text], ["altered", SECOND.text]]


def test_what_one_judge_cannot_check_the_other_is_asked_about_once(texts: Path) -> None:
    elsewhere = replace(FIRST, id="b:1", article=fake_article(id="b"))
    altered = replace(SECOND, text="altered")
    otherwise = CountingJudge()
    verdicts = Verdicts(held_against(texts), otherwise)
    assert verdicts.on([altered, elsewhere, FIRST]) == ["differs", "verbatim", "verbatim"]
    assert verdicts.on([elsewhere]) == ["verbatim"]
    assert otherwise.asked == [[FIRST.text]]


def test_slice_of_the_canonical_text_is_verbatim(texts: Path) -> None:
    assert verdicts_on(SECOND, FIRST, texts=texts) == ["verbatim", "verbatim"]


@pytest.mark.parametrize(
    "altered",
    [
        replace(FIRST, text="The border is open!"),
        replace(FIRST, text="The border is\u00a0open."),
        replace(SECOND, text='"Stay," she said.'),
        replace(FIRST, start_char=1, end_char=20),
        replace(FIRST, end_char=18),
        replace(FIRST, start_char=None, end_char=None),
        replace(FIRST, article=fake_article(id="a", text_sha256=text_sha256(TEXT + "more"))),
    ],
)
def test_one_altered_character_and_another_place_or_text_differ(altered: Passage, texts: Path) -> None:
    assert verdicts_on(FIRST, altered, texts=texts) == ["verbatim", "differs"]


def test_hash_of_the_same_text_is_verbatim(texts: Path) -> None:
    article = fake_article(id="a", text_sha256=text_sha256(TEXT))
    assert verdicts_on(replace(FIRST, article=article), texts=texts) == ["verbatim"]


@pytest.mark.parametrize("article_id", ["b", "a/b", "https://paper.example/a", "../a"])
def test_passage_of_an_article_without_a_text_is_not_checkable(article_id: str, texts: Path) -> None:
    other = replace(FIRST, article=fake_article(id=article_id))
    assert verdicts_on(other, FIRST, texts=texts) == ["not checkable", "verbatim"]
