"""Whether a speaker has a name, or is one that the article speaks of in words only."""

from index.attribution.vocabulary.role_noun import ROLE_NOUNS
from index.speakers.words import Word, words_of

_ARTICLES = frozenset({"a", "an", "the"})
_WITHIN_NAMES = frozenset(
    {"of", "for", "de", "da", "do", "dos", "del", "der", "den", "van", "von", "zu", "bin", "ibn", "la"}
)
"""Small letters inside a name take nothing from it: "Ursula von der Leyen", "Ministry of Defence"."""

_ANYBODY = frozenset(
    {"some", "many", "few", "several", "most", "all", "both", "others", "everyone", "people", "police"}
)
"""Words that a sentence may begin with, and so with a capital, without naming anyone."""

_INSIDE_WORDS = ("-", "\u2010", "\u2011", "'", "\u2019")


def is_named(speaker: str) -> bool:
    """Whether the words are a name, of a person or an organisation, and not "some experts" or "the spokesman"."""
    words = [word for word in words_of(speaker) if word.folded not in _ARTICLES]
    if not words:
        return False
    is_bare = len(words) == 1 or words[1].folded in _WITHIN_NAMES
    inside = [word for word in words[1:-1] if word.folded not in _WITHIN_NAMES]
    is_name = all(_is_name_word(speaker, word) for word in (words[0], *inside, words[-1]))
    return is_name and not (is_bare and _is_anybody(words[0]))


def _is_name_word(speaker: str, word: Word) -> bool:
    """Whether the word has a capital, a script without capitals, or follows a hyphen as in "Ban Ki-moon"."""
    before = speaker[: word.start_char][-1:]
    return not speaker[word.start_char].islower() or before in _INSIDE_WORDS


def _is_anybody(word: Word) -> bool:
    plural = word.folded.endswith("s") and word.folded.removesuffix("s") in ROLE_NOUNS
    return plural or word.folded in _ANYBODY
