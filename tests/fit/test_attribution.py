"""Fitting: the examples are right where people said so, and the weights follow them."""

import json
from pathlib import Path

import pytest
from spacy.language import Language

from fit.attribution import Example, fit, report_examples, right_candidates, speech_examples
from fit.labelled import LabelledArticle, Words, name_words, overlap, read_labelled
from index.attribution.parse.parser import load_parser
from index.attribution.speaker.candidate import Stage
from index.attribution.utterance.utterance import Utterance

HEADLINE = "A bridge in Veldburg"
BODY = "“The bridge is safe,” said Marta Olsen. The film “Night Ferry” opens on Monday."


@pytest.fixture(scope="module")
def nlp() -> Language:
    return load_parser()


@pytest.fixture(scope="module")
def article(nlp: Language, tmp_path_factory: pytest.TempPathFactory) -> LabelledArticle:
    text = f"{HEADLINE}\n\n{BODY}"
    start, mention = text.index("“The"), text.index("Marta")
    quote = {
        "start": start,
        "end": start + len("“The bridge is safe,”"),
        "speaker_span": [mention, mention + len("Marta Olsen")],
        "speaker": "Marta Olsen",
        "speaker_kind": "named",
    }
    path = tmp_path_factory.mktemp("labelled") / "labelled.jsonl"
    path.write_text(json.dumps({"doc_id": "1", "text": text, "quotes": [quote]}) + "\n", encoding="utf-8")
    (found,) = read_labelled(path, nlp, None)
    return found


def test_labelled_article_is_read_without_its_headline(article: LabelledArticle) -> None:
    (parsed,) = article.paragraphs
    assert (parsed.paragraph.text, parsed.paragraph.start_char) == (BODY, len(HEADLINE) + 2)
    assert article.quotations[0].is_by("Olsen") and not article.quotations[0].is_by("Marta")


def test_parses_that_were_kept_are_read_again(nlp: Language, tmp_path: Path) -> None:
    labelled, parses = tmp_path / "labelled.jsonl", tmp_path / "parses"
    labelled.write_text(json.dumps({"doc_id": "1", "text": f"{HEADLINE}\n{BODY}", "quotes": []}), encoding="utf-8")
    (first,) = read_labelled(labelled, nlp, parses)
    (second,) = read_labelled(labelled, nlp, parses)
    assert [t.dep_ for t in first.paragraphs[0].doc] == [t.dep_ for t in second.paragraphs[0].doc]


def test_words_leave_out_marks_at_the_edges() -> None:
    words = Words("He said: “No, never.” Then he left.")
    assert words.within(9, 21) == {2, 3}
    assert overlap(frozenset({1, 2}), frozenset({2, 3})) == pytest.approx(1 / 3)
    assert name_words("Marta O’Brien’s") == ["marta", "o'brien"]


def test_speech_is_what_people_labelled(article: LabelledArticle) -> None:
    assert [example.is_right for example in speech_examples([article])] == [True, False]


def test_report_is_right_where_it_fits_a_labelled_stretch(article: LabelledArticle) -> None:
    right = [example for example in report_examples([article]) if example.is_right]
    assert right and all("verb=say" in example.features for example in right)


def test_right_candidate_heads_the_labelled_mention(article: LabelledArticle) -> None:
    (parsed,) = article.paragraphs
    start, end = parsed.region_tokens(0)
    candidates = Stage(article.paragraphs).candidates(Utterance(0, start, end, "direct", region=0))
    assert {token.text for token in right_candidates(article, candidates, article.quotations[0])} == {"Olsen"}


def test_weights_follow_the_examples() -> None:
    examples = [Example(["always", "a"], True)] * 20 + [Example(["always", "b"], False)] * 20
    examples += [Example(["always", "rare"], True)] * 2
    model = fit(examples, strength=1.0)
    assert model.weights.get("a", 0.0) > 0 or model.weights.get("b", 0.0) < 0
    assert "rare" not in model.weights
    assert model.probability(["always", "a"]) > 0.8 > 0.2 > model.probability(["always", "b"])


def test_articles_that_are_all_alike_are_too_few() -> None:
    with pytest.raises(ValueError, match="too few to fit from"):
        fit([Example(["a"], True)] * 5, strength=1.0)


def test_parses_of_other_articles_are_refused(nlp: Language, tmp_path: Path) -> None:
    labelled, parses = tmp_path / "labelled.jsonl", tmp_path / "parses"
    labelled.write_text(json.dumps({"doc_id": "1", "text": f"{HEADLINE}\n{BODY}", "quotes": []}), encoding="utf-8")
    read_labelled(labelled, nlp, parses)
    labelled.write_text(json.dumps({"doc_id": "2", "text": f"{HEADLINE}\nIt rains.", "quotes": []}), encoding="utf-8")
    with pytest.raises(ValueError, match="the parses of other articles"):
        read_labelled(labelled, nlp, parses)
