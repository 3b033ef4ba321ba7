"""The first passages of a ranking, put in the order of a model that reads them together with the question."""

from collections.abc import Sequence

from index.embedding.cross_encoder import Reranker

N_TOP = 20
"""How many are read again: such a model takes about as long for one passage as the search for all of them. Twice the
ten that can be asked for, so that a passage from below can come up; not yet measured on a model of use."""


def reordered(query: str, ranked_texts: Sequence[str], *, reranker: Reranker, n_top: int = N_TOP) -> list[int]:
    """The new order of the positions 0..len(ranked_texts)-1.

    The first `n_top` come sorted by the reranker's score, best first, equals in the old order; the rest follows as it
    was. No texts, or an `n_top` of 0, ask nothing of the reranker.
    """
    positions = list(range(len(ranked_texts)))
    top, rest = positions[:n_top], positions[n_top:]
    if not top:
        return rest
    scores = reranker.score(query, ranked_texts[:n_top])
    return sorted(top, key=lambda position: -scores[position]) + rest
