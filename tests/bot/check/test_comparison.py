"""Two runs held against each other: what changed, which way, and which questions are left out."""

from dataclasses import replace

import pytest

from bot.check.comparison import Comparison, compared
from bot.check.measures import MEASURES
from bot.check.outcome import Outcome, judged, not_asked
from bot.check.question import Question
from bot.check.uncertainty import Difference
from tests.bot.check.outcomes import SILENCE, asked, failing, nine_outcomes, passing, reply

RIGHT = {"a:1": 1}


def changes(earlier: list[Outcome], later: list[Outcome]) -> list[tuple[str, str]]:
    return [(change.question.id, change.direction) for change in compared(earlier, later, "before").changes]


def ranked_at(rank: int, *, passes: bool = True) -> Outcome:
    """A question whose passage stands at that rank, of those shown or of the ranking only."""
    ids = [f"b:{n}" for n in range(1, rank)] + ["a:1"]
    answer = reply("a:1", ranking=ids) if passes else reply("b:1", ranking=ids)
    return judged(asked("q", RIGHT), answer)


@pytest.mark.parametrize(
    ("earlier", "later", "direction"),
    [
        (failing("q"), passing("q"), "better"),
        (passing("q"), failing("q"), "worse"),
        (ranked_at(2), ranked_at(1), "better"),
        (ranked_at(1), ranked_at(2), "worse"),
        (ranked_at(3, passes=False), ranked_at(2, passes=False), "better"),
        (ranked_at(2, passes=False), ranked_at(3, passes=False), "worse"),
        # Whether it passes goes before its rank.
        (ranked_at(1, passes=False), ranked_at(3), "better"),
        (ranked_at(3), ranked_at(1, passes=False), "worse"),
        (passing("q"), not_asked(asked("q", RIGHT), "no"), "worse"),
    ],
)
def test_question_that_passes_or_is_ranked_otherwise_changed(earlier: Outcome, later: Outcome, direction: str) -> None:
    (change,) = compared([earlier], [later], "before").changes
    assert (change.direction, change.earlier, change.later) == (direction, earlier, later)


def test_question_that_did_as_before_did_not_change() -> None:
    slower = [replace(outcome, seconds=9.0) for outcome in nine_outcomes()]
    assert changes(nine_outcomes(), slower) == []
    assert changes([ranked_at(11, passes=False)], [ranked_at(12, passes=False)]) == []


def test_changes_come_in_the_order_of_the_later_run() -> None:
    earlier = [failing("a"), passing("b"), passing("c")]
    assert changes(earlier, [passing("c"), failing("b"), passing("a")]) == [("b", "worse"), ("a", "better")]


def test_comparison_counts_the_questions_that_both_runs_asked() -> None:
    earlier = [failing("q1", ms=10), failing("q2", ms=10), passing("gone")]
    later = [passing("new"), passing("q2", ms=30), passing("q1", ms=30)]
    assert compared(earlier, later, "before.json") == Comparison(
        name="before.json",
        # Of two pairs the p is 2/2^2, or 1 where nothing changed.
        differences={
            **{name: Difference(0, 1, 2, 0.5) for name in ("Success@1", "Success@3", "RR@10", "nDCG@10", "R@10")},
            **{name: None for name in ("SpeakerAccuracy", "SilencePrecision", "SilenceRecall")},
            "Verbatim": Difference(1, 1, 2, 1),
            "Passed": Difference(0, 1, 2, 0.5),
            # The median of one 10 and one 30 is 20 both times: exchanged by halves there is no difference.
            "p50_ms": Difference(10, 30, 2, None),
            "p95_ms": Difference(10, 30, 2, None),
        },
        changes=compared([failing("q2", ms=10), failing("q1", ms=10)], later[1:], "").changes,
        n_questions=2,
        only_earlier=("gone",),
        only_later=("new",),
    )


@pytest.mark.parametrize(
    "later",
    [
        replace(asked("q", RIGHT), text="other?"),
        asked("q", RIGHT, turns=("before",)),
        asked("q", {"a:2": 1}),
        asked("q", {"a:1": 2}),
        asked("q", SILENCE),
        asked("q"),
        asked("q", RIGHT, speakers=()),
        asked("q", RIGHT, speakers=("Ana Lind",)),
        asked("q", RIGHT, contains=("words",)),
    ],
)
def test_question_that_asks_or_expects_something_else_is_altered(later: Question) -> None:
    before, after = judged(asked("q", RIGHT), reply("a:1")), judged(later, reply())
    found = compared([before], [after], "before")
    assert (found.altered, found.n_questions, found.changes) == (("q",), 0, [])
    assert (found.only_earlier, found.only_later) == ((), ())
    assert found.differences == dict.fromkeys(MEASURES)


def test_question_with_another_phrase_is_altered() -> None:
    before = judged(asked("q", RIGHT, contains=("one",)), reply("a:1"))
    after = judged(asked("q", RIGHT, contains=("other",)), reply("a:1"))
    assert compared([before], [after], "before").altered == ("q",)


def test_question_whose_phrase_tells_other_passages_now_is_the_same() -> None:
    before = judged(asked("q", {"a:1": 1}, contains=("words",)), reply("a:1"))
    after = judged(asked("q", {"a:7": 1, "a:8": 1}, contains=("words",)), reply("a:1"))
    found = compared([before], [after], "before")
    assert (found.altered, found.n_questions) == ((), 1)
    assert [change.direction for change in found.changes] == ["worse"]


def test_question_with_other_tags_at_another_place_is_the_same() -> None:
    before = judged(asked("q", RIGHT, tags=("old",), where="old:1"), reply("a:1"))
    after = judged(asked("q", RIGHT, tags=("new",), where="new:2"), reply("a:1"))
    assert compared([before], [after], "before").n_questions == 1


def test_run_without_any_outcome_has_nothing_to_compare() -> None:
    found = compared([passing("q")], [], "before")
    assert (found.n_questions, found.only_earlier, found.differences) == (0, ("q",), dict.fromkeys(MEASURES))
