"""Inner products of vectors on disk with one embedding: the same number for the same vector, wherever it stands."""

from collections.abc import Iterator

import faiss
import numpy as np
from numpy.typing import NDArray

from index.embedding.encoder import Embedding, EmbeddingMatrix
from index.rows import Rows, Scores

StoredVectors = NDArray[np.float32 | np.float16]
"""Vectors as a file has them, mapped or in memory, one a row, shape (n, dim); C-contiguous."""

CHUNK_VECTORS = 4096
"""How many half-precision vectors are made float32 at a time: 6 MB at 384 dimensions."""


def use_one_thread() -> None:
    """Keep FAISS to the calling thread: a second one slows one question's search, and OpenMP asks each thread."""
    faiss.omp_set_num_threads(1)


def inner_products(vectors: StoredVectors, embedding: Embedding, rows: Rows | None = None) -> Scores:
    """The product of each row's vector with the embedding, in the rows' order.

    Each is summed up by itself, in one order: equal vectors have equal products, which a multiplication of matrices
    does not promise.

    :param rows: all where not given.
    :raises IndexError: where there is no such row.
    """
    use_one_thread()
    n = len(vectors) if rows is None else len(rows)
    if rows is not None:
        check_rows(rows, len(vectors))
    products = np.empty(n, dtype=np.float32)
    if vectors.dtype == np.float32:
        _multiply(vectors, embedding, np.arange(n) if rows is None else rows, products)
        return products
    for start in range(0, n, CHUNK_VECTORS):
        end = min(start + CHUNK_VECTORS, n)
        chunk = vectors[start:end] if rows is None else vectors[rows[start:end]]
        _multiply(chunk.astype(np.float32), embedding, np.arange(end - start), products[start:end])
    return products


def check_rows(rows: Rows, n: int) -> None:
    """Raise IndexError where one of them is no row of `n`: FAISS would read beside the vectors."""
    if len(rows) and not (rows.min() >= 0 and rows.max() < n):
        raise IndexError(f"rows {rows.min()} to {rows.max()} of {n}")


def best(rows: Rows, scores: Scores, n: int) -> tuple[Rows, Scores]:
    """The `n` rows of highest score, best first, equal scores in the order of the rows."""
    if n < 1 or len(rows) == 0:
        return np.empty(0, dtype=np.int64), np.empty(0, dtype=np.float32)
    if n < len(rows):
        least = np.partition(scores, len(scores) - n)[len(scores) - n]
        kept = np.flatnonzero(scores >= least)
        rows, scores = rows[kept], scores[kept]
    order = np.lexsort((rows, -scores))[:n]
    return rows[order], scores[order]


def float_chunks(vectors: StoredVectors) -> Iterator[tuple[int, EmbeddingMatrix]]:
    """All the vectors in float32, some at a time, each time with the number of the first."""
    for start in range(0, len(vectors), CHUNK_VECTORS):
        yield start, vectors[start : start + CHUNK_VECTORS].astype(np.float32)


def _multiply(vectors: StoredVectors, embedding: Embedding, rows: Rows, products: Scores) -> None:
    query = np.ascontiguousarray(embedding, dtype=np.float32)
    chosen = np.ascontiguousarray(rows, dtype=np.int64)
    if len(chosen) == 0:
        return
    faiss.fvec_inner_products_by_idx(  # type: ignore[attr-defined]
        faiss.swig_ptr(products),
        faiss.swig_ptr(query),
        faiss.swig_ptr(vectors),
        faiss.swig_ptr(chosen),
        vectors.shape[1],
        1,
        len(chosen),
    )
