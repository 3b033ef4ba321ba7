"""The retrieval bench's measures and intervals, worked out by hand."""

import math

import numpy as np
import pytest
from retrieval_measures import Interval, auroc_of, best_f1_of, differences, mean_of, ranking_values

from fit.questions import Question

FIRST = Question("q1", "?", frozenset({"a", "b"}))
SECOND = Question("q2", "?", frozenset({"c"}))
AT_TWO = 1 / math.log2(3)
"""What a passage at rank 2 counts for."""


def test_ranking_measures_by_hand() -> None:
    values = ranking_values([FIRST, SECOND], [["x", "b"], ["c", "a"]])
    assert {name: of_each.tolist() for name, of_each in values.items()} == {
        "nDCG@10": [pytest.approx(AT_TWO / (1 + AT_TWO)), 1.0],
        "RR@10": [0.5, 1.0],
        "Success@1": [0.0, 1.0],
        "Success@3": [1.0, 1.0],
        "R@10": [0.5, 1.0],
    }


def test_a_question_without_a_ranking_counts_as_0() -> None:
    values = ranking_values([FIRST, SECOND], [[], ["c"]])
    assert [of_each.tolist() for of_each in values.values()] == [[0.0, 1.0]] * 5


def test_what_stands_below_rank_10_counts_for_recall_at_10_as_little_as_for_the_rest() -> None:
    values = ranking_values([SECOND], [[*"1234567890", "c"]])
    assert [of_each.tolist() for of_each in values.values()] == [[0.0]] * 5


@pytest.mark.parametrize(
    ("values", "interval"),
    [
        ([1.0, 1.0, 1.0], Interval(1, 1, 1)),
        # A quarter of all resamples of two draw the one twice, a quarter the other.
        ([0.0, 1.0], Interval(0.5, 0, 1)),
        # The 1 is drawn three times or more in 13 of 256 resamples, four times in 1 of 256, never in 81 of 256.
        ([0.0, 0.0, 0.0, 1.0], Interval(0.25, 0, 0.75)),
    ],
)
def test_mean_with_its_interval(values: list[float], interval: Interval) -> None:
    assert mean_of(np.array(values)) == interval


def test_intervals_are_the_same_each_time() -> None:
    values = np.linspace(0, 1, 40) ** 2
    assert mean_of(values) == mean_of(values)
    assert auroc_of(values, values[:20]) == auroc_of(values, values[:20])


@pytest.mark.parametrize(
    ("answered", "unanswered", "interval"),
    [
        ([0.9, 0.8], [0.1, 0.2], Interval(1, 1, 1)),
        ([0.1], [0.9], Interval(0, 0, 0)),
        ([0.5], [0.5], Interval(0.5, 0.5, 0.5)),
        # A quarter of the resamples hold 0.9 only, a quarter 0.1 only.
        ([0.9, 0.1], [0.5], Interval(0.5, 0, 1)),
    ],
)
def test_auroc(answered: list[float], unanswered: list[float], interval: Interval) -> None:
    assert auroc_of(np.array(answered), np.array(unanswered)) == interval


def test_best_f1_is_that_of_the_best_threshold() -> None:
    # From 0.9: precision 1, recall 1/2, so 2/3. From 0.6: 1/2 each. From 0.4: precision 2/3, recall 1, so 0.8.
    found = best_f1_of(np.array([0.9, 0.4]), np.array([0.6]))
    assert (found.value, found.low, found.high) == pytest.approx((0.8, 0.8, 1.0))


def test_differences_are_by_question() -> None:
    better, worse = {"RR@10": np.array([1.0, 0.5])}, {"RR@10": np.array([0.5, 0.5])}
    assert differences(better, worse)["RR@10"].tolist() == [0.5, 0.0]
