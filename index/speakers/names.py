"""Speakers by name: the whole name, the last name, the first name, or a misspelling of one."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import TypeVar

from rapidfuzz import fuzz, process

from index.speakers.words import Word, words_of

MIN_LIKENESS = 80
"""Likeness, 0..100, from which a misspelt word is taken for a name: "casteneda" is 89 like "castaneda", "waren" 91 like
"warren". Chosen on the development questions."""

MIN_LIKENESS_AFTER_FIRST_NAME = 70
"""The same for a last name whose first name stands before it."""

MIN_MISSPELT_CHARS = 4
"""A shorter word is like too many names."""

MAX_NAME_WORDS = 5

MIN_SHARE_OF_MOST = 0.2
"""By "Lind" alone a reader means the Linds who have at least this share of the passages of the one with the most."""

_SUFFIXES = frozenset({"jr", "sr", "ii", "iii", "iv"})
_ARTICLES = frozenset({"a", "an", "the"})
_HONORIFICS = frozenset({"mr", "mrs", "ms", "miss", "dr", "sir", "dame", "madam", "prof", "rev"})

Key = TypeVar("Key")
_Parts = tuple[str, ...]


@dataclass(frozen=True, slots=True)
class KnownSpeaker:
    """A speaker's name as the passages write it, the number of their passages, and the name's words, folded."""

    name: str
    n_passages: int
    parts: _Parts
    is_capitalised: bool
    has_initial: bool

    @property
    def could_be_person(self) -> bool:
        """Whether the name has a last name by which a reader may call them."""
        return self.is_capitalised and 0 < len(self.parts) <= MAX_NAME_WORDS

    @property
    def is_last_name_only(self) -> bool:
        """Whether nothing tells one bearer of the name from another, as the initial of "B. Lind" does."""
        return len(self.parts) == 1 and not self.has_initial


@dataclass(frozen=True, slots=True)
class NamedSpeakers:
    """A stretch of words that names one or more speakers, most passages first; `n_words` long.

    `are_people`: one of them at least looks like a person's name, and not like "the harbour board".
    """

    n_words: int
    speakers: tuple[str, ...]
    is_whole_name: bool
    are_people: bool = True

    def with_others(self, others: "NamedSpeakers") -> "NamedSpeakers":
        """These and the others, each once."""
        both = tuple(dict.fromkeys((*self.speakers, *others.speakers)))
        return NamedSpeakers(self.n_words, both, is_whole_name=True, are_people=self.are_people and others.are_people)


class SpeakerNames:
    """All speakers of an index by their names."""

    def __init__(self, speakers: Mapping[str, int]) -> None:
        """Lay out the speakers, given with the number of their passages, most first."""
        known = [_known(name, n) for name, n in speakers.items()]
        people = [speaker for speaker in known if speaker.could_be_person]
        full = [speaker for speaker in people if len(speaker.parts) > 1]
        self._by_whole = _grouped((speaker.parts, speaker) for speaker in known if speaker.parts)
        # "Former President Ana Lind" is asked for as Ana Lind.
        self._by_two = _grouped((speaker.parts[-2:], speaker) for speaker in full)
        self._by_ends = _grouped((speaker.parts[:1] + speaker.parts[-1:], speaker) for speaker in full)
        self._by_last = _grouped((speaker.parts[-1], speaker) for speaker in people)
        self._by_first = _grouped((speaker.parts[0], speaker) for speaker in full)

    def named_at(
        self, words: Sequence[Word], place: int, *, is_misspelt: Callable[[str], bool]
    ) -> NamedSpeakers | None:
        """The speakers whom the words from `place` on name, the longest name first, or None.

        :param is_misspelt: whether a folded word is one that neither a passage nor the language has.
        """
        near = words[place : place + MAX_NAME_WORDS]
        if not near:
            return None
        whole = self._whole(near) or self._misspelt_last(near, is_misspelt) or self._new_first(near)
        return whole or self._behind_honorific(near, is_misspelt) or self._part(near, is_misspelt)

    def has_last_name(self, word: str) -> bool:
        """Whether the folded word is a speaker's last name."""
        return word in self._by_last

    def _whole(self, near: Sequence[Word]) -> NamedSpeakers | None:
        """A name of two words or more."""
        for n in range(len(near), 1, -1):
            parts = _spoken([word.folded for word in near[:n]])
            # "Wilhelm “Willi” Falk" is Wilhelm Falk and Willi Falk.
            alike = (self._by_whole, self._by_two, self._by_ends)
            found = [speaker for names in alike for speaker in names.get(parts, ())]
            if found and len(parts) > 1:
                return NamedSpeakers(n, _names(found), is_whole_name=True, are_people=found[0].could_be_person)
        return None

    def _misspelt_last(self, near: Sequence[Word], is_misspelt: Callable[[str], bool]) -> NamedSpeakers | None:
        """A first name with a last name that is nearly its own, and nobody else's in the articles."""
        if len(near) < 2 or len(near[1].folded) < MIN_MISSPELT_CHARS or not is_misspelt(near[1].folded):
            return None
        found = [
            speaker
            for speaker in self._by_first.get(near[0].folded, ())
            if fuzz.ratio(speaker.parts[-1], near[1].folded) >= MIN_LIKENESS_AFTER_FIRST_NAME
        ]
        return NamedSpeakers(2, _names(found), is_whole_name=True) if found else None

    def _new_first(self, near: Sequence[Word]) -> NamedSpeakers | None:
        """A first name that no article has, with a last name by which alone one speaker is named."""
        if len(near) < 2 or not (near[0].is_capitalised and near[1].is_capitalised) or near[0].is_possessive:
            return None
        sharing = self._by_last.get(near[1].folded, ())
        if near[0].folded in self._by_last or not sharing or not all(other.is_last_name_only for other in sharing):
            return None
        return NamedSpeakers(2, _names(sharing), is_whole_name=True)

    def _behind_honorific(self, near: Sequence[Word], is_misspelt: Callable[[str], bool]) -> NamedSpeakers | None:
        """Part of a name behind "Mr", or None."""
        found = self._part(near[1:], is_misspelt) if near[0].folded in _HONORIFICS and len(near) > 1 else None
        return None if found is None else replace(found, n_words=1 + found.n_words)

    def _part(self, near: Sequence[Word], is_misspelt: Callable[[str], bool]) -> NamedSpeakers | None:
        """A last name, a first name that stands alone, or a misspelt last name."""
        word = near[0].folded
        # "hillarys" for "Hillary's", as hasty readers type it.
        for spelling in (word, word.removesuffix("s")):
            found = self._by_last.get(spelling) or self._by_whole.get((spelling,))
            if found:
                are_people = any(speaker.could_be_person for speaker in found)
                return NamedSpeakers(1, _names(_likely_meant(found)), is_whole_name=False, are_people=are_people)
        is_half_a_name = len(near) > 1 and near[1].is_capitalised and not near[0].is_possessive
        if word in self._by_first and not is_half_a_name:
            return NamedSpeakers(1, _names(_likely_meant(self._by_first[word])), is_whole_name=False)
        if len(word) < MIN_MISSPELT_CHARS or not is_misspelt(word):
            return None
        like = process.extractOne(word, self._by_last.keys(), scorer=fuzz.ratio, score_cutoff=MIN_LIKENESS)
        return NamedSpeakers(1, _names(_likely_meant(self._by_last[like[0]])), is_whole_name=False) if like else None


