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
from index.store.protocol import Snapshot

WORD_WEIGHT = 0.4
"""What the words count for; the cosine counts for the rest."""

BEFORE_SHARE = 0.2
"""How much of the score of the passage before it a passage with a quotation gets on top: what somebody says is often
said on what the paragraph before tells. docs/retrieval.md has the tables that chose both."""

WORD_DEPTH = 1024
"""How many passages the word search gives; for the few others that could come in by their meaning it is asked again."""


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

    def lifted(self, rows: Rows, lift: float) -> "Prior":
        """The same with these rows raised."""
        lifts = self.lifts.copy()
        lifts[rows] += lift
        return Prior(lifts, self.befores)

    def with_befores(self, rows: Rows) -> Rows:
        """The rows and those whose score one of them shares, ascending."""
        befores = self.befores[rows]
        return np.union1d(rows, befores[befores >= 0])

    def totals(self, sums: Scores) -> Scores:
        """Each passage's score, of every passage's weighted sum."""
        from_before = np.where(self.befores >= 0, sums[self.befores], 0)
        return (sums + self.lifts + BEFORE_SHARE * from_before).astype(np.float32)


def hybrid_search(snapshot: Snapshot, probe: Probe, k: int, prior: Prior, *, rows: Rows | None = None) -> list[Match]:
    """The `k` passages of highest score, best first, ties in file order: what scoring every passage would give.

    :param rows: where given, only these passages, ascending.
    """
    if k < 1:
        return []
    searched = None if rows is None else prior.with_befores(rows)
    cosines = _cosines(snapshot, probe, searched)
    shares, rest = _shares(snapshot, probe, searched)
    allowed = np.arange(len(cosines)) if rows is None else rows
    if rest > 0:
        allowed = _possible(
            allowed, k, prior, low=_sums(cosines, shares), high=_sums(cosines, np.maximum(shares, rest))
        )
        _fill_in(shares, prior.with_befores(allowed), snapshot, probe)
    scores = prior.totals(_sums(cosines, shares))[allowed]
    best = np.argsort(-scores, kind="stable")[:k]
    return [
        _match(snapshot, int(allowed[place]), float(scores[place]), cosines=cosines, shares=shares) for place in best
    ]


def _sums(cosines: Scores, shares: Scores) -> Scores:
    return (WORD_WEIGHT * shares + (1 - WORD_WEIGHT) * cosines).astype(np.float32)


def _cosines(snapshot: Snapshot, probe: Probe, rows: Rows | None) -> Scores:
    """Every passage's cosine, 0 for one that is not among the rows."""
    if rows is None:
        return snapshot.cosines(probe.embedding)
    cosines = np.zeros(len(snapshot.passages), dtype=np.float32)
    cosines[rows] = snapshot.cosines(probe.embedding, rows)
    return cosines


def _shares(snapshot: Snapshot, probe: Probe, rows: Rows | None) -> tuple[Scores, float]:
    """Every passage's word share as far as the word search gave it, else 0; and the most that those others can have."""
    found, scores = snapshot.words.matching(probe.terms, WORD_DEPTH, rows)
    shares = np.zeros(len(snapshot.passages), dtype=np.float32)
    shares[found] = scores / _ceiling(snapshot, probe)
    is_cut = len(found) == WORD_DEPTH
    return shares, float(shares[found[-1]]) if is_cut else 0.0


def _possible(allowed: Rows, k: int, prior: Prior, *, low: Scores, high: Scores) -> Rows:
    """Of the rows those that can be among the `k` best, where each sum lies between `low` and `high`."""
    if len(allowed) <= k:
        return allowed
    least = np.partition(prior.totals(low)[allowed], -k)[-k]
    possible: Rows = allowed[prior.totals(high)[allowed] >= least]
    return possible


def _fill_in(shares: Scores, rows: Rows, snapshot: Snapshot, probe: Probe) -> None:
    """Put the word shares of those rows that the word search did not give into `shares`."""
    unknown = rows[shares[rows] == 0]
    shares[unknown] = snapshot.words.scores(probe.terms, unknown) / _ceiling(snapshot, probe)


def _ceiling(snapshot: Snapshot, probe: Probe) -> float:
    return snapshot.words.ceiling(probe.terms) or 1.0


def _match(snapshot: Snapshot, row: int, score: float, *, cosines: Scores, shares: Scores) -> Match:
    return Match(snapshot.passages[row], row, score, cosine=float(cosines[row]), word_share=float(shares[row]))
