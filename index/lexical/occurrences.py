"""Where terms stand in a text: the words to light up in what is shown, found without altering it."""

import re
from collections.abc import Collection, Iterator
from functools import lru_cache

from index.lexical.terms import UNSEEN, terms_of

Occurrence = tuple[int, int]
"""Half-open characters of a text."""

_UNSEEN = "".join(map(chr, UNSEEN))
_COMBINING = "\u0300-\u036f\u0483-\u0487\u0591-\u05bd\u064b-\u065f\u1ab0-\u1aff\u1dc0-\u1dff\u20d0-\u20f0\ufe20-\ufe2f"
_WORD = re.compile(rf"[^\W_][^\W_{_UNSEEN}{_COMBINING}]*(?:[{_UNSEEN}{_COMBINING}]+[^\W_]*)*")
"""Letters and digits; accents that are characters of their own and what is not seen belong to the word around them."""

MAX_WORD_CHARS = 200
"""A longer word is no term (`MAX_TERM_BYTES`), and there may be 10,000 accents on one letter."""


def occurrences_of(terms: Collection[str], text: str) -> Iterator[Occurrence]:
    """Each word of the text that has one of the terms, in order: what the word search matched it by."""
    wanted = frozenset(terms)
    for word in _WORD.finditer(text) if wanted else ():
        if len(word[0]) <= MAX_WORD_CHARS and not wanted.isdisjoint(_terms_of_word(word[0])):
            yield word.span()


@lru_cache(maxsize=50_000)
def _terms_of_word(word: str) -> tuple[str, ...]:
    return tuple(terms_of(word))
