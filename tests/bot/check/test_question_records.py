"""A record of a file as questions, or as sentences that say why it is none."""

from typing import Any

import pytest

from bot.check.question import Expected, Question
from bot.check.questions.record import read_record


def questions(**record: Any) -> tuple[Question, ...]:  # noqa: ANN401
    read = read_record(record, "q.jsonl:7")
    assert read.faults == ()
    return read.questions


def faults(**record: Any) -> tuple[str, ...]:  # noqa: ANN401
    read = read_record(record, "q.jsonl:7")
    assert read.questions == ()
    return read.faults


def expected(**record: Any) -> Expected:  # noqa: ANN401
    (question,) = questions(id="a", question="Who?", **record)
    return question.expected


def test_record_of_the_simplest_kind() -> None:
    assert questions(id="a", question="Who said so?", relevant=["ferry:1"], speaker="Dagny Holt", tags=["direct"]) == (
        Question(
            id="a",
            text="Who said so?",
            expected=Expected(relevant={"ferry:1": 1}, speakers=("Dagny Holt",)),
            tags=("direct",),
            where="q.jsonl:7",
        ),
    )


def test_relevant_passages_may_have_grades_and_those_of_0_do_not_answer() -> None:
    assert expected(relevant={"a:1": 2, "a:2": 1, "a:3": 0}).relevant == {"a:1": 2, "a:2": 1}
    assert expected(relevant={"a:3": 0}).is_silence


def test_phrases_are_kept_character_for_character() -> None:
    assert expected(contains=" “Stay” ").contains == (" “Stay” ",)
    assert expected(contains=["one", "two"]).contains == ("one", "two")


def test_speaker_is_somebody_or_nobody_or_not_judged() -> None:
    assert expected(relevant=["a:1"]).speakers is None
    assert expected(relevant=["a:1"], speaker=None).speakers == ()
    assert expected(speaker="Bo Ek") == Expected(speakers=("Bo Ek",))


def test_silence_is_expected_where_no_passage_is_relevant() -> None:
    assert expected(relevant=[]) == expected(silent=True) == Expected(relevant={})
    # As DESIGN writes it, every line has a speaker, null where nobody's words are meant.
    assert expected(relevant=[], speaker=None).is_silence


def test_turns_before_the_question_are_asked_first() -> None:
    (question,) = questions(id="f", turns=["Who?", "And where?"], question="And Bo?", relevant=["a:1"])
    assert (question.turns_before, question.text) == (("Who?", "And where?"), "And Bo?")


def test_last_turn_is_the_question_where_there_is_no_other() -> None:
    (question,) = questions(id="f", turns=["Who?", "And Bo?"], relevant=["a:1"])
    assert (question.id, question.turns_before, question.text) == ("f", ("Who?",), "And Bo?")


def test_turn_that_says_what_it_expects_is_judged_by_itself() -> None:
    judged = {"question": "Who?", "contains": "Stay", "speaker": "Ann Lee"}
    first, last = questions(id="f", turns=[judged, "Where?", {"question": "And Bo?", "silent": True}], tags=["t"])
    assert (first.id, first.text, first.turns_before, first.tags) == ("f/1", "Who?", (), ("t",))
    assert first.expected == Expected(contains=("Stay",), speakers=("Ann Lee",))
    assert (last.id, last.text, last.turns_before) == ("f/3", "And Bo?", ("Who?", "Where?"))
    assert last.expected.is_silence


def test_draft_is_no_question() -> None:
    read = read_record({"id": "a", "question": "Who?", "relevant": ["a:1"], "draft": True}, "q.jsonl:7")
    assert (read.questions, read.faults, read.is_draft) == ((), (), True)


RELEVANT = "'relevant' is not right; give a list of passage ids, or an object of ids with whole numbers from 0 to 1000"
FIELDS = "id, question, turns, relevant, contains, speaker, silent, tags, draft, note"


