"""Speakers by name, as readers write it. Every name is invented."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from index.speakers.names import NamedSpeakers, SpeakerNames
from index.speakers.words import words_of

SPEAKERS = {
    "Ana Lind": 9,
    "Larry King": 6,
    "Rosa Castañeda": 5,
    "Former Mayor Dagny Holt": 4,
    "Ivo Holt": 4,
    "Bo Ek Jr.": 3,
    "the harbour board": 3,
    "The Lind campaign": 2,
    "Lind": 2,
    "Mr. King": 1,
    "Kim Berg Åkesson": 1,
}
KNOWN_WORDS = frozenset({"find", "kind", "ring"})


def named_in(question: str, speakers: dict[str, int] = SPEAKERS, place: int = 0) -> NamedSpeakers | None:
    return SpeakerNames(speakers).named_at(words_of(question), place, is_misspelt=lambda word: word not in KNOWN_WORDS)


def names(question: str, speakers: dict[str, int] = SPEAKERS) -> list[str]:
    found = named_in(question, speakers)
    return [] if found is None else list(found.speakers)


@pytest.mark.parametrize("question", ["Ana Lind say", "ana lind say", "ANA LIND", "Ana\u00a0Lind’s views"])
def test_full_name_is_that_speaker_and_not_whoever_an_article_calls_by_that_last_name(question: str) -> None:
    assert named_in(question) == NamedSpeakers(2, ("Ana Lind",), is_whole_name=True)


def test_initial_tells_a_namesake_from_others() -> None:
    speakers = {"Ana Lind": 9, "B. Lind": 2}
    assert names("Ana Lind", speakers) == ["Ana Lind"]
    assert names("Carl Lind", {"B. Lind": 2}) == []


@pytest.mark.parametrize(
    ("question", "n_words", "speaker"),
    [
        ("Dagny Holt say", 2, "Former Mayor Dagny Holt"),  # as articles that give her office with her name
        ("Kim Åkesson say", 2, "Kim Berg Åkesson"),
        ("Kim Berg Akesson say", 3, "Kim Berg Åkesson"),
        ("Bo Ek say", 2, "Bo Ek Jr."),
        ("Bo Ek Jr say", 3, "Bo Ek Jr."),
        ("Bo A. Ek say", 3, "Bo Ek Jr."),
        ("rosa castaneda say", 2, "Rosa Castañeda"),
        ("Rosa Castan\u0303eda say", 2, "Rosa Castañeda"),
    ],
)
def test_name_is_found_in_other_forms(question: str, n_words: int, speaker: str) -> None:
    assert named_in(question) == NamedSpeakers(n_words, (speaker,), is_whole_name=True)


@pytest.mark.parametrize("question", ["Lind say", "lind", "Lind's views", "linds views"])
def test_last_name_alone_is_a_part_of_a_name(question: str) -> None:
    assert named_in(question) == NamedSpeakers(1, ("Ana Lind", "Lind"), is_whole_name=False)


@pytest.mark.parametrize("question", ["Holt say", "holt"])
def test_last_name_of_two_means_both(question: str) -> None:
    assert names(question) == ["Former Mayor Dagny Holt", "Ivo Holt"]


def test_rare_namesake_is_not_meant_by_the_last_name_alone() -> None:
    speakers = {"Ana Lind": 10, "Carl Lind": 2, "Doris Lind": 1, "Lind": 1}
    assert names("Lind", speakers) == ["Ana Lind", "Carl Lind", "Lind"]
    assert names("Doris Lind", speakers) == ["Doris Lind"]


def test_first_name_counts_where_it_stands_alone() -> None:
    assert named_in("Rosa think") == NamedSpeakers(1, ("Rosa Castañeda",), is_whole_name=False)
    assert named_in("Rosa's views") == NamedSpeakers(1, ("Rosa Castañeda",), is_whole_name=False)
    assert named_in("Rosa Parkby think") is None


@pytest.mark.parametrize("question", ["Mr. King say", "mr king say", "Dr King's views"])
def test_last_name_behind_an_honorific_is_a_last_name(question: str) -> None:
    assert named_in(question) == NamedSpeakers(2, ("Larry King", "Mr. King"), is_whole_name=False)


@pytest.mark.parametrize("question", ["Mr. say", "Mr.", "Mr. Nobody"])
def test_honorific_alone_is_nobody(question: str) -> None:
    assert named_in(question) is None


def test_first_name_that_no_article_has_is_found_by_a_last_name_that_no_other_has() -> None:
    assert named_in("Larry King", {"Mr. King": 3}) == NamedSpeakers(2, ("Mr. King",), is_whole_name=True)
    assert names("Larry King", {"Mr. King": 3, "Coretta King": 1}) == []
    assert names("larry king", {"Mr. King": 3}) == []


@pytest.mark.parametrize("question", ["Ana Lindt say", "Ana Linde", "ana lnid"])
def test_misspelt_last_name_is_found_behind_its_first_name(question: str) -> None:
    assert named_in(question) == NamedSpeakers(2, ("Ana Lind",), is_whole_name=True)


def test_quite_another_last_name_is_not_taken_for_a_misspelling() -> None:
    assert names("Ana Bergman") == []


def test_misspelt_last_name_alone_is_found_unless_it_is_a_word() -> None:
    assert named_in("casteneda say") == NamedSpeakers(1, ("Rosa Castañeda",), is_whole_name=False)
    assert names("castenada say") == []  # two letters exchanged are 78 like
    assert names("lindd say") == ["Ana Lind", "Lind"]
    assert names("kind") == []  # 75 like "lind"
    assert names("rings") == []


@pytest.mark.parametrize("question", ["The Lind campaign say", "harbour board"])
def test_organisation_is_found_whole_and_is_nobodys_name(question: str) -> None:
    found = named_in(question)
    assert found is not None
    assert (len(found.speakers), found.is_whole_name, found.are_people) == (1, True, False)


@pytest.mark.parametrize("question", ["campaign say", "board say"])
def test_organisation_has_no_last_name(question: str) -> None:
    assert names(question) == []


def test_two_persons_are_joined_each_once() -> None:
    lind, holt = NamedSpeakers(2, ("Ana Lind", "Lind"), True), NamedSpeakers(1, ("Ivo Holt", "Lind"), False)
    assert lind.with_others(holt) == NamedSpeakers(2, ("Ana Lind", "Lind", "Ivo Holt"), is_whole_name=True)


@pytest.mark.parametrize("place", [1, 7])
def test_behind_the_last_word_nobody_is_named(place: int) -> None:
    assert named_in("Lind", place=place) is None


ODD = {"": 5, "?!": 4, "😀": 4, "7": 3, "Q": 3, "X. Y.": 2, "张伟": 2, "مريم": 2, "the": 1, "Mr.": 1, "Jr.": 1, "’s": 1}


@pytest.mark.parametrize("question", ["?!", "", "😀", "7", "q", "s", "the", "a"])
def test_names_without_a_word_to_call_them_by_name_nobody(question: str) -> None:
    assert names(question, {name: n for name, n in ODD.items() if name != "the"}) == []


def test_name_in_other_letters_is_found_as_it_stands() -> None:
    assert names("张伟", ODD) == ["张伟"]
    assert names("مريم", ODD) == ["مريم"]


@given(
    st.dictionaries(st.text(alphabet="Aab 1’s.É😀"), st.integers(1, 9), max_size=5),
    st.text(alphabet="Aab 1’s.É😀"),
)
def test_whatever_is_asked_of_whatever_names_only_speakers_are_named(speakers: dict[str, int], question: str) -> None:
    by_name = SpeakerNames(speakers)
    words = words_of(question)
    for place in range(len(words) + 1):
        found = by_name.named_at(words, place, is_misspelt=lambda _: True)
        if found is not None:
            assert set(found.speakers) <= speakers.keys() and found.speakers
            assert 1 <= found.n_words <= len(words) - place
