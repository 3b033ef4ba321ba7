"""The words of a name or a question, folded so that a reader's spelling meets the article's."""

import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass, replace

from index.lexical.terms import UNSEEN

_APOSTROPHES = ("'", "’")


@dataclass(frozen=True, slots=True)
class Word:
    """A word of a text: folded, the characters it stands at, whether it begins with a capital or ends with "'s"."""

    folded: str
    start_char: int
    end_char: int
    is_capitalised: bool
    is_possessive: bool = False


def words_of(text: str) -> list[Word]:
    """The text's words in order; "Lind’s" is the word "lind", possessive."""
    words: list[Word] = []
    for word in _letters_and_digits(text):
        is_mark = word.folded == "s" and text[max(0, word.start_char - 1) : word.start_char] in _APOSTROPHES
        if is_mark and words and words[-1].end_char == word.start_char - 1:
            words.append(replace(words.pop(), end_char=word.end_char, is_possessive=True))
        else:
            words.append(word)
    return words


def folded(word: str) -> str:
    """The word without case, accents and characters that are not seen."""
    plain = unicodedata.normalize("NFKD", word.translate(UNSEEN))
    return "".join(character for character in plain if not unicodedata.combining(character)).casefold()


def _letters_and_digits(text: str) -> Iterator[Word]:
    start = None
    for place, character in enumerate(f"{text} "):
        within = start is not None and (unicodedata.combining(character) or ord(character) in UNSEEN)
        if character.isalnum() or within:
            start = place if start is None else start
        elif start is not None:
            yield Word(folded(text[start:place]), start, place, text[start].isupper())
            start = None