def _likely_meant(sharing: Sequence[KnownSpeaker]) -> list[KnownSpeaker]:
    """Of speakers who share part of a name, those that a reader may mean by that part alone."""
    most = max(speaker.n_passages for speaker in sharing)
    return [
        speaker for speaker in sharing if speaker.is_last_name_only or speaker.n_passages >= MIN_SHARE_OF_MOST * most
    ]


def _known(name: str, n_passages: int) -> KnownSpeaker:
    words = words_of(name)
    return KnownSpeaker(
        name,
        n_passages,
        parts=_spoken([word.folded for word in words]),
        is_capitalised=all(word.is_capitalised for word in words),
        has_initial=any(len(word.folded) == 1 for word in words),
    )


def _spoken(words: Sequence[str]) -> _Parts:
    """A name as it is spoken: without the article or honorific, initials, Jr."""
    kept = [word for word in words if len(word) > 1 and word not in _SUFFIXES]
    while len(kept) > 1 and kept[0] in _ARTICLES | _HONORIFICS:
        kept = kept[1:]
    return tuple(kept)


def _names(speakers: Iterable[KnownSpeaker]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(speaker.name for speaker in speakers))


def _grouped(pairs: Iterable[tuple[Key, KnownSpeaker]]) -> dict[Key, tuple[KnownSpeaker, ...]]:
    groups: dict[Key, list[KnownSpeaker]] = {}
    for key, speaker in pairs:
        groups.setdefault(key, []).append(speaker)
    return {key: tuple(members) for key, members in groups.items()}
