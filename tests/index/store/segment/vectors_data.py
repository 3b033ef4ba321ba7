"""Segments of vectors to test with, written from matrices."""

from collections.abc import Iterable
from pathlib import Path

import numpy as np
from numpy.typing import ArrayLike

from index.embedding.encoder import Embedding, EmbeddingMatrix
from index.rows import Rows
from index.store.segment.vectors import SegmentVectors, VectorLayout
from index.store.segment.vectors_writer import VectorsWriter

VIEWS: list[list[list[float]]] = [
    [[1, 0, 0], [0, 1, 0], [0, 0, 1]],  # row 0: the whole, and two sentences
    [[0, 1, 0], [0, 1, 0]],
    [[0.6, 0.8, 0], [1, 0, 0], [0.6, 0.8, 0]],
    [[0, 0, 1], [0, 0, -1]],
]


def array(numbers: ArrayLike) -> Embedding:
    return np.array(numbers, dtype=np.float32)


def rows(*numbers: int) -> Rows:
    return np.array(numbers, dtype=np.int64)


def written(folder: Path, views: Iterable[ArrayLike], layout: VectorLayout = "float32") -> SegmentVectors:
    """The segment of those matrices, one a row."""
    folder.mkdir(parents=True, exist_ok=True)
    matrices = [array(one) for one in views]
    writer = VectorsWriter(folder, matrices[0].shape[1], layout)
    for matrix in matrices:
        writer.add(matrix)
    writer.close()
    return SegmentVectors(folder)


def of_wholes(folder: Path, wholes: EmbeddingMatrix, layout: VectorLayout = "float32") -> SegmentVectors:
    """The segment of passages whose only sentence is the whole."""
    return written(folder, list(np.stack([wholes, wholes], axis=1)), layout)


def random_wholes(n: int, dim: int, seed: int = 0) -> EmbeddingMatrix:
    """Unit vectors around 30 middles, as texts of 30 topics have them."""
    rng = np.random.default_rng(seed)
    middles = rng.standard_normal((30, dim))
    vectors = middles[rng.integers(30, size=n)] + 0.7 * rng.standard_normal((n, dim))
    unit: EmbeddingMatrix = (vectors / np.linalg.norm(vectors, axis=1, keepdims=True)).astype(np.float32)
    return unit
