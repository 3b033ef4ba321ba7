"""Passages that are the same nearly word for word: a syndicated text in several articles is one hit."""

from collections.abc import Callable, Sequence
from functools import cache

from index.lexical.terms import folded_words_of
from index.passage import Passage
from index.retrieval.hybrid import Match

RUN_LENGTH = 4
"""Words in a run: short enough that one changed word costs few runs, long enough that chance gives none."""

MIN_SHARED = 0.8
"""The share of all runs that both passages must have. One word changed in a passage of 40 leaves 0.80."""

MIN_SHARED_LENGTH = 0.6
"""Texts of which one is much longer cannot share that many runs: they need no look at their words."""

_TURNING_WORDS = frozenset(
    ["no", "not", "never", "nor", "none", "nobody", "nothing", "neither", "without", "cannot", "t"]
)
"""Words that turn the sense of a sentence: where they differ, the passages do not say the same."""

_Runs = frozenset[tuple[str, ...]]


def folded_copies(matches: Sequence[Match], k: int) -> list[tuple[Match, tuple[Passage, ...]]]:
    """The first `k` matches that are no copies of one before them, each with its copies among the matches, in order.

    A copy is of another article, reports the same words of the same speakers in the same way, and has nearly the same
    words between; numbers and negations must be the same everywhere.
    """
    kept: list[tuple[Match, list[Passage]]] = []
    by_speakers: dict[tuple[str, ...], list[tuple[Match, list[Passage]]]] = {}
    runs_of = cache(_runs)
    for match in matches:
        alike = by_speakers.setdefault(match.passage.speakers, [])
        original = next((found for found in alike if _is_copy(match.passage, found[0].passage, runs_of)), None)
        if original is not None:
            original[1].append(match.passage)
        else:
            copies: list[Passage] = []
            alike.append((match, copies))
            kept.append((match, copies))
    return [(match, tuple(copies)) for match, copies in kept[:k]]


def _is_copy(passage: Passage, other: Passage, runs_of: Callable[[str], _Runs]) -> bool:
    """Whether one of two passages with the same speakers is a copy of the other."""
    if passage.article.id == other.article.id:
        return False
    if MIN_SHARED_LENGTH * max(len(passage.text), len(other.text)) > min(len(passage.text), len(other.text)):
        return False
    if _said(passage) != _said(other):
        return False
    own, others = runs_of(passage.text), runs_of(other.text)
    if len(own & others) < MIN_SHARED * len(own | others):
        return False
    return not any(map(_changes_the_sense, {word for run in own ^ others for word in run} - _shared(own, others)))


def _said(passage: Passage) -> list[tuple[str, str | None, list[str]]]:
    """What the passage reports: the kind, the speaker and the words of each quotation."""
    return [(a.kind, a.speaker, folded_words_of(passage.text[a.start_char : a.end_char])) for a in passage.attributions]


def _shared(own: _Runs, others: _Runs) -> set[str]:
    """The words that both texts hold."""
    return {word for run in own for word in run} & {word for run in others for word in run}


def _changes_the_sense(word: str) -> bool:
    return word in _TURNING_WORDS or any(character.isdigit() for character in word)


def _runs(text: str) -> _Runs:
    # Of a text without any word, of emoji say, the text itself is the one run.
    words = tuple(folded_words_of(text)) or (text,)
    return frozenset(words[start : start + RUN_LENGTH] for start in range(max(1, len(words) - RUN_LENGTH + 1)))
