"""What a run came to: all that the tables, files and pages of its report are made of."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from bot.answer import IndexSummary
from bot.check.comparison import Comparison
from bot.check.measures import Measure, measures_of
from bot.check.outcome import Outcome
from bot.check.uncertainty import Figure, figure_of

Figures = Mapping[str, Figure | None]
"""Each measure's figure by name; None where no question counts."""


@dataclass(frozen=True, slots=True)
class RunFacts:
    """What was asked of what: the names of the questions' file and of the index or server, and how it went.

    `stopped` says why not all of the `n_questions` were asked; None where they were. A question passes where one of
    the first `within` passages is right. `n_drafts` and `n_unjudged` count what was left out.
    """

    questions: str
    target: str
    index: IndexSummary | None
    n_questions: int
    within: int
    n_jobs: int
    seconds: float
    n_drafts: int = 0
    n_unjudged: int = 0
    warnings: tuple[str, ...] = ()
    stopped: str | None = None


@dataclass(frozen=True, slots=True)
class Report:
    """A run with its outcomes, its figures over all questions and by tag, and the bounds that were not kept."""

    facts: RunFacts
    outcomes: Sequence[Outcome]
    figures: Figures
    by_tag: Mapping[str, Figures]
    shortfalls: tuple[str, ...] = ()
    comparison: Comparison | None = None

    @property
    def missed(self) -> list[Outcome]:
        """The outcomes that do not pass, in order."""
        return [outcome for outcome in self.outcomes if not outcome.passed]

    @property
    def not_asked(self) -> list[Outcome]:
        """The outcomes of questions that could not be asked, in order."""
        return [outcome for outcome in self.outcomes if not outcome.is_asked]

    @property
    def n_asked(self) -> int:
        return sum(outcome.is_asked for outcome in self.outcomes)

    @property
    def n_passed(self) -> int:
        return sum(outcome.passed for outcome in self.outcomes)


def all_figures(outcomes: Sequence[Outcome]) -> tuple[Figures, Mapping[str, Figures]]:
    """The figures over all questions, and those of each tag, in the order in which tags first occur."""
    measures = measures_of(outcomes)
    by_tag = {tag: _figures(measures, _rows(tag, outcomes)) for tag in _tags(outcomes)}
    return _figures(measures, None), by_tag


def _figures(measures: Mapping[str, Measure], among: np.typing.NDArray[np.int64] | None) -> Figures:
    return {name: figure_of(measure, among) for name, measure in measures.items()}


def _tags(outcomes: Sequence[Outcome]) -> list[str]:
    return list(dict.fromkeys(tag for outcome in outcomes for tag in outcome.question.tags))


def _rows(tag: str, outcomes: Sequence[Outcome]) -> np.typing.NDArray[np.int64]:
    return np.array([n for n, outcome in enumerate(outcomes) if tag in outcome.question.tags], dtype=np.int64)
