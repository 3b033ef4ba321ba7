"""Passages that are the same nearly word for word: a syndicated text in several articles is one hit."""

from collections.abc import Callable, Sequence
from functools import cache

from index.lexical.terms import words_of
from index.passage import Passage
from index.retrieval.hybrid import Match

RUN_LENGTH = 4
"""Words in a run: short enough that one changed word costs few runs, long enough that chance gives none."""

MIN_SHARED = 0.8
"""The share of all runs that both passages must have. One word changed in a passage of 40 leaves 0.80."""


_Runs = frozenset[tuple[str, ...]]


def folded_copies(matches: Sequence[Match], k: int) -> list[tuple[Match, tuple[Passage, ...]]]:
    """The first `k` matches that are no copies of one before them, each with its copies among the matches, in order.

    A copy is of another article, has the same speakers, and shares nearly all of its words, in their order.
    """
    kept: list[tuple[Match, list[Passage]]] = []
    runs_of = cache(_runs)
    for match in matches:
        original = next((found for found in kept if _is_copy(match.passage, found[0].passage, runs_of)), None)
        if original is not None:
            original[1].append(match.passage)
        else:
            kept.append((match, []))
    return [(match, tuple(copies)) for match, copies in kept[:k]]


def _is_copy(passage: Passage, other: Passage, runs_of: Callable[[str], _Runs]) -> bool:
    """Whether the two are of different articles and the same nearly word for word, speakers included.

    :param runs_of: the runs of words of a text.
    """
    if passage.article.id == other.article.id or passage.speakers != other.speakers:
        return False
    if passage.text == other.text:
        return True
    own, others = runs_of(passage.text), runs_of(other.text)
    return len(own & others) >= MIN_SHARED * len(own | others)


def _runs(text: str) -> _Runs:
    # Of a text without any word, of emoji say, the text itself is the one run.
    words = tuple(words_of(text)) or (text,)
    return frozenset(words[start : start + RUN_LENGTH] for start in range(max(1, len(words) - RUN_LENGTH + 1)))
