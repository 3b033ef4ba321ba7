"""Text to terms: what the word search matches, made alike of passages and of questions.

Folding happens on this side only; what is shown is never touched by it.
"""

import unicodedata
from collections.abc import Sequence
from functools import cache

import tantivy

MAX_TERM_BYTES = 60

_FUNCTION_WORDS = (
    "a an the this that these those such some any each both all no not nor"
    " i me my mine we us our ours you your yours he him his she her hers it its they them their theirs"
    " who whom whose which what when where why how whether"
    " am is are was were be been being do does did doing done has have had having"
    " can could may might must shall should will would"
    " and or but if so than then as because while"
    " of in on at by for from with to into onto about over under between among up down out off"
    " there here also just only very too again more most other else own same"
    " s t d m ll re ve don didn doesn isn wasn won wouldn couldn shouldn aren hasn haven"
)
_WORDS_OF_ASKING = "say says said saying tell tells told"
"""In nearly every question, and in nearly every passage with a quotation."""

UNSEEN = dict.fromkeys((0xAD, 0x200B, 0x200C, 0x200D, 0x2060, 0xFEFF))
"""Soft hyphen and characters of no width: in an article, not in what a reader types."""


def terms_of(text: str) -> list[str]:
    """The text's terms in order, repeats included: folded, without function words, reduced to their stems."""
    return _stemmer().analyze(_seen(text))


def folded_words_of(text: str) -> list[str]:
    """The text's words in order, folded as terms are, but whole and with the function words."""
    return _folder().analyze(_seen(text))


def pairs_of(terms: Sequence[str]) -> list[str]:
    """Each two neighbouring terms as one: passages that hold them side by side are nearer to the question."""
    return [f"{first}_{second}" for first, second in zip(terms, terms[1:], strict=False)]


def _seen(text: str) -> str:
    return unicodedata.normalize("NFKC", text).translate(UNSEEN)


@cache
def _stemmer() -> tantivy.TextAnalyzer:
    function_words = f"{_FUNCTION_WORDS} {_WORDS_OF_ASKING}".split()
    stems = tantivy.Filter.stemmer("english")
    return _folding().filter(tantivy.Filter.custom_stopword(function_words)).filter(stems).build()


@cache
def _folder() -> tantivy.TextAnalyzer:
    return _folding().build()


def _folding() -> tantivy.TextAnalyzerBuilder:
    return (
        tantivy.TextAnalyzerBuilder(tantivy.Tokenizer.simple())
        .filter(tantivy.Filter.remove_long(MAX_TERM_BYTES))
        # In this order: "İ" in lower case keeps a dot that is no longer folded, and "ǧ" is folded to a capital.
        .filter(tantivy.Filter.ascii_fold())
        .filter(tantivy.Filter.lowercase())
    )
