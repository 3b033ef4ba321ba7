"""What an answer comes to, held against what was expected: each kind of fault, in its sentence."""

import pytest

from bot.answer import Ranked
from bot.check.outcome import Fault, Outcome, judged, judged_ids, not_asked
from bot.check.question import Question
from bot.check.target import Reply, ShownPassage
from tests.bot.check.outcomes import SILENCE, SUMMARY, asked, reply, shown
from tests.fakes import fake_passage, quotation

ANA, BO = "Ana Lind", "Bo Holt"
RIGHT = {"a:1": 1}
NONE_OF_THREE = "none of the first 3 passages answers"
ONLY_CLOSEST = "not answered: only the closest passages were shown"
NO_PASSAGE = "not answered: no passage was shown"


def faults(question: Question, answer: Reply) -> list[tuple[str, str]]:
    return [(fault.kind, fault.sentence) for fault in judged(question, answer).faults]


@pytest.mark.parametrize(
    ("question", "answer"),
    [
        (asked("q", RIGHT), reply("a:1")),
        (asked("q", RIGHT), reply("a:2", "a:3", "a:1")),
        (asked("q", {"a:1": 1, "a:9": 3}), reply("a:2", "a:1")),
        (asked("q", SILENCE), reply()),
        (asked("q", SILENCE), reply("a:1", level="closest")),
        (asked("q", RIGHT, speakers=(ANA,)), reply("a:2", shown("a:1", ANA))),
        (asked("q", RIGHT, speakers=(ANA, BO)), reply(shown("a:1", BO))),
        (asked("q", RIGHT, speakers=(ANA,)), reply(shown("a:1", BO, ANA))),
        (asked("q", RIGHT, speakers=()), reply("a:1")),
        (asked("q", speakers=(ANA,)), reply(shown("a:1", ANA), shown("a:2", BO))),
        (asked("q", speakers=()), reply("a:1", shown("a:2", BO))),
        (asked("q", RIGHT), reply(shown("a:1", verdict="not checkable"))),
    ],
)
def test_what_was_expected_passes(question: Question, answer: Reply) -> None:
    assert faults(question, answer) == []
    assert judged(question, answer).passed


@pytest.mark.parametrize(
    ("question", "answer", "found"),
    [
        (asked("q", RIGHT), reply(), [("not answered", NO_PASSAGE)]),
        (asked("q", RIGHT), reply("a:1", level="closest"), [("not answered", ONLY_CLOSEST)]),
        (asked("q", speakers=(ANA,)), reply(), [("not answered", NO_PASSAGE)]),
        (asked("q", RIGHT), reply("a:2"), [("wrong passage", NONE_OF_THREE)]),
        (
            asked("q", RIGHT),
            reply("a:2", "a:3", "a:4", "a:1"),
            [("wrong passage", f"{NONE_OF_THREE}; the first that answers is number 4")],
        ),
        (asked("q", SILENCE), reply("a:1"), [("not silent", "answered, where no passage answers")]),
        (
            asked("q", RIGHT, speakers=(ANA,)),
            reply(shown("a:2", ANA), shown("a:1", BO)),
            [("wrong speaker", "the words are credited to Bo Holt instead of Ana Lind")],
        ),
        (
            asked("q", RIGHT, speakers=(ANA, BO)),
            reply(shown("a:1", "Cy Lee", "Di Roe")),
            [("wrong speaker", "the words are credited to Cy Lee, Di Roe instead of Ana Lind or Bo Holt")],
        ),
        (
            asked("q", RIGHT, speakers=(ANA,)),
            reply("a:1"),
            [("wrong speaker", "the words are credited to nobody instead of Ana Lind")],
        ),
        (
            asked("q", RIGHT, speakers=()),
            reply(shown("a:1", ANA)),
            [("wrong speaker", "the words are credited to Ana Lind instead of nobody")],
        ),
        (
            asked("q", speakers=(ANA,)),
            reply(shown("a:1", BO), shown("a:2", ANA)),
            [("wrong speaker", "the words are credited to Bo Holt instead of Ana Lind")],
        ),
        (
            asked("q", RIGHT),
            reply("a:1", shown("a:2", verdict="differs")),
            [("not verbatim", "passage a:2 differs from its article")],
        ),
        (
            asked("q", RIGHT, speakers=(ANA,)),
            reply(shown("a:2", verdict="differs"), "a:3", "a:4", shown("a:1", BO)),
            [
                ("wrong passage", f"{NONE_OF_THREE}; the first that answers is number 4"),
                ("wrong speaker", "the words are credited to Bo Holt instead of Ana Lind"),
                ("not verbatim", "passage a:2 differs from its article"),
            ],
        ),
    ],
)
def test_each_fault_is_told_in_its_sentence(question: Question, answer: Reply, found: list[tuple[str, str]]) -> None:
    assert faults(question, answer) == found
    assert not judged(question, answer).passed


@pytest.mark.parametrize(
    ("within", "sentence"),
    [
        (1, "the first passage does not answer; the first that answers is number 3"),
        (2, "none of the first 2 passages answers; the first that answers is number 3"),
        (3, None),
        (10, None),
    ],
)
def test_right_passage_must_be_within_so_many(within: int, sentence: str | None) -> None:
    outcome = judged(asked("q", RIGHT), reply("a:2", "a:3", "a:1"), within=within)
    assert [fault.sentence for fault in outcome.faults] == ([] if sentence is None else [sentence])
    assert outcome.first_right == 3


