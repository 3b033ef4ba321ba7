"""Speakers by role."""

import pytest

from index.lexical.terms import terms_of
from index.speakers.roles import MAX_ROLE_TERMS, SpeakerInRole, SpeakerRoles

ROLES = SpeakerRoles(
    [
        ("Bo Ek", "harbour master of Östervik"),
        ("Ana Lind", "mayor of Lindby"),
        ("Dagny Holt", "ferry captain"),
        ("Ivo Holt", "ferry captain"),
        ("Ivo Holt", "ferry captain of the night line"),
    ]
)


def described(words: str, *, n_min: int = 2) -> SpeakerInRole | None:
    return ROLES.described_by(terms_of(words), n_min=n_min)


@pytest.mark.parametrize("words", ["harbour master", "Östervik's harbour master", "master of the harbours"])
def test_speaker_is_found_by_part_of_the_role_in_any_order(words: str) -> None:
    assert described(words) == SpeakerInRole(len(terms_of(words)), "Bo Ek")


def test_as_many_terms_as_possible_are_taken_and_words_behind_them_left() -> None:
    assert described("harbour master Östervik ferry") == SpeakerInRole(3, "Bo Ek")
    assert described("ferry captain night") == SpeakerInRole(3, "Ivo Holt")


@pytest.mark.parametrize("words", ["mayor of Östervik", "ferry master", "none such"])
def test_role_that_no_speaker_has_as_a_whole_is_nobodys(words: str) -> None:
    assert described(words) is None


def test_role_of_two_speakers_is_nobodys() -> None:
    assert described("ferry captain") is None


@pytest.mark.parametrize("words", ["master", "", "the of"])
def test_one_term_tells_no_role(words: str) -> None:
    assert described(words) is None
    assert described(words, n_min=1) is None


def test_where_all_terms_are_needed_a_part_is_not_enough() -> None:
    assert described("harbour master ferry", n_min=3) is None
    assert described("harbour master Östervik", n_min=3) == SpeakerInRole(3, "Bo Ek")


def test_one_term_is_enough_where_that_is_said() -> None:
    assert ROLES.described_by(["mayor"], n_min=1, n_least=1) == SpeakerInRole(1, "Ana Lind")
    assert ROLES.described_by(["captain"], n_min=1, n_least=1) is None
    assert ROLES.described_by([], n_min=0, n_least=1) is None


def test_role_longer_than_is_looked_at_is_found_by_its_beginning_only() -> None:
    terms = [f"term{number}" for number in range(MAX_ROLE_TERMS + 1)]
    roles = SpeakerRoles([("Bo Ek", " ".join(terms))])
    assert roles.described_by(terms) == SpeakerInRole(MAX_ROLE_TERMS, "Bo Ek")
    assert roles.described_by(terms, n_min=len(terms)) is None


def test_role_of_punctuation_describes_nobody() -> None:
    roles = SpeakerRoles([("Bo Ek", "?!"), ("Ana Lind", "the")])
    assert roles.described_by(["bo", "ek"]) is None
