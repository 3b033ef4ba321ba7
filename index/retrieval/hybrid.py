"""Meaning and words together: the passages of the highest weighted sum of both.

A passage's cosine comes from its embeddings, its share from its words: its BM25 score as a part of the highest that the
question's words could reach in any passage. Both lie near 0..1 on the same scale for every question, so that their sum
needs no look at the other passages. Where a store can score every passage within a question's time, that is done; in a
larger one each search names the passages that can come in, and these alone are scored.
"""

from collections.abc import Iterator
from dataclasses import dataclass, field

import numpy as np

from index.embedding.encoder import Embedding
from index.passage import Passage
from index.rows import Rows, Scores, best_places
from index.store.protocol import Snapshot

WORD_WEIGHT = 0.4
"""What the words count for; the cosine counts for the rest."""

BEFORE_SHARE = 0.2
"""How much of the score of the passage before it a passage with a quotation gets on top: what somebody says is often
said on what the paragraph before tells. docs/retrieval.md has the tables that chose both."""

N_NEAREST = 2048
N_BY_WORDS = 1024
"""How many passages the searches of a large store name, by meaning and by words: far more than are shown, for the sake
of those that have something of both, a lift, or a telling passage before them."""

N_CANDIDATES = 4096
"""Among so few passages that a filter leaves, all are scored in a large store too."""


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
    :param befores: the row of the passage whose score each shares, which is the one before it, -1 where there is none;
        shape (n_passages,).
    :param raised: the rows that one question raises above others of their kind, ascending.
    """

    lifts: Scores
    befores: Rows
    raised: Rows = field(default_factory=lambda: np.empty(0, dtype=np.int64))

    def lifted(self, rows: Rows, lift: float) -> "Prior":
        """The same with these rows raised."""
        lifts = self.lifts.copy()
        lifts[rows] += lift
        return Prior(lifts, self.befores, np.union1d(self.raised, rows))

    def with_befores(self, rows: Rows) -> Rows:
        """The rows and those whose score one of them shares, ascending."""
        befores = self.befores[rows]
        wanted = np.zeros(len(self.befores), dtype=np.bool_)
        wanted[rows] = True
        wanted[befores[befores >= 0]] = True
        return np.flatnonzero(wanted)

    def with_sharers(self, rows: Rows) -> Rows:
        """The rows and those that share the score of one of them, ascending."""
        after = rows[rows < len(self.befores) - 1] + 1
        return np.union1d(rows, after[self.befores[after] == after - 1])


@dataclass(frozen=True, slots=True)
class _Scored:
    """Rows with their cosines and word shares; `rows` is ascending, or None where it is all of them."""

    rows: Rows | None
    cosines: Scores
    shares: Scores

    def places(self, rows: Rows) -> Rows:
        """Where these rows stand; anywhere for -1."""
        return rows if self.rows is None else np.searchsorted(self.rows, rows)

    def totals(self, rows: Rows, prior: Prior) -> Scores:
        """The scores of these rows, which are scored with those before them."""
        sums = (WORD_WEIGHT * self.shares + (1 - WORD_WEIGHT) * self.cosines).astype(np.float32)
        befores = prior.befores[rows]
        from_before = np.where(befores >= 0, sums[self.places(befores)], 0)
        return (sums[self.places(rows)] + prior.lifts[rows] + BEFORE_SHARE * from_before).astype(np.float32)


def hybrid_search(snapshot: Snapshot, probe: Probe, k: int, prior: Prior, *, rows: Rows | None = None) -> list[Match]:
    """The `k` passages of highest score, best first, ties in file order.

    It is what scoring every passage would give, but for a large store, where it is so of the passages that came in.

    :param rows: where given, only these passages, ascending.
    """
    among = _candidates(snapshot, probe, k, prior, rows)
    if k < 1 or len(among) == 0:
        return []
    scored = _scored(snapshot, probe, None if len(among) == len(prior.lifts) else prior.with_befores(among))
    scores = scored.totals(among, prior)
    best = best_places(scores, k)
    return [
        Match(
            snapshot.passages[row],
            row,
            score,
            cosine=float(scored.cosines[place]),
            word_share=float(scored.shares[place]),
        )
        for row, place, score in zip(
            among[best].tolist(), scored.places(among[best]).tolist(), scores[best].tolist(), strict=True
        )
    ]


def _scored(snapshot: Snapshot, probe: Probe, rows: Rows | None) -> _Scored:
    ceiling = snapshot.words.ceiling(probe.terms) or 1.0
    return _Scored(rows, snapshot.cosines(probe.embedding, rows), snapshot.words.scores(probe.terms, rows) / ceiling)


def _candidates(snapshot: Snapshot, probe: Probe, k: int, prior: Prior, rows: Rows | None) -> Rows:
    """Of the rows those to score, ascending: all of them, unless they are too many."""
    allowed = np.arange(len(prior.lifts)) if rows is None else rows
    if snapshot.is_exhaustive or len(allowed) <= N_CANDIDATES:
        return allowed
    found = list(_found(snapshot, probe, k, None if rows is None else prior.with_befores(rows)))
    raised = _of_both(prior.raised, allowed)
    if len(raised):
        found += _found(snapshot, probe, k, prior.with_befores(raised))
    return _of_both(prior.with_sharers(np.concatenate(found)), allowed)


def _found(snapshot: Snapshot, probe: Probe, k: int, rows: Rows | None) -> Iterator[Rows]:
    """What each search finds first among the rows: of two, one at most is there only for the one behind it."""
    yield snapshot.nearest(probe.embedding, max(N_NEAREST, 2 * k), rows)[0]
    yield snapshot.words.matching(probe.terms, max(N_BY_WORDS, 2 * k), rows)[0]


def _of_both(rows: Rows, others: Rows) -> Rows:
    """The rows that are among the others too; both are ascending, and there are others."""
    places = np.minimum(np.searchsorted(others, rows), len(others) - 1)
    both: Rows = rows[others[places] == rows]
    return both
