"""What tells whether passages answer, by hand: every term is equally rare among the fakes."""

import numpy as np
import pytest

from bot.decision.evidence import FEATURES, evidence_of
from index.retrieval.hybrid import Match
from tests.fakes import fake_article, fake_index, fake_passage, quotation

SAID = "“The border is open,” said Dagny Holt."
BEFORE = "A harbour festival."
PASSAGES = [
    fake_passage(BEFORE, number=1, article=fake_article(title="Östervik news")),
    fake_passage(
        SAID,
        quotation(SAID, "“The border is open,”", "Dagny Holt"),
        number=2,
        article=fake_article(title="Östervik news"),
    ),
    fake_passage("Music and weather.", number=3, article=fake_article(title="Östervik news")),
]
INDEX = fake_index(PASSAGES)


def match(row: int, score: float, cosine: float, word_share: float) -> Match:
    return Match(PASSAGES[row], row, score, cosine, word_share)


def evidence(query: str, *matches: Match, named: str = "", within: list[int] | None = None) -> dict[str, float]:
    rows = None if within is None else np.array(within, dtype=np.int64)
    probe = INDEX.probe(query)
    found = evidence_of(query, probe, matches, INDEX.snapshot, named=named.split(), within=rows)
    return {feature: round(value, 4) for feature, value in found.items()}


def test_features_are_those_named_in_their_order() -> None:
    assert tuple(evidence("border?", match(1, 1, 1, 1))) == FEATURES


def test_nothing_found_is_no_evidence() -> None:
    assert evidence("border?") == dict.fromkeys(FEATURES, 0.0)


def test_strength_is_the_best_of_the_first_three_and_the_margin_is_over_the_last() -> None:
    found = evidence(
        "border?", *(match(1, s, c, w) for s, c, w in [(0.9, 0.2, 0.1), (0.8, 0.5, 0.4), (0.5, 0.3, 0.6), (0.2, 1, 1)])
    )
    assert (found["cosine"], found["margin"]) == (0.5, 0.7)


def test_coverage_counts_the_passage_its_speakers_its_title_and_what_it_leans_on() -> None:
    # border: its own; Holt: its speaker; Östervik: the title; harbour: the passage before; quay: nowhere.
    found = evidence("border holt östervik harbour quay", match(1, 1, 1, 1))
    assert found["coverage"] == 0.8


def test_coverage_is_of_one_passage_and_that_of_names_of_all() -> None:
    found = evidence("the Harbour Music Quay Football", match(0, 1, 1, 1), match(2, 1, 1, 1))
    assert (found["coverage"], found["names covered"]) == (0.25, 0.5)


def test_name_of_the_person_asked_about_is_no_topic() -> None:
    found = evidence("What did Dagny Holt say about football?", match(1, 1, 1, 1), named="Dagny Holt")
    assert (found["coverage"], found["unknown words"]) == (0.0, 1.0)


def test_question_without_a_topic_is_covered() -> None:
    assert evidence("What did Dagny Holt say?", match(1, 1, 1, 1), named="Dagny Holt")["coverage"] == 1.0


def test_unknown_words_stand_in_no_passage() -> None:
    found = evidence("border football", match(1, 1, 1, 1))
    assert (found["unknown words"], found["unknown name"]) == (0.5, 0.0)


@pytest.mark.parametrize(("within", "unknown"), [([0, 1, 2], 0.0), ([0, 2], 1.0)])
def test_words_of_other_passages_are_unknown_within_some(within: list[int], unknown: float) -> None:
    assert evidence("border?", match(2, 1, 1, 1), within=within)["unknown words"] == unknown


def test_names_are_the_words_in_capitals_but_the_first() -> None:
    found = evidence("Is Holt in Nordby?", match(1, 1, 1, 1))
    assert (found["names covered"], found["unknown name"]) == (0.5, 1.0)
    assert evidence("Nordby ferry", match(1, 1, 1, 1))["unknown name"] == 0.0


@pytest.mark.parametrize(("query", "asks"), [("Who is it?", 1.0), ("whose border", 1.0), ("Which border?", 0.0)])
def test_question_for_a_person_is_told_apart(query: str, asks: float) -> None:
    assert evidence(query, match(1, 1, 1, 1))["asks who"] == asks
