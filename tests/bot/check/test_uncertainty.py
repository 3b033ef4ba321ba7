"""Intervals and the test of two runs, against values known by hand or in closed form."""

from dataclasses import astuple

import numpy as np
import pytest
from scipy.stats import binom

from bot.check.measures import Measure
from bot.check.uncertainty import Difference, Figure, difference_of, figure_of


def share(*values: float, weights: tuple[float, ...] | None = None) -> Measure:
    return Measure("Passed", np.array(values), np.ones(len(values)) if weights is None else np.array(weights))


def time(*values: float, weights: tuple[float, ...] | None = None) -> Measure:
    chosen = np.ones(len(values)) if weights is None else np.array(weights)
    return Measure("p50_ms", np.array(values), chosen, 50.0)


def numbers(found: Figure | Difference | None) -> tuple[float, ...]:
    assert found is not None
    return astuple(found)


@pytest.mark.parametrize("value", [0.0, 0.3, 1.0])
def test_equal_values_give_an_interval_without_width(value: float) -> None:
    assert numbers(figure_of(share(*[value] * 7))) == pytest.approx((value, 7, value, value))


@pytest.mark.parametrize(("n_right", "n"), [(50, 100), (90, 100), (30, 200)])
def test_interval_of_a_share_is_close_to_the_quantiles_of_the_binomial(n_right: int, n: int) -> None:
    figure = figure_of(share(*[1.0] * n_right, *[0.0] * (n - n_right)))
    assert figure is not None and figure.low is not None and figure.high is not None
    assert (figure.value, figure.n) == (n_right / n, n)
    assert figure.low == pytest.approx(binom.ppf(0.025, n, n_right / n) / n, abs=0.02)
    assert figure.high == pytest.approx(binom.ppf(0.975, n, n_right / n) / n, abs=0.02)


def test_one_question_has_no_interval_and_none_no_figure() -> None:
    assert figure_of(share(0.5)) == Figure(0.5, 1, None, None)
    assert figure_of(share()) is None
    assert figure_of(share(1.0, 1.0, weights=(0, 0))) is None


def test_questions_that_do_not_count_are_left_out() -> None:
    assert figure_of(share(1.0, 0.0, 1.0, weights=(1, 0, 1))) == Figure(1.0, 2, 1.0, 1.0)


def test_figure_among_some_questions_is_theirs_alone() -> None:
    measure = share(1.0, 0.0, 1.0, 0.0, weights=(1, 1, 1, 0))
    assert figure_of(measure, np.array([0, 2, 3])) == Figure(1.0, 2, 1.0, 1.0)
    assert figure_of(measure, np.array([3])) is None
    assert figure_of(measure, np.array([1])) == Figure(0.0, 1)


def test_question_weighs_in_the_interval_what_it_weighs_in_the_value() -> None:
    # Of two questions a sample holds the first twice (1), the second twice (0), or each once: 3 of 4.
    assert figure_of(share(1.0, 0.0, weights=(3, 1))) == Figure(0.75, 2, 0.0, 1.0)


def test_interval_of_a_time_lies_among_the_times() -> None:
    assert figure_of(time(10, 10, 10, 10, 90)) == Figure(10.0, 5, 10.0, 90.0)


def test_same_outcomes_give_the_same_figures_twice() -> None:
    values = np.random.default_rng(7).random(50).tolist()
    assert figure_of(share(*values)) == figure_of(share(*values))
    later = np.random.default_rng(8).random(50).tolist()
    assert difference_of(share(*values), share(*later)) == difference_of(share(*values), share(*later))


@pytest.mark.parametrize("n", [2, 4, 10, 13])
def test_p_of_n_pairs_that_all_went_up_is_two_in_two_to_the_n(n: int) -> None:
    # Of the 2^n ways to exchange the pairs, only the one as it is and the one all exchanged are so far apart.
    assert numbers(difference_of(share(*[0.0] * n), share(*[1.0] * n))) == pytest.approx((0.0, 1.0, n, 2 / 2**n))
    assert numbers(difference_of(share(*[1.0] * n), share(*[0.0] * n))) == pytest.approx((1.0, 0.0, n, 2 / 2**n))


def test_pairs_that_did_not_change_say_nothing_about_chance() -> None:
    # Four of six went up: of 2^4 ways to exchange these, two are so far apart.
    found = difference_of(share(0, 0, 0, 0, 1, 0), share(1, 1, 1, 1, 1, 0))
    assert numbers(found) == pytest.approx((1 / 6, 5 / 6, 6, 2 / 16))


def test_p_of_many_pairs_is_close_to_the_sign_test() -> None:
    # 30 pairs went up, 10 went down: the two-sided sign test, of 2^40 ways too many to go through.
    found = difference_of(share(*[0] * 30, *[1] * 10), share(*[1] * 30, *[0] * 10))
    assert found is not None and found.value == pytest.approx(0.5)
    assert found.p == pytest.approx(2 * binom.cdf(10, 40, 0.5), abs=0.001)


@pytest.mark.parametrize(
    ("earlier", "later"),
    [((0.2, 1.0, 0.0), (0.2, 1.0, 0.0)), ((0, 1), (1, 0)), ((0, 0, 1, 1), (1, 1, 0, 0)), ((0,), (1,))],
)
def test_no_change_and_changes_both_ways_and_a_single_pair_are_chance(
    earlier: tuple[float, ...], later: tuple[float, ...]
) -> None:
    found = difference_of(share(*earlier), share(*later))
    assert found is not None and found.p == 1


def test_time_is_compared_and_not_tested() -> None:
    # Whatever else the machine did makes the times of one run alike.
    assert difference_of(time(10, 10, 10, 10), time(20, 20, 20, 20)) == Difference(10.0, 20.0, 4, None)


def test_time_differs_over_the_questions_that_were_asked_both_times() -> None:
    found = difference_of(time(10, 20, 900, weights=(1, 1, 1)), time(10, 20, 0, weights=(1, 1, 0)))
    assert found == Difference(15.0, 15.0, 2, None)
    assert difference_of(time(10, 20, weights=(1, 0)), time(10, 20, weights=(0, 1))) is None


def test_share_differs_over_the_questions_that_count_in_either() -> None:
    # A right passage was found for the first question before, for both now.
    found = difference_of(share(1.0, 0.0, weights=(1, 0)), share(1.0, 0.0, weights=(1, 1)))
    assert found == Difference(1.0, 0.5, 2, 1.0)


def test_nothing_that_counts_gives_no_difference() -> None:
    assert difference_of(share(1.0, weights=(0,)), share(1.0)) is None
    assert difference_of(share(1.0), share(1.0, weights=(0,))) is None
    assert difference_of(share(), share()) is None
