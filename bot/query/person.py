"""Whose words a question asks for."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Literal

from bot.query.vocabulary import (
    ARTICLES,
    AUXILIARIES,
    LINKS,
    NEGATED,
    SAYING_NOUNS,
    SAYING_VERBS,
    SMALL_WORDS,
)
from index.attribution.vocabulary.given_names import FEMALE_GIVEN_NAMES, MALE_GIVEN_NAMES
from index.speakers.directory import SpeakerDirectory
from index.speakers.names import NamedSpeakers
from index.speakers.words import Word

MAX_WORDS_BEFORE_NAME = 3
"""A role or an office may stand before the name: "did Harbour Master Bo Ek say"."""

MAX_ROLE_WORDS = 8
MAX_WORDS_BEFORE_AUXILIARY = 6
MAX_UNKNOWN_NAME_WORDS = 4

MAX_WORDS_OF_TAG = 4
"""At the end of a question: "why would they close, says Ana Lind"."""

Manner = Literal["words", "subject"]
"""Whether the person's words are asked for, or something else that the person does."""


@dataclass(frozen=True, slots=True)
class AskedPerson:
    """Who is asked about, and the words that say so, `start` to `end` in the question's list of words.

    `speakers` is empty where the words look like a name that no speaker has.
    """

    speakers: tuple[str, ...]
    start: int
    end: int
    manner: Manner


@dataclass(frozen=True, slots=True)
class _Place:
    """Where in a question the one who is asked about may be named."""

    start: int
    is_for_words: bool = False
    is_subject: bool = False
    is_tag: bool = False


def asked_person(words: Sequence[Word], directory: SpeakerDirectory) -> AskedPerson | None:
    """Whom the question asks about, or None."""
    for place in _places(words):
        found = _speaker_at(words, place, directory) or _titled_at(words, place, directory) or _unknown_at(words, place)
        if found is not None:
            return found
    return None


def place_of_subject(words: Sequence[Word]) -> int | None:
    """Where the subject of the question stands, behind its auxiliary verb, or None."""
    for number, word in enumerate(words[:MAX_WORDS_BEFORE_AUXILIARY]):
        if word.folded in AUXILIARIES:
            return number + 1
        if word.folded in NEGATED:
            return number + 2
    return None


def asks_for_words_at(words: Sequence[Word], place: int) -> bool:
    """Whether a verb of saying stands there, small words passed over."""
    while place < len(words) and (words[place].folded in SMALL_WORDS or words[place].folded.endswith("ly")):
        place += 1
    return place < len(words) and words[place].folded in SAYING_VERBS


def _places(words: Sequence[Word]) -> Iterator[_Place]:
    for number in range(1, len(words)):
        if _leads_to_speaker(words, number):
            yield _Place(number + 1, is_for_words=True)
        elif _is_tag(words, number):
            yield _Place(number + 1, is_for_words=True, is_tag=True)
    subject = place_of_subject(words)
    if subject is not None:
        yield _Place(subject, is_subject=True)
    elif words[0].folded not in ("who", "which"):
        yield _Place(0)


def _leads_to_speaker(words: Sequence[Word], number: int) -> bool:
    """Whether who says it comes next: "according to", "the views of"."""
    before, word = words[number - 1].folded, words[number].folded
    return (before, word) == ("according", "to") or (before in SAYING_NOUNS and word in ("of", "by", "from"))


def _is_tag(words: Sequence[Word], number: int) -> bool:
    """Whether the question closes with who says it: "..., says Ana Lind"."""
    is_near_end = 1 < len(words) - number <= MAX_WORDS_OF_TAG
    return is_near_end and words[number].folded in ("says", "said") and words[0].folded not in ("who", "which")


