"""Two runs of the same questions: what got better, what got worse, and whether chance alone would do that."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Literal

from bot.check.measures import MEASURES, Measure, measures_of
from bot.check.outcome import Outcome
from bot.check.question import Question
from bot.check.uncertainty import Difference, difference_of

Direction = Literal["better", "worse"]

DECIDING = "nDCG@10"
"""What tells better from worse where a question passes both times, or neither time."""


@dataclass(frozen=True, slots=True)
class Change:
    """A question whose outcome changed: both outcomes, and whether it is now better or worse."""

    earlier: Outcome
    later: Outcome
    direction: Direction

    @property
    def question(self) -> Question:
        return self.later.question


@dataclass(frozen=True, slots=True)
class Comparison:
    """The differences of all measures over the questions that both runs asked, and the questions that changed.

    `differences` holds None for a measure that no question counts for in both. `only_earlier`, `only_later` and
    `altered` are the ids of questions that are left out: asked in one run only, or not the same in both.
    """

    name: str
    differences: Mapping[str, Difference | None]
    changes: Sequence[Change]
    n_questions: int
    only_earlier: tuple[str, ...] = ()
    only_later: tuple[str, ...] = ()
    altered: tuple[str, ...] = ()


def compared(earlier: Sequence[Outcome], later: Sequence[Outcome], name: str) -> Comparison:
    """How the later outcomes differ from the earlier ones.

    :param name: what the earlier run is called.
    """
    before = {outcome.question.id: outcome for outcome in earlier}
    after = {outcome.question.id: outcome for outcome in later}
    in_both = [id_ for id_ in after if id_ in before]
    same = {id_: None for id_ in in_both if _is_same(before[id_].question, after[id_].question)}
    pairs = [(before[id_], after[id_]) for id_ in same]
    measures = [measures_of([pair[side] for pair in pairs]) for side in (0, 1)] if pairs else [{}, {}]
    return Comparison(
        name=name,
        differences={
            measure: difference_of(measures[0][measure], measures[1][measure]) if pairs else None
            for measure in MEASURES
        },
        changes=_changes(pairs, measures),
        n_questions=len(pairs),
        only_earlier=tuple(id_ for id_ in before if id_ not in after),
        only_later=tuple(id_ for id_ in after if id_ not in before),
        altered=tuple(id_ for id_ in in_both if id_ not in same),
    )


def _is_same(earlier: Question, later: Question) -> bool:
    """Whether the same is asked and expected; a phrase may tell other passages than before."""
    one, other = earlier.expected, later.expected
    same_passages = one.contains == other.contains and (bool(one.contains) or one.relevant == other.relevant)
    same_words = (earlier.text, earlier.turns_before) == (later.text, later.turns_before)
    return same_words and same_passages and one.speakers == other.speakers


def _changes(pairs: Sequence[tuple[Outcome, Outcome]], measures: Sequence[Mapping[str, Measure]]) -> list[Change]:
    changes = []
    for row, (earlier, later) in enumerate(pairs):
        values = [measures[side][DECIDING].values[row] for side in (0, 1)]
        before, after = (earlier.passed, values[0]), (later.passed, values[1])
        if before != after:
            changes.append(Change(earlier, later, "better" if after > before else "worse"))
    return changes
