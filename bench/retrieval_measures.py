"""Measures over questions, each with its 95 % bootstrap interval: 1,000 resamples, percentiles, one fixed seed."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from sklearn.metrics import precision_recall_curve, roc_auc_score

from bot.check import measures
from bot.check.measures import Values
from fit.questions import Question

N_RESAMPLES = 1000
SEED = 0
PERCENTILES = (2.5, 97.5)


@dataclass(frozen=True, slots=True)
class Interval:
    """A measured value and the ends of its interval."""

    value: float
    low: float
    high: float


def ranking_values(questions: Sequence[Question], rankings: Sequence[Sequence[str]]) -> dict[str, Values]:
    """Each measure's value of each question by the measure's name, as the field writes it.

    :param rankings: the ids found for each question, best first.
    """
    return measures.ranking_values([dict.fromkeys(question.relevant, 1) for question in questions], rankings)


def mean_of(values: Values) -> Interval:
    """The mean over the questions; of differences between two rankings of the same questions, a paired interval."""
    picks = np.random.default_rng(SEED).integers(0, len(values), (N_RESAMPLES, len(values)))
    return _interval(float(values.mean()), values[picks].mean(axis=1))


def auroc_of(answered: Values, unanswered: Values) -> Interval:
    """How likely an answered question has a higher probability than an unanswered one, half for equal ones."""
    return _resampled(answered, unanswered, lambda truth, values: float(roc_auc_score(truth, values)))


def best_f1_of(answered: Values, unanswered: Values) -> Interval:
    """The F1 of "a passage answers" at whichever threshold gives the best."""
    return _resampled(answered, unanswered, _best_f1)


def _resampled(answered: Values, unanswered: Values, measure: Callable[[Values, Values], float]) -> Interval:
    """The measure of the truth and the values; both kinds of question are resampled, each within its kind."""
    truth = np.concatenate([np.ones(len(answered)), np.zeros(len(unanswered))])
    generator = np.random.default_rng(SEED)
    resamples = [
        measure(
            truth,
            np.concatenate([generator.choice(answered, len(answered)), generator.choice(unanswered, len(unanswered))]),
        )
        for _ in range(N_RESAMPLES)
    ]
    return _interval(measure(truth, np.concatenate([answered, unanswered])), np.array(resamples))


def _best_f1(truth: Values, values: Values) -> float:
    precision, recall, _ = precision_recall_curve(truth, values)
    return float((2 * precision * recall / np.maximum(precision + recall, np.finfo(float).tiny)).max())


def _interval(value: float, resamples: Values) -> Interval:
    low, high = np.percentile(resamples, PERCENTILES)
    return Interval(value, float(low), float(high))


def differences(values: Mapping[str, Values], base: Mapping[str, Values]) -> dict[str, Values]:
    """By how much each question's value is above that of the same question and measure in `base`."""
    return {name: values[name] - base[name] for name in values}
