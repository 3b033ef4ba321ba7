"""Speakers by role: "the harbour master" for whom an article calls "harbour master of Östervik"."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from index.lexical.terms import terms_of

MAX_ROLE_TERMS = 6


@dataclass(frozen=True, slots=True)
class SpeakerInRole:
    """The speaker whom words describe, and how many of the words do."""

    n_terms: int
    speaker: str


class SpeakerRoles:
    """All speakers by the terms of their roles, as the articles state them."""

    def __init__(self, roles: Iterable[tuple[str, str]]) -> None:
        """Lay out the roles, pairs of a speaker's name and a role."""
        self._with: dict[str, set[tuple[str, str]]] = {}
        for pair in roles:
            for term in terms_of(pair[1]):
                self._with.setdefault(term, set()).add(pair)

    def described_by(self, terms: Sequence[str], *, n_min: int = 2, n_least: int = 2) -> SpeakerInRole | None:
        """The one speaker of whose role the first terms are all a part, as many of them as possible; or None.

        "Tulsa police chief" is nobody where only the chief of another city speaks.

        :param n_min: how many of the terms it must be at least.
        :param n_least: the same whatever else; one term alone, "director", describes too many to mean one.
        """
        for n in range(min(len(terms), MAX_ROLE_TERMS), max(n_min, n_least) - 1, -1):
            found = self._speakers_of(frozenset(terms[:n]))
            if len(found) == 1:
                return SpeakerInRole(n, found.pop())
        return None

    def _speakers_of(self, wanted: frozenset[str]) -> set[str]:
        return {
            speaker for speaker, _ in set[tuple[str, str]].intersection(*(self._with.get(t, set()) for t in wanted))
        }
