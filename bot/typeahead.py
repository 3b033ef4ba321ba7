"""Names that go with what has been typed of one."""

from collections.abc import Callable
from functools import lru_cache

from index.speakers.words import words_of

MAX_NAMES_KEPT = 100_000


def goes_with(typed: str) -> Callable[[str], bool]:
    """What tells whether a name goes with the words typed: each begins a word of it, case and accents aside.

    "an lin" goes with "Ana Lind"; where no word is typed every name does.
    """
    starts = [f" {word.folded}" for word in words_of(typed)]
    return lambda name: all(start in _folded_words(name) for start in starts)


@lru_cache(MAX_NAMES_KEPT)
def _folded_words(name: str) -> str:
    """The name's words, folded, a blank before each."""
    return "".join(f" {word.folded}" for word in words_of(name))
