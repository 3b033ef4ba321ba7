"""Meaning and words together: the passages of the highest weighted sum of both, exactly.

A passage's cosine comes from its embeddings, its share from its words: its BM25 score as a part of the highest that the
question's words could reach in any passage. Both lie near 0..1 on the same scale for every question, so that their sum
needs no look at the other passages.
"""

from dataclasses import dataclass

import numpy as np

from index.embedding.encoder import Embedding
from index.passage import Passage
from index.rows import Rows, Scores
from index.store.protocol import PassageStore

WORD_WEIGHT = 0.4
"""What the words count for; the cosine counts for the rest."""

BEFORE_SHARE = 0.2
"""How much of the score of the passage before it a passage with a quotation gets on top: what somebody says is often
said on what the paragraph before tells. docs/retrieval.md has the tables that chose both."""

FIRST_DEPTH = 64
"""How many passages each of the two searches gives at first; more are asked for where that is not enough."""


@dataclass(frozen=True, slots=True)
class Probe:
    """What is searched for: a text, its embedding and its terms."""

    text: str
    embedding: Embedding
    terms: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Match:
    """A passage and its score; higher is better.

    The score is the weighted sum of `cosine` and `word_share`, with a lift and a share of the passage before.
    """

    passage: Passage
    row: int
    score: float
    cosine: float
    word_share: float


@dataclass(frozen=True, slots=True)
class Prior:
    """What is known of the passages before any question, in the order of their rows.

    :param lifts: what is added to each passage's score, none below 0, shape (n_passages,).
    :param befores: the row of the passage whose score each shares, -1 where there is none, shape (n_passages,).
    """

    lifts: Scores
    befores: Rows

    @property
    def highest_lift(self) -> float:
        return float(self.lifts.max(initial=0))

    def lifted(self, rows: Rows, lift: float) -> "Prior":
        """The same with these rows raised."""
        lifts = self.lifts.copy()
        lifts[rows] += lift
        return Prior(lifts, self.befores)


@dataclass(frozen=True, slots=True)
class _Scored:
    """Rows, ascending, with their scores and both parts of these, in step."""

    rows: Rows
    cosines: Scores
    shares: Scores
    scores: Scores


def hybrid_search(store: PassageStore, probe: Probe, k: int, prior: Prior, *, rows: Rows | None = None) -> list[Match]:
    """The `k` passages of highest score, best first, ties in file order: what scoring every passage would give.

    Both searches are asked for more until nothing that neither found could come in: the threshold algorithm of
    Fagin, Lotem and Naor (2001).

    :param rows: where given, only these passages, ascending.
    """
    if k < 1:
        return []
    n = max(FIRST_DEPTH, k)
    searched = _with_befores(rows, prior)
    while True:
        found, bound = _candidates(store, probe, n, searched)
        scored = _scored(store, probe, _with_followers(found, prior, rows), prior)
        best = _best(scored, k)
        # A passage that is not among them stands behind none of them either. One that stands behind none at all shares
        # no score, which is the higher where the bound is below 0.
        limit = bound + BEFORE_SHARE * max(bound, 0.0) + prior.highest_lift
        if bound == -np.inf or (len(best) == k and float(scored.scores[best[-1]]) > limit):
            return [_match(store, scored, place) for place in best]
        n *= 4


def _candidates(store: PassageStore, probe: Probe, n: int, rows: Rows | None) -> tuple[Rows, float]:
    """What both searches find `n` deep, ascending, and a bound on the weighted sum of every other passage."""
    near, cosine_bound = store.nearest(probe.embedding, n, rows)
    worded, word_scores = store.words.matching(probe.terms, n, rows)
    is_cut = len(word_scores) == n
    share_bound = float(word_scores[-1]) / _ceiling(store, probe) if is_cut else 0.0
    return np.union1d(near, worded), float(WORD_WEIGHT * share_bound + (1 - WORD_WEIGHT) * cosine_bound)


def _with_befores(rows: Rows | None, prior: Prior) -> Rows | None:
    """The rows and those whose score one of them shares, ascending: what both searches look through."""
    if rows is None:
        return None
    befores = prior.befores[rows]
    return np.union1d(rows, befores[befores >= 0])


def _with_followers(found: Rows, prior: Prior, rows: Rows | None) -> Rows:
    """The rows and those that share the score of one of them, ascending; where `rows` is given, only these."""
    next_rows = found[found + 1 < len(prior.befores)] + 1
    followers = next_rows[prior.befores[next_rows] == next_rows - 1]
    either = np.union1d(found, followers)
    return either if rows is None else np.intersect1d(either, rows, assume_unique=True)


def _scored(store: PassageStore, probe: Probe, rows: Rows, prior: Prior) -> _Scored:
    """The rows with their exact scores."""
    befores = prior.befores[rows]
    needed = np.union1d(rows, befores[befores >= 0])
    cosines = store.cosines(probe.embedding, needed)
    shares = (store.words.scores(probe.terms, needed) / _ceiling(store, probe)).astype(np.float32)
    sums = WORD_WEIGHT * shares + (1 - WORD_WEIGHT) * cosines
    own = np.searchsorted(needed, rows)
    from_before = np.where(befores >= 0, sums[np.searchsorted(needed, befores.clip(0)).clip(max=len(needed) - 1)], 0)
    scores = sums[own] + prior.lifts[rows] + BEFORE_SHARE * from_before
    return _Scored(rows, cosines[own], shares[own], scores.astype(np.float32))


def _ceiling(store: PassageStore, probe: Probe) -> float:
    return store.words.ceiling(probe.terms) or 1.0


def _best(scored: _Scored, k: int) -> list[int]:
    """The places of the `k` highest scores, best first, ties by row."""
    return [int(place) for place in np.argsort(-scored.scores, kind="stable")[:k]]


def _match(store: PassageStore, scored: _Scored, place: int) -> Match:
    row = int(scored.rows[place])
    return Match(
        passage=store.passages[row],
        row=row,
        score=float(scored.scores[place]),
        cosine=float(scored.cosines[place]),
        word_share=float(scored.shares[place]),
    )
