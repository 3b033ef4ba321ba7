"""The whole passages nearest to an embedding, by whichever way is quickest for what is asked."""

import faiss
import numpy as np

from index.embedding.encoder import Embedding
from index.rows import Alive, Rows, Scores
from index.store.segment.vectors_codes import VectorCodes, depth_for
from index.store.segment.vectors_products import StoredVectors, best, inner_products, use_one_thread

FEW_ROWS = 256
"""Of so many rows each is scored by itself; of 1,000 in 20,000 that took 1.1 ms, a scan that skips the others .2 ms."""

MIN_CODED_SHARE = 0.25
"""The codes are asked where at least this share of the rows may be found: they cannot leave rows out by themselves."""

SPARE_ROWS = 64
"""How many rows more than asked for a scan finds at least, so that what is equal to the last of them is seen."""


class WholeSearch:
    """Searches over a segment's whole passages.

    :param index: the exact index of the vectors.
    :param vectors: its vectors, shape (n_rows, dim).
    :param codes: where there are any.
    """

    def __init__(self, index: faiss.Index, vectors: StoredVectors, codes: VectorCodes | None) -> None:
        self._index = index
        self._vectors = vectors
        self._codes = codes

    def nearest(self, embedding: Embedding, n: int, rows: Rows | None, alive: Alive | None) -> tuple[Rows, Scores]:
        """The `n` rows of highest product, best first, ties in the rows' order; of `rows`, and living ones, only."""
        n_all = len(self._vectors)
        n = max(n, 0)
        if rows is not None and alive is not None:
            rows = rows[alive[rows]]
        n_allowed = len(rows) if rows is not None else n_all if alive is None else int(alive.sum())
        if self._vectors.dtype == np.float32 or n == 0 or n_allowed <= max(FEW_ROWS, 4 * n):
            return self._each(embedding, n, rows, alive)
        allowed = alive if rows is None else _mask(rows, n_all)
        if n_allowed == n_all:
            allowed = None
        if self._codes is not None and n_allowed >= MIN_CODED_SHARE * n_all:
            found = self._by_codes(self._codes, embedding, n, allowed, n_all / n_allowed)
            if found is not None:
                return found
        return self._by_scan(embedding, n, allowed, n_allowed)

    def _each(self, embedding: Embedding, n: int, rows: Rows | None, alive: Alive | None) -> tuple[Rows, Scores]:
        """By the product of every row that is asked for."""
        if rows is None and alive is not None:
            rows = np.flatnonzero(alive)
        products = inner_products(self._vectors, embedding, rows)
        return best(np.arange(len(self._vectors)) if rows is None else rows, products, n)

    def _by_scan(self, embedding: Embedding, n: int, allowed: Alive | None, n_allowed: int) -> tuple[Rows, Scores]:
        """By FAISS over all vectors; it leaves out any of those that tie, so that more are asked for until none may."""
        use_one_thread()
        parameters = None if allowed is None else _only(allowed)
        n_asked = n + max(SPARE_ROWS, n // 4)
        while n_asked < n_allowed // 4:
            products, found = self._index.search(embedding.reshape(1, -1), n_asked, params=parameters)
            rows, scores = best(found[0], inner_products(self._vectors, embedding, found[0]), n)
            if scores[-1] > products[0, -1] + self._rounding(embedding):
                return rows, scores
            n_asked *= 4
        return self._each(embedding, n, None, allowed)

    def _by_codes(
        self, codes: VectorCodes, embedding: Embedding, n: int, allowed: Alive | None, stretch: float
    ) -> tuple[Rows, Scores] | None:
        """By the codes and then exactly; None where too few candidates may be found, or ties may be left out.

        :param stretch: how many rows there are for each that is allowed.
        """
        depth = depth_for(n)
        n_asked = int(np.ceil(depth * stretch))
        if n_asked > len(self._vectors) // 8:
            return None
        candidates, products = codes.candidates(embedding, n_asked)
        last = products[-1]
        if allowed is not None:
            is_allowed = allowed[candidates]
            candidates, products = candidates[is_allowed], products[is_allowed]
        if len(candidates) < depth // 2:
            return None
        exact = inner_products(self._vectors, embedding, candidates)
        rows, scores = best(candidates, exact, n)
        if products[exact == scores[-1]].min() <= last:
            return None
        return rows, scores

    def _rounding(self, embedding: Embedding) -> float:
        """By how much two ways of summing up one product of unit vectors can differ."""
        return embedding.size * float(np.finfo(np.float32).eps) * max(1.0, float(np.linalg.norm(embedding)))


def _only(allowed: Alive) -> faiss.SearchParameters:
    bits = np.packbits(allowed, bitorder="little")
    return faiss.SearchParameters(sel=faiss.IDSelectorBitmap(bits))  # type: ignore[call-arg,arg-type]


def _mask(rows: Rows, n: int) -> Alive:
    mask = np.zeros(n, dtype=np.bool_)
    mask[rows] = True
    return mask
