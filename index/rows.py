"""Passages by number: how the parts of a search speak of them among themselves."""

import numpy as np
from numpy.typing import NDArray

Rows = NDArray[np.int64]
"""Passages by their row, that is their place in the file they were built from; shape (n,)."""

Scores = NDArray[np.float32]
"""One score a row, shape (n,); higher is better."""

Alive = NDArray[np.bool_]
"""Which rows of a segment are living, shape (n_rows,)."""


def best_places(scores: Scores, n: int) -> Rows:
    """The places of the `n` highest scores, highest first, ties in order."""
    if not 0 < n < len(scores):
        return np.argsort(-scores, kind="stable")[: max(n, 0)]
    possible = np.flatnonzero(scores >= np.partition(scores, -n)[-n])
    return possible[np.argsort(-scores[possible], kind="stable")[:n]]
