"""Whether a predicted speaker is the labelled one."""

import re

from labelled import LabelledQuote

WORD = re.compile("[^\\W_]+(?:['\u2019][^\\W_]+)?")
PRONOUNS = frozenset({"i", "he", "she", "they", "we", "it", "you", "him", "her", "them", "us", "who"})
GENERATIONS = frozenset({"jr", "sr", "ii", "iii"})
BY_HEAD = frozenset({"nominal", "unknown"})


def is_right(gold: LabelledQuote, predicted: LabelledQuote) -> bool:
    """Whether the prediction names the labelled speaker, or names none where none is labelled.

    A key word of the label must be among the prediction's words: the surname of the name or of another that counts as
    right, the head of a nominal. A bare pronoun is never right, save where the label itself is no more: there the same
    words, or words of that place, are.
    """
    said = words(predicted.speaker)
    if not gold.has_speaker:
        return not predicted.speaker
    if gold.speaker_kind == "pronoun":
        return _touch(gold, predicted) or bool(words(gold.speaker) & said)
    return shows_speaker(predicted) and bool(_key_words(gold) & said)


def shows_speaker(quote: LabelledQuote) -> bool:
    """Whether there is a speaker and it is more than a pronoun."""
    return bool(quote.speaker) and not words(quote.speaker) <= PRONOUNS


def words(name: str) -> frozenset[str]:
    """The name's words in lower case, less the possessive 's."""
    return frozenset(_words(name))


def _words(name: str) -> list[str]:
    return [word.lower().replace("\u2019", "'").removesuffix("'s") for word in WORD.findall(name)]


def _key_words(gold: LabelledQuote) -> frozenset[str]:
    keys = {_surname(name) for name in gold.speaker_alternatives}
    head = gold.speaker_head.lower()
    if gold.speaker_kind not in BY_HEAD or not head:
        keys.add(_surname(gold.speaker))
    if gold.speaker_kind in BY_HEAD or gold.speaker_kind == "org":
        keys.add(head)
    return frozenset(keys - {""})


def _surname(name: str) -> str:
    """The last word, which of an organisation is its key word too."""
    return next((word for word in reversed(_words(name)) if word not in GENERATIONS), "")


def _touch(gold: LabelledQuote, predicted: LabelledQuote) -> bool:
    a, b = gold.speaker_span, predicted.speaker_span
    return a is not None and b is not None and a[0] < b[1] and b[0] < a[1]