@pytest.mark.parametrize(
    ("record", "sentences"),
    [
        ({}, ["'id' is missing"]),
        ({"id": "a"}, ["'question' is missing"]),
        ({"id": 3, "question": ["x"]}, ["'id' is not right; give a text", "'question' is not right; give a text"]),
        (
            {"id": " ", "question": "Who?", "silent": True},
            ["'id' is blank or no text; give the question a name of its own"],
        ),
        (
            {"id": "a", "question": "Who?", "speeker": "Bo"},
            [f"'speeker' is no field of a question; the fields are {FIELDS}"],
        ),
        ({"id": "a", "question": " ", "silent": True}, ["the question is empty; ask one in a few words"]),
        (
            {"id": "a", "question": "x" * 501, "silent": True},
            ["the question has 501 characters; ask it in 500 or fewer"],
        ),
        ({"id": "a", "question": "Who?"}, ["nothing is expected: give {}"]),
        (
            {"id": "a", "question": "Who?", "relevant": "a:1"},
            [RELEVANT],
        ),
        (
            {"id": "a", "question": "Who?", "relevant": {"a:1": -1}},
            [RELEVANT],
        ),
        (
            {"id": "a", "question": "Who?", "silent": True, "relevant": ["a:1"]},
            ["'silent' is true, yet passages that answer are given; remove one of the two"],
        ),
        (
            {"id": "a", "question": "Who?", "relevant": [], "contains": "x"},
            ["'relevant' says that no passage answers, yet 'contains' is given; remove one of the two"],
        ),
        (
            {"id": "a", "question": "Who?", "relevant": [], "speaker": "Bo Ek"},
            ["a speaker is expected where no passage answers; remove 'speaker' or say which passage answers"],
        ),
        (
            {"id": "a", "question": "Who?", "contains": ""},
            ["'contains' is not right: the phrase is blank; give words of a passage"],
        ),
        (
            {"id": "a", "question": "Who?", "relevant": ["a:1"], "speaker": "Nobody"},
            ["'speaker' is 'Nobody', which is no name; write null for nobody"],
        ),
        (
            {"id": "a", "question": "Who?", "relevant": ["a:1"], "speaker": ""},
            ["'speaker' is blank; give a name, null for nobody, or leave it out"],
        ),
        (
            {"id": "a", "turns": [{"question": "Who?"}, "And Bo?"], "silent": True},
            ["nothing is expected: give {}"],
        ),
        (
            {"id": "a", "turns": [{"text": "Who?"}], "silent": True},
            [
                "'turns' is not right; give a list of questions, each a text or an object with 'question' and what is "
                "expected"
            ],
        ),
        (
            {"id": "a", "turns": ["Who?", {"question": "And Bo?", "silent": True}], "speaker": "Bo"},
            ["the last turn says what is expected, and so does the question as a whole; say it in the turn"],
        ),
        ({"id": "a", "turns": ["Who?"] * 22, "silent": True}, ["22 turns; give 20 at most"]),
        ({"id": "a", "question": "Who?", "silent": True, "tags": [""]}, ["a tag is blank; remove it"]),
    ],
)
def test_each_fault_is_a_sentence(record: dict[str, Any], sentences: list[str]) -> None:
    needed = "'relevant', 'contains', 'speaker' or 'silent'"
    assert faults(**record) == tuple(sentence.replace("{}", needed) for sentence in sentences)


def test_grade_is_1000_at_most() -> None:
    assert expected(relevant={"a:1": 1000}).relevant == {"a:1": 1000}
    for grade in (1001, 10**10, 10**4000, True, 1.0):
        assert faults(id="a", question="Who?", relevant={"a:1": grade}) == (RELEVANT,)


def test_passage_may_be_named_twice() -> None:
    assert expected(relevant=["a:1", "a:2", "a:1"]).relevant == {"a:1": 1, "a:2": 1}


def test_long_name_of_no_field_is_cut() -> None:
    assert faults(**{"id": "a", "question": "Who?", "silent": True, "x" * 100_000: 1}) == (
        f"'{'x' * 60}…' is no field of a question; the fields are {FIELDS}",
    )
