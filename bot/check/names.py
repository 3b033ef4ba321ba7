"""Whether a name that is shown is the one that was expected."""

from index.speakers.words import Word, words_of

_ARTICLES = frozenset({"the", "a", "an"})
_LINKS = frozenset({"of", "for", "and", "in", "on", "at", "the"})


def is_same_name(expected: str, shown: str) -> bool:
    """Whether both are the same words, whatever their case, accents and punctuation; a last name alone will do.

    A last name may have small words before it, "von der Leyen"; "Russia" is not the last name of the Bank of Russia.
    """
    wanted, found = _words(expected), _words(shown)
    if not wanted or not found:
        return expected.strip() == shown.strip()
    first_names, last_name = found[: -len(wanted)], found[-len(wanted) :]
    if _folded(wanted) != _folded(last_name):
        return False
    is_one_name = not any(word.is_capitalised for word in wanted[:-1])
    return not first_names or (is_one_name and first_names[-1].folded not in _LINKS)


def _words(name: str) -> list[Word]:
    words = words_of(name)
    return words[1:] if len(words) > 1 and words[0].folded in _ARTICLES else words


def _folded(words: list[Word]) -> list[str]:
    return [word.folded for word in words]
