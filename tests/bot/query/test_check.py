"""Questions, turns before and speakers' names, as they were given."""

import pytest

from bot.query.check import checked_previous, given_speaker
from index.errors import QueryError

SPEAKERS = ("Ana Lind", "Dagny Holt", "Ivo Holt")


@pytest.mark.parametrize(
    ("previous", "turns"), [(None, ()), ("", ()), (" \n", ()), ("one", ("one",)), ("one\n\ntwo", ("one", "two"))]
)
def test_turns_before_are_lines(previous: str | None, turns: tuple[str, ...]) -> None:
    assert checked_previous(previous) == turns


@pytest.mark.parametrize(
    ("previous", "message"),
    [
        ("x" * 2501, "the question before has 2501 characters; give the last one only"),
        ("a\0b", "the question before holds a character that is not text; type it anew"),
        ("\ud800", "the question before holds a character that is not text; type it anew"),
    ],
)
def test_turns_that_cannot_be_used_are_refused_in_a_sentence(previous: str, message: str) -> None:
    with pytest.raises(QueryError) as caught:
        checked_previous(previous)
    assert str(caught.value) == message


def test_given_speaker_is_found_by_full_or_last_name() -> None:
    assert [given_speaker(name, SPEAKERS) for name in ("ana  LIND", "Lind")] == ["Ana Lind", "Ana Lind"]


@pytest.mark.parametrize(
    ("name", "message"),
    [
        ("Nobody", "no passage has the speaker 'Nobody'; choose a name from the list of speakers"),
        ("Holt", "'Holt' could be Dagny Holt or Ivo Holt; give the full name"),
    ],
)
def test_given_speaker_must_be_one(name: str, message: str) -> None:
    with pytest.raises(QueryError) as caught:
        given_speaker(name, SPEAKERS)
    assert str(caught.value) == message