def test_first_passage_that_does_not_answer_is_all_there_is_to_say_where_none_does() -> None:
    outcome = judged(asked("q", RIGHT), reply("a:2", "a:3"), within=1)
    assert [fault.sentence for fault in outcome.faults] == ["the first passage does not answer"]


def test_outcome_tells_what_came() -> None:
    far = shown("a:5", verdict="differs")
    unchecked = shown("a:3", verdict="not checkable")
    answer = reply("a:2", "a:1", unchecked, "a:4", far, ranking=["a:1", "a:2", "a:3", "a:4", "a:5", "a:6"], ms=250)
    question = asked("q", RIGHT)
    assert judged(question, answer) == Outcome(
        question=question,
        faults=(Fault("not verbatim", "passage a:5 differs from its article"),),
        level="answer",
        shown=(shown("a:2"), shown("a:1"), unchecked, far),
        ranked=("a:1", "a:2", "a:3", "a:4", "a:5", "a:6"),
        seconds=0.25,
        first_right=2,
        is_speaker_right=None,
        n_verbatim=3,
        n_checked=4,
        index=SUMMARY,
    )


def test_copy_of_a_right_passage_is_right() -> None:
    outcome = judged(asked("q", RIGHT, speakers=(ANA,)), reply("a:2", shown("b:1", ANA, copies=("c:1", "a:1"))))
    assert (outcome.passed, outcome.first_right, outcome.ranked) == (True, 2, ("a:2", "a:1"))
    assert outcome.is_speaker_right is True


@pytest.mark.parametrize(
    ("relevant", "ids"),
    [
        ({"c:1": 1}, ("c:1",)),
        ({"d:1": 1, "b:1": 2}, ("b:1", "d:1")),
        ({"e:1": 1}, ("b:1",)),
        (SILENCE, ("b:1",)),
    ],
)
def test_ranked_passage_counts_as_its_judged_copies_or_as_itself(
    relevant: dict[str, int], ids: tuple[str, ...]
) -> None:
    assert judged_ids(Ranked("b:1", 1.0, ("c:1", "d:1")), relevant) == ids


@pytest.mark.parametrize(
    ("question", "answer", "is_right"),
    [
        (asked("q", RIGHT), reply(shown("a:1", ANA)), None),
        (asked("q", RIGHT, speakers=(ANA,)), reply(shown("a:2", ANA)), None),
        (asked("q", RIGHT, speakers=(ANA,)), reply(), None),
        (asked("q", speakers=(ANA,)), reply(), None),
        (asked("q", SILENCE, speakers=(ANA,)), reply(shown("a:1", BO)), None),
        (asked("q", RIGHT, speakers=(ANA,)), reply(shown("a:1", ANA)), True),
        (asked("q", RIGHT, speakers=()), reply(shown("a:1", ANA)), False),
    ],
)
def test_speaker_is_judged_where_one_is_expected_and_a_right_passage_shown(
    question: Question, answer: Reply, is_right: bool | None
) -> None:
    assert judged(question, answer).is_speaker_right is is_right


def test_question_that_was_not_asked_is_neither_answered_nor_silent() -> None:
    outcome = not_asked(asked("q", RIGHT), "the question is empty")
    assert outcome.faults == (Fault("not asked", "the question is empty"),)
    assert (outcome.passed, outcome.is_asked, outcome.is_answered, outcome.seconds) == (False, False, False, None)


TWO = "“Yes,” said Ana Lind; it rained; “no,” said Bo Holt; “perhaps.”"
TWO_SPEAKERS = fake_passage(
    TWO, quotation(TWO, "“Yes,”", "Ana Lind"), quotation(TWO, "“no,”", "Bo Holt"), quotation(TWO, "“perhaps.”")
)


@pytest.mark.parametrize(
    ("contains", "speakers", "is_right"),
    [
        ((), ("Ana Lind",), True),  # anybody whom the passage names
        ((), ("Bo Holt",), True),
        (("“Yes,”",), ("Ana Lind",), True),
        (("“Yes,”",), ("Bo Holt",), False),
        (("o,” said",), ("Bo Holt",), True),
        (("o,” said",), ("Ana Lind",), False),
        (("“Yes,”", "“no,”"), ("Bo Holt",), True),
        (("it rained",), ("Ana Lind",), True),  # nobody's words: whoever is named beside them
        (("it rained",), (), True),
        (("“Yes,”",), (), False),
        (("perhaps",), ("Bo Holt",), False),  # quoted, and nobody knows whom
        (("perhaps",), (), True),
        ((), (), False),
    ],
)
def test_speaker_is_that_of_the_words_asked_for(
    contains: tuple[str, ...], speakers: tuple[str, ...], is_right: bool
) -> None:
    question = asked("q", {"a:1": 1}, contains=contains, speakers=speakers)
    outcome = judged(question, reply(ShownPassage(TWO_SPEAKERS, "verbatim")))
    assert outcome.is_speaker_right is is_right
    assert outcome.passed is is_right
