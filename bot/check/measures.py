"""The measures of a run: what each question adds to them, and how that becomes one number.

Ranking measures look at the ranking before it was decided what to show, over the questions that a passage answers; they
are those of the field, by the names that ir-measures gives them. The others look at what was shown.
"""

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

import ir_measures
import numpy as np
from ir_measures import RR, Qrel, R, ScoredDoc, Success, nDCG
from numpy.typing import ArrayLike, NDArray

from bot.check.outcome import Outcome

RANKING_MEASURES = (Success @ 1, Success @ 3, RR @ 10, nDCG @ 10, R @ 10)

SHARES = (
    *(str(measure) for measure in RANKING_MEASURES),
    *("SpeakerAccuracy", "SilencePrecision", "SilenceRecall", "Verbatim", "Passed"),
)
"""Measures of 0 to 1, higher being better."""

TIMES = ("p50_ms", "p95_ms")
"""How long half of the answers took at most, and 95 of 100: milliseconds, lower being better."""

MEASURES = (*SHARES, *TIMES)

Values = NDArray[np.float64]
"""One number a question, in the questions' order."""

Rows = NDArray[np.int64]
"""Numbers of questions; the last axis is one sample of them."""

Ranking = Sequence[str]
"""Ids, best first."""


@dataclass(frozen=True, slots=True)
class Measure:
    """A measure's name, and for each question its value and the weight that this has; a weight of 0 does not count.

    Of a share the number is the weighted mean; of a time it is a percentile.
    """

    name: str
    values: Values
    weights: Values
    percentile: float | None = None

    @property
    def counted(self) -> Rows:
        """The questions that count, ascending."""
        return np.flatnonzero(self.weights > 0)

    def at(self, rows: Rows) -> Values:
        """The number of each sample of questions that count, over the last axis; NaN of an empty one."""
        if rows.shape[-1] == 0:
            return np.full(rows.shape[:-1], np.nan)
        if self.percentile is not None:
            return np.asarray(np.percentile(self.values[rows], self.percentile, axis=-1))
        weights = self.weights[rows]
        return np.asarray((self.values[rows] * weights).sum(axis=-1) / weights.sum(axis=-1))


def measures_of(outcomes: Sequence[Outcome]) -> dict[str, Measure]:
    """All measures by name, their values in the outcomes' order."""
    answerable = [outcome.question.expected.relevant or {} for outcome in outcomes]
    rankings = [outcome.ranked for outcome in outcomes]
    counts = np.array([bool(relevant) for relevant in answerable])
    ranked = {name: _measure(name, v, counts) for name, v in ranking_values(answerable, rankings).items()}
    return ranked | {measure.name: measure for measure in _measures_of_answers(outcomes)}


def ranking_values(relevant: Sequence[Mapping[str, int]], rankings: Sequence[Ranking]) -> dict[str, Values]:
    """Each ranking measure's value of each question, by the measure's name; 0 for one that no passage answers.

    :param relevant: each question's passages that answer, with their grades.
    """
    # Numbers for ids: pytrec_eval, which is C, cannot bear every string.
    number_of: defaultdict[str, str] = defaultdict(lambda: str(len(number_of)))
    qrels = [Qrel(str(n), number_of[id_], grade) for n, grades in enumerate(relevant) for id_, grade in grades.items()]
    # The score is the rank turned round, so that no tie is left to anybody's rule.
    run = [
        ScoredDoc(str(n), number_of[id_], -float(rank))
        for n, ids in enumerate(rankings)
        for rank, id_ in enumerate(ids)
    ]
    values = {str(measure): np.zeros(len(relevant)) for measure in RANKING_MEASURES}
    for metric in ir_measures.iter_calc(RANKING_MEASURES, qrels, run):
        values[str(metric.measure)][int(metric.query_id)] = metric.value
    return values


def _measures_of_answers(outcomes: Sequence[Outcome]) -> Iterator[Measure]:
    asked = np.array([outcome.is_asked for outcome in outcomes])
    is_silent = np.array([outcome.is_asked and not outcome.is_answered for outcome in outcomes])
    should_be_silent = np.array([outcome.question.expected.is_silence for outcome in outcomes])
    speaker = [outcome.is_speaker_right for outcome in outcomes]
    n_verbatim = np.array([outcome.n_verbatim for outcome in outcomes], dtype=np.float64)
    n_checked = np.array([outcome.n_checked for outcome in outcomes], dtype=np.float64)
    yield _measure("SpeakerAccuracy", [right is True for right in speaker], [right is not None for right in speaker])
    yield _measure("SilencePrecision", should_be_silent, is_silent)
    yield _measure("SilenceRecall", is_silent, should_be_silent)
    # A question weighs as much as it shows passages: the number is a share of passages.
    yield _measure("Verbatim", n_verbatim / np.maximum(n_checked, 1), n_checked)
    yield _measure("Passed", [outcome.passed for outcome in outcomes], np.ones(len(outcomes)))
    milliseconds = np.array([1000 * (outcome.seconds or 0.0) for outcome in outcomes])
    for name, percentile in zip(TIMES, (50.0, 95.0), strict=True):
        yield Measure(name, milliseconds, asked.astype(np.float64), percentile)


def _measure(name: str, values: ArrayLike, weights: ArrayLike) -> Measure:
    return Measure(name, np.asarray(values, dtype=np.float64), np.asarray(weights, dtype=np.float64))
