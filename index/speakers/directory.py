"""The speakers of an index, found by whatever a reader calls them."""

from collections.abc import Callable, Iterable, Mapping, Sequence

from index.lexical.terms import terms_of
from index.speakers.names import NamedSpeakers, SpeakerNames
from index.speakers.roles import SpeakerRoles
from index.speakers.words import Word

_ANYBODY = frozenset({"man", "woman", "person", "expert", "analyst", "scholar", "fellow", "people", "guy"})
"""Behind an institution's name these tell no role, only that somebody of it is meant."""


class SpeakerDirectory:
    """Speakers by name and by role."""

    def __init__(
        self, roles: Iterable[tuple[str, str]], speakers: Mapping[str, int], *, is_misspelt: Callable[[str], bool]
    ) -> None:
        """Lay out the speakers, given with the number of their passages, most first.

        :param roles: pairs of a speaker's name and a role that an article gives them.
        :param is_misspelt: whether a folded word is one that neither a passage nor the language has.
        """
        self._names = SpeakerNames(speakers)
        self._roles = SpeakerRoles(roles)
        self._is_misspelt = is_misspelt

    def named_at(self, words: Sequence[Word], place: int) -> NamedSpeakers | None:
        """The speakers whom the words from `place` on name, or None."""
        return self._names.named_at(words, place, is_misspelt=self._is_misspelt)

    def has_last_name(self, word: str) -> bool:
        """Whether the folded word is a speaker's last name."""
        return self._names.has_last_name(word)

    def described_at(self, words: Sequence[Word], place: int, end: int | None = None) -> NamedSpeakers | None:
        """The one speaker whose role the words from `place` on tell, all of them up to `end` where it is given."""
        terms = [(n, term) for n, word in enumerate(words[place:end], 1) for term in terms_of(word.folded)]
        found = self._roles.described_by([term for _, term in terms], n_min=2 if end is None else len(terms))
        if found is None:
            return None
        return NamedSpeakers(terms[found.n_terms - 1][0], (found.speaker,), is_whole_name=True)

    def of_institution_at(self, words: Sequence[Word], place: int) -> NamedSpeakers | None:
        """The one speaker of an institution, for "the harbour board's man" or "Carnegie's expert", or None."""
        noun = next((n for n, word in enumerate(words[place:]) if word.folded in _ANYBODY), None)
        if noun is None or noun == 0 or not words[place + noun - 1].is_possessive:
            return None
        terms = [term for word in words[place : place + noun] for term in terms_of(word.folded)]
        found = self._roles.described_by(terms, n_min=len(terms), n_least=1)
        return None if found is None else NamedSpeakers(noun + 1, (found.speaker,), is_whole_name=True)
