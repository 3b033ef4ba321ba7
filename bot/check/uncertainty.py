"""How sure a number is: bootstrap intervals, and the test whether two runs differ by more than chance."""

from dataclasses import dataclass

import numpy as np
from scipy import stats

from bot.check.measures import Measure, Rows, Values

N_RESAMPLES = 1000
CONFIDENCE = 0.95
N_SWAPS, MIN_SWAPS = 9999, 999
SEED = 0
"""One seed, so that the same outcomes always give the same figures."""

MAX_EXCHANGED = 20_000_000
"""Numbers of questions looked at in all the exchanges of a test: above 2,000 questions there are fewer exchanges."""

MAX_SAMPLED = 2_000_000
"""Numbers of questions held at once while resampling: 16 MB."""


@dataclass(frozen=True, slots=True)
class Figure:
    """A measured number over `n` questions, with the ends of its 95 % interval; these are None for a single one."""

    value: float
    n: int
    low: float | None = None
    high: float | None = None


@dataclass(frozen=True, slots=True)
class Difference:
    """By how much a number is above an earlier one over the same `n` questions, and how likely chance alone does that.

    `p` is two-sided; None of a time, which differs with whatever else the machine does.
    """

    earlier: float
    later: float
    n: int
    p: float | None

    @property
    def value(self) -> float:
        return self.later - self.earlier


def figure_of(measure: Measure, among: Rows | None = None) -> Figure | None:
    """The measure's number with its interval, or None where no question counts.

    The interval holds the middle 95 % of the numbers of 1,000 samples of the questions, drawn with replacement
    (percentile bootstrap; Efron and Tibshirani, 1993).

    :param among: where given, only these questions.
    """
    rows = measure.counted if among is None else np.intersect1d(measure.counted, among)
    if rows.size == 0:
        return None
    value = float(measure.at(rows))
    if rows.size == 1:
        return Figure(value, 1)
    found = stats.bootstrap(
        (rows,),
        lambda sample, axis: measure.at(sample),
        n_resamples=N_RESAMPLES,
        batch=max(1, MAX_SAMPLED // rows.size),
        vectorized=True,
        confidence_level=CONFIDENCE,
        method="percentile",
        rng=np.random.default_rng(SEED),
    ).confidence_interval
    return Figure(value, int(rows.size), float(found.low), float(found.high))


def difference_of(earlier: Measure, later: Measure) -> Difference | None:
    """How the later number differs from the earlier one; None where no question counts in both.

    The test exchanges the two results of each question at random: how often is the difference then as large? (Paired
    randomisation test; Smucker, Allan and Carterette, 2007.)

    :param later: the same questions in the same order as in `earlier`.
    """
    if earlier.counted.size == 0 or later.counted.size == 0:
        return None
    # What a share's question weighs goes with it; a time that was not taken has none to exchange.
    joined = np.union1d if earlier.percentile is None else np.intersect1d
    rows = joined(earlier.counted, later.counted)
    if rows.size == 0:
        return None
    both = Measure(
        earlier.name,
        np.concatenate([earlier.values, later.values]),
        np.concatenate([earlier.weights, later.weights]),
        earlier.percentile,
    )
    before, after = float(earlier.at(rows)), float(later.at(rows))
    p = _p_value(both, rows, rows + len(earlier.values)) if earlier.percentile is None else None
    return Difference(before, after, int(rows.size), p)


def _p_value(both: Measure, first: Rows, second: Rows) -> float:
    """Two-sided; exact where so few pairs differ that all exchanges can be tried."""
    # To exchange two equal results changes nothing: they count, but need no turn.
    differs = (both.values[first] != both.values[second]) | (both.weights[first] != both.weights[second])
    if differs.sum() <= 1:
        return 1.0  # of one pair, either way round is as likely
    equal = first[~differs]

    def difference(one: Rows, other: Rows, axis: int) -> Values:
        rest = np.broadcast_to(equal, (*one.shape[:-1], equal.size))
        before, after = (np.concatenate([rest, rows], axis=-1) for rows in (one, other))
        return np.nan_to_num(both.at(after) - both.at(before))

    with np.errstate(invalid="ignore"):
        tested = stats.permutation_test(
            (first[differs], second[differs]),
            difference,
            permutation_type="samples",
            vectorized=True,
            n_resamples=min(N_SWAPS, max(MIN_SWAPS, MAX_EXCHANGED // first.size)),
            batch=max(1, MAX_SAMPLED // first.size),
            alternative="two-sided",
            rng=np.random.default_rng(SEED),
        )
    return float(tested.pvalue)
