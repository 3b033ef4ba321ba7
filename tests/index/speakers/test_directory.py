"""Speakers by whatever a reader calls them."""

import pytest

from index.speakers.directory import SpeakerDirectory
from index.speakers.names import NamedSpeakers
from index.speakers.words import words_of

ROLES = [("Bo Ek", "harbour master of Östervik"), ("Ana Lind", "director of the Ferry Institute")]


def directory(*, misspelt: str = "") -> SpeakerDirectory:
    return SpeakerDirectory(ROLES, {"Ana Lind": 1, "Bo Ek": 1}, is_misspelt=lambda word: word == misspelt)


def described(question: str, place: int, end: int | None = None) -> NamedSpeakers | None:
    return directory().described_at(words_of(question), place, end)


def test_name_is_found_at_its_place() -> None:
    words = words_of("did Ana Lind say")
    assert directory().named_at(words, 1) == NamedSpeakers(2, ("Ana Lind",), is_whole_name=True)
    assert directory().named_at(words, 0) is None


def test_misspelt_name_is_found_where_it_is_no_word() -> None:
    assert directory(misspelt="lindd").named_at(words_of("lindd"), 0) == NamedSpeakers(1, ("Ana Lind",), False)
    assert directory().named_at(words_of("lindd"), 0) is None


def test_role_is_found_with_the_words_that_tell_it_function_words_among_them() -> None:
    question = "did the harbour master of Östervik say so"
    assert described(question, 2) == NamedSpeakers(4, ("Bo Ek",), is_whole_name=True)
    assert described(question, 1) == NamedSpeakers(5, ("Bo Ek",), is_whole_name=True)


def test_role_with_an_end_needs_every_word_up_to_it() -> None:
    assert described("the harbour master say", 1, 3) == NamedSpeakers(2, ("Bo Ek",), is_whole_name=True)
    assert described("the harbour master general say", 1, 4) is None
    assert described("the harbour master general say", 1) == NamedSpeakers(2, ("Bo Ek",), is_whole_name=True)
    assert described("the master say", 1, 2) is None


@pytest.mark.parametrize("question", ["the mayor of Östervik", "the master", "?!", ""])
def test_role_that_nobody_has_is_nobodys(question: str) -> None:
    assert described(question, 0) is None


@pytest.mark.parametrize(
    ("question", "n_words"), [("the Ferry Institute's man say", 4), ("the ferry institute’s expert", 4)]
)
def test_somebody_of_an_institution_is_its_one_speaker(question: str, n_words: int) -> None:
    found = directory().of_institution_at(words_of(question), 0)
    assert found == NamedSpeakers(n_words, ("Ana Lind",), is_whole_name=True)


@pytest.mark.parametrize(
    "question", ["the Ferry Institute man", "man", "the Music Institute's man", "the Ferry Institute's boat", ""]
)
def test_institution_without_a_speaker_or_a_word_for_one_is_nobody(question: str) -> None:
    assert directory().of_institution_at(words_of(question), 0) is None
