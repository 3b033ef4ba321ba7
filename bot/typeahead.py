"""Names that go with what has been typed of one."""

from collections.abc import Iterator, Mapping
from functools import cached_property
from itertools import islice

from index.speakers.words import words_of


class Typeahead:
    """Names with their numbers of passages, found by the beginnings of their words."""

    def __init__(self, counts: Mapping[str, int]) -> None:
        """Hold the names, in the order in which they are to be offered."""
        self._counts = counts

    def names(self, typed: str, limit: int | None = None) -> Iterator[tuple[str, int]]:
        """The names whose words begin with the words typed, case and accents aside: "an lin" finds "Ana Lind".

        :param limit: how many at most; None for all.
        """
        starts = [f" {word.folded}" for word in words_of(typed)]
        found = ((name, n) for name, n, words in self._folded if all(start in words for start in starts))
        return islice(found, limit)

    @cached_property
    def _folded(self) -> list[tuple[str, int, str]]:
        """Each name with its number and its folded words, a blank before each."""
        return [(name, n, "".join(f" {word.folded}" for word in words_of(name))) for name, n in self._counts.items()]