def _speaker_at(words: Sequence[Word], place: _Place, directory: SpeakerDirectory) -> AskedPerson | None:
    start = place.start
    while start < len(words) and words[start].folded in ARTICLES:
        start += 1
    named = _named_near(words, start, directory, has_article=start > place.start) if start < len(words) else None
    if named is None:
        return None
    start, found = named
    end = start + found.n_words
    if not found.is_whole_name and _is_given_name(words[start]) and _verb_after(words, start) == end + 1:
        return None  # "ana moe say": the name goes on, and is another one
    if words[end - 1].is_possessive:
        # "Ana Lind's answer" is hers, "Ana Lind's lawyer" is somebody else.
        is_hers = end < len(words) and words[end].folded in SAYING_NOUNS
        return AskedPerson(found.speakers, start, end, "words") if is_hers else None
    second = directory.named_at(words, end + 1) if end + 1 < len(words) and words[end].folded == "and" else None
    if second is not None:
        end += 1 + second.n_words
        found = found.with_others(second)
    is_for_words = place.is_for_words or asks_for_words_at(words, end) or _heads_a_topic(words, place, end)
    # What "the Ek campaign" says is often said by somebody of it.
    return AskedPerson(found.speakers, start, end, "words" if is_for_words and found.are_people else "subject")


def _named_near(
    words: Sequence[Word], start: int, directory: SpeakerDirectory, *, has_article: bool
) -> tuple[int, NamedSpeakers] | None:
    """A whole name close by, else a role, else part of a name at the very place; and where it starts."""
    at_place = directory.named_at(words, start)
    if at_place and at_place.is_whole_name:
        return start, at_place
    verb = _verb_after(words, start)
    for later in range(start + 1, min(start + 1 + MAX_WORDS_BEFORE_NAME, verb or len(words))):
        if words[later - 1].folded in LINKS:
            break  # "the wife of Bo Ek" is not Bo Ek
        found = directory.named_at(words, later)
        if found and found.is_whole_name and words[later].is_capitalised:
            return later, found
    role = directory.of_institution_at(words, start) or directory.described_at(words, start, verb)
    if role is not None:
        return start, role
    # "The Clinton fund" is not Clinton.
    return None if at_place is None or has_article else (start, at_place)


def _verb_after(words: Sequence[Word], start: int) -> int | None:
    """Where the verb of saying stands that a role before it ends at, or None."""
    places = range(start + 1, min(start + 1 + MAX_ROLE_WORDS, len(words)))
    return next((place for place in places if words[place].folded in SAYING_VERBS), None)


def _heads_a_topic(words: Sequence[Word], place: _Place, end: int) -> bool:
    """Whether the question is a name with its topic: "Ana Lind on the ferry"."""
    return not place.is_subject and end < len(words) and words[end].folded in ("on", "about")


def _unknown_at(words: Sequence[Word], place: _Place) -> AskedPerson | None:
    """A name that no speaker has, where its words are asked for, or None."""
    is_all_in_capitals = all(word.is_capitalised for word in words)
    n_words = 0 if is_all_in_capitals else _length_of_name(words, place.start)
    n_words = n_words or _length_without_capitals(words, place.start)
    end = place.start + n_words
    if not n_words or words[end - 1].is_possessive:
        return None
    if (place.is_for_words and not place.is_tag) or (place.is_subject and asks_for_words_at(words, end)):
        return AskedPerson((), place.start, end, "words")
    return None


def _titled_at(words: Sequence[Word], place: _Place, directory: SpeakerDirectory) -> AskedPerson | None:
    """A speaker by last name behind words with a capital that are no given name: "Chief Engineer Lind", "T. Lind"."""
    n_words = _length_of_name(words, place.start)
    end = place.start + n_words
    if n_words < 2 or words[end - 1].is_possessive or any(map(_is_given_name, words[place.start : end - 1])):
        return None
    named = directory.named_at(words, end - 1)
    if named is None or not (place.is_for_words or asks_for_words_at(words, end)):
        return None
    return AskedPerson(named.speakers, place.start, end, "words")


def _is_given_name(word: Word) -> bool:
    return word.folded in FEMALE_GIVEN_NAMES or word.folded in MALE_GIVEN_NAMES


def _length_of_name(words: Sequence[Word], start: int) -> int:
    """The number of words with a capital from there on, up to a verb of saying."""
    n_words = 0
    for word in words[start : start + MAX_UNKNOWN_NAME_WORDS]:
        if not word.is_capitalised or word.folded in SAYING_VERBS:
            break
        n_words += 1
    return n_words


def _length_without_capitals(words: Sequence[Word], start: int) -> int:
    """2 where a given name and one more word stand there, as names are typed without capitals; else 0."""
    if start + 1 >= len(words) or words[start + 1].folded in SAYING_VERBS:
        return 0
    return 2 if _is_given_name(words[start]) else 0
