"""Other ways to put the two searches' lists together, over all passages; they stand in for `hybrid_search`."""

from typing import Any

import numpy as np
from numpy.typing import NDArray

from index.retrieval.hybrid import BEFORE_SHARE, Match, Prior, Probe
from index.rows import Rows, Scores
from index.store.protocol import Snapshot

RRF_K = 60
"""Cormack, Clarke and Büttcher (2009)."""


def reciprocal_rank_search(
    snapshot: Snapshot, probe: Probe, k: int, prior: Prior, *, rows: Rows | None = None
) -> list[Match]:
    """The best `k` by the sum of 1 / (60 + rank) over both lists; a passage of no term is on one list only."""
    chosen, cosines, scores = _lists(snapshot, probe, rows)
    sums = 1 / (RRF_K + _ranks(cosines)) + np.where(scores > 0, 1 / (RRF_K + _ranks(scores)), 0)
    return _best(snapshot, chosen, sums, k)


def min_max_search_alone(
    snapshot: Snapshot, probe: Probe, k: int, prior: Prior, *, rows: Rows | None = None
) -> list[Match]:
    """The best `k` by the mean of both scores, each stretched to 0..1 over the passages; nothing else counts."""
    chosen, cosines, scores = _lists(snapshot, probe, rows)
    return _best(snapshot, chosen, _min_max(cosines) / 2 + _min_max(scores) / 2, k)


def min_max_search(snapshot: Snapshot, probe: Probe, k: int, prior: Prior, *, rows: Rows | None = None) -> list[Match]:
    """The same with the lifts and the share of the passage before on top."""
    everything, cosines, scores = _lists(snapshot, probe, None)
    sums = _min_max(cosines) / 2 + _min_max(scores) / 2
    before = np.where(prior.befores >= 0, sums[prior.befores], 0)
    lifted = sums + prior.lifts + BEFORE_SHARE * before
    chosen = everything if rows is None else rows
    return _best(snapshot, chosen, lifted[chosen], k)


def _lists(snapshot: Snapshot, probe: Probe, rows: Rows | None) -> tuple[Rows, Scores, Scores]:
    """The rows, ascending, with the cosine and the word score of each."""
    chosen = np.arange(len(snapshot.passages)) if rows is None else rows
    return chosen, snapshot.cosines(probe.embedding, chosen), snapshot.words.scores(probe.terms, chosen)


def _ranks(scores: Scores) -> Scores:
    """Each one's rank, the highest first, ties by place; ranks start at 1."""
    ranks = np.empty(len(scores), dtype=np.float32)
    ranks[np.argsort(-scores, kind="stable")] = np.arange(1, len(scores) + 1)
    return ranks


def _min_max(scores: Scores) -> Scores:
    low, high = scores.min(initial=np.inf), scores.max(initial=-np.inf)
    return (scores - low) / (high - low) if high > low else np.zeros_like(scores)


def _best(snapshot: Snapshot, rows: Rows, scores: NDArray[np.floating[Any]], k: int) -> list[Match]:
    """Matches without the parts of their scores, which only the decision looks at."""
    order = np.argsort(-scores, kind="stable")[:k]
    return [
        Match(snapshot.passages[rows[place]], int(rows[place]), float(scores[place]), cosine=0.0, word_share=0.0)
        for place in order
    ]
