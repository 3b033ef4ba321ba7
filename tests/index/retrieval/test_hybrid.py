"""Meaning and words together, on passages whose cosines and shares are known by hand."""

import numpy as np
import pytest

from index.passage import Passage
from index.passage_index import PassageIndex
from index.retrieval.hybrid import BEFORE_SHARE, WORD_WEIGHT, Match, Prior, hybrid_search
from index.retrieval.lifts import QUOTATION_LIFT, prior_of
from index.rows import Rows
from tests.fakes import fake_article, fake_index, fake_passage, quotation

COSINE_WEIGHT = 1 - WORD_WEIGHT

PASSAGES = (
    fake_passage("Nothing of note."),
    fake_passage("A border.", number=2),
    fake_passage("A border closed.", number=3),
    fake_passage("Border sanctions.", number=4),
    fake_passage("The road closed.", number=5),
)
QUESTION = "border closed"
"""One topic, two terms."""

SCORES = {
    2: COSINE_WEIGHT + WORD_WEIGHT,
    1: COSINE_WEIGHT + WORD_WEIGHT / 2,
    3: COSINE_WEIGHT / np.sqrt(2) + WORD_WEIGHT / 2,
    4: WORD_WEIGHT / 2,
    0: 0.0,
}


def plain(n_passages: int) -> Prior:
    return Prior(np.zeros(n_passages, dtype=np.float32), np.full(n_passages, -1))


def rows(*numbers: int) -> Rows:
    return np.array(numbers, dtype=np.int64)


def found(index: PassageIndex, k: int, prior: Prior | None = None, among: Rows | None = None) -> list[Match]:
    prior = prior or prior_of(index.snapshot.outline)
    return hybrid_search(index.snapshot, index.probe(QUESTION), k, prior, rows=among)


def scores(matches: list[Match]) -> dict[int, float]:
    return {match.row: match.score for match in matches}


def test_score_is_the_weighted_sum_of_cosine_and_word_share_best_first() -> None:
    matches = found(fake_index(PASSAGES), 5)
    assert [match.row for match in matches] == list(SCORES)
    assert scores(matches) == pytest.approx(SCORES)
    assert [(round(match.cosine, 4), match.word_share) for match in matches] == [
        *((1.0, 1.0), (1.0, 0.5), (0.7071, 0.5), (0.0, 0.5), (0.0, 0.0))
    ]
    assert [match.passage for match in matches] == [PASSAGES[row] for row in SCORES]


@pytest.mark.parametrize("k", [-1, 0, 1, 3, 5, 6, 1000])
def test_as_many_are_given_as_are_asked_for_and_there(k: int) -> None:
    assert [match.row for match in found(fake_index(PASSAGES), k)] == list(SCORES)[: max(k, 0)]


@pytest.mark.parametrize("k", [1, 2, 3, 4])
def test_ties_come_in_file_order_and_are_cut_in_it(k: int) -> None:
    index = fake_index([fake_passage("A border closed.", number=number) for number in range(4)])
    assert [match.row for match in found(index, k)] == list(range(k))


def test_among_rows_only_these_are_given_with_the_same_scores() -> None:
    matches = found(fake_index(PASSAGES), 5, among=rows(0, 3, 4))
    assert scores(matches) == pytest.approx({row: SCORES[row] for row in (3, 4, 0)})
    assert found(fake_index(PASSAGES), 5, among=rows()) == []


def test_lifts_are_added() -> None:
    prior = plain(5).lifted(rows(0, 1), 0.5)
    matches = found(fake_index(PASSAGES), 3, prior)
    assert [match.row for match in matches] == [1, 2, 3]
    assert scores(matches) == pytest.approx({1: SCORES[1] + 0.5, 2: SCORES[2], 3: SCORES[3]})


def test_question_without_terms_is_answered_by_meaning_alone() -> None:
    index = fake_index(PASSAGES)
    matches = hybrid_search(index.snapshot, index.probe("?!"), 5, plain(5))
    assert [(match.row, match.score) for match in matches] == [(row, 0.0) for row in range(5)]


def said(text: str, number: int = 1, article: str = "a") -> Passage:
    return fake_passage(text, quotation(text, text, "Ana Lind"), number=number, article=fake_article(id=article))


def test_what_is_said_shares_the_score_of_the_passage_before_it_in_its_article() -> None:
    before, mad = fake_passage("A border closed.", number=1), "It is mad."
    index = fake_index(
        [before, said(mad, 2), fake_passage(mad, number=3), said(mad, 4), said(mad, article="b"), said(mad, 2, "b")]
    )
    matches = found(index, 6)
    assert [match.row for match in matches] == [0, 1, 3, 4, 5, 2]
    assert scores(matches) == pytest.approx(
        {0: 1.0, 1: BEFORE_SHARE + QUOTATION_LIFT, 2: 0.0, **dict.fromkeys((3, 4, 5), QUOTATION_LIFT)}
    )


def test_share_of_the_passage_before_is_of_its_own_sum_without_its_lift() -> None:
    index = fake_index([said("A border closed."), said("It is mad.", 2), said("Quite.", 3)])
    assert scores(found(index, 3)) == pytest.approx(
        {0: 1.0 + QUOTATION_LIFT, 1: BEFORE_SHARE + QUOTATION_LIFT, 2: QUOTATION_LIFT}
    )


def test_passage_before_counts_though_it_is_not_among_the_rows() -> None:
    index = fake_index([fake_passage("Nothing."), fake_passage("A border closed.", number=2), said("It is mad.", 3)])
    matches = found(index, 1, among=rows(0, 2))
    assert scores(matches) == pytest.approx({2: BEFORE_SHARE + QUOTATION_LIFT})


def test_passage_that_neither_search_finds_first_comes_in_by_its_lift() -> None:
    matches = found(fake_index(PASSAGES), 1, plain(5).lifted(rows(0), 2.0))
    assert scores(matches) == pytest.approx({0: 2.0})
