"""Misspelt words of a question, read as the passages spell them."""

from collections.abc import Callable

from rapidfuzz import process
from rapidfuzz.distance import OSA

from index.lexical.terms import folded_words_of, terms_of
from index.store.protocol import WordSearch

MIN_CHARS = 4
"""A shorter word has too many neighbours to know which was meant."""

LONG_CHARS = 6
"""From here on a word may have two slips of the pen, below it one."""


def respelt_terms(text: str, words: WordSearch, is_word: Callable[[str], bool]) -> tuple[str, ...]:
    """The text's terms; a misspelt one is replaced by the nearest that a passage holds, where one is near enough.

    Misspelt is what no passage holds and `is_word` does not know. A slip is a letter too many, too few or wrong, or two
    letters exchanged; the first letter is taken to be right. Of equally near terms the most frequent is taken.
    """
    return tuple(_respelt(word, term, words, is_word) for word in folded_words_of(text) for term in terms_of(word))


def _respelt(word: str, term: str, words: WordSearch, is_word: Callable[[str], bool]) -> str:
    if len(term) < MIN_CHARS or not term.isalpha() or words.n_passages_with(term) or is_word(word):
        return term
    n_passages = words.vocabulary(term[0])
    n_slips = 2 if len(term) >= LONG_CHARS else 1
    near = process.extract(term, n_passages.keys(), scorer=OSA.distance, score_cutoff=n_slips, limit=None)
    return str(min(near, key=lambda found: (found[1], -n_passages[found[0]]), default=(term,))[0])
