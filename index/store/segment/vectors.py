"""The vectors of one segment: each passage's whole text and its sentences, read where they lie on the disk.

`whole.faiss` is an exact FAISS index of the whole passages; `sentences.npy` has the sentences' vectors, those of row
`i` from `view_starts.npy[i]` up to the next row's; `codes.faiss`, where there is one, short codes of the whole texts.
"""

from collections.abc import Iterator
from pathlib import Path
from typing import Literal

import numpy as np

from index.embedding.encoder import Embedding, EmbeddingMatrix
from index.errors import IndexFolderError
from index.rows import Alive, Rows, Scores
from index.store.segment.vectors_codes import open_codes
from index.store.segment.vectors_files import (
    CODES_FILE,
    REPAIR,
    SENTENCES_FILE,
    STARTS_FILE,
    WHOLE_FILE,
    let_go,
    open_array,
    open_whole,
)
from index.store.segment.vectors_products import check_rows, float_chunks, inner_products
from index.store.segment.vectors_search import WholeSearch

WHOLE_SHARE = 0.5
"""How much of a cosine is the whole passage's; the rest is its nearest sentence's. docs/retrieval.md has the table."""

VectorLayout = Literal["float32", "float16", "codes"]
"""How vectors are kept: in which precision; with "codes" in float16, short codes of the whole passages beside them."""

MAX_FLOAT32 = 50_000
"""Up to so many passages in an index each question is compared with every vector, in full precision."""

MAX_EXACT = 500_000
"""Up to so many the nearest whole passages are found exactly, 131,072 in 4 to 6.5 ms on one thread; then by codes."""


def layout_for(n_passages: int) -> VectorLayout:
    """How an index of so many passages keeps its vectors."""
    if n_passages <= MAX_FLOAT32:
        return "float32"
    return "float16" if n_passages <= MAX_EXACT else "codes"


class SegmentVectors:
    """The vectors of a segment, open for reading by any number of threads."""

    def __init__(self, folder: Path) -> None:
        """Map the files in the folder.

        :raises IndexFolderError: where a file is missing, is none of these, or they do not fit each other.
        """
        self._index, self._whole = open_whole(folder / WHOLE_FILE)
        self._sentences = open_array(folder / SENTENCES_FILE)
        self._starts = open_array(folder / STARTS_FILE)
        codes = open_codes(folder / CODES_FILE) if (folder / CODES_FILE).exists() else None
        self._check_fit(folder)
        if codes is not None and (codes.n_rows, codes.dim) != self._whole.shape:
            raise IndexFolderError(
                f"{folder / CODES_FILE} has {codes.n_rows} codes, {folder / WHOLE_FILE} {self.n_rows} vectors; {REPAIR}"
            )
        self._search = WholeSearch(self._index, self._whole, codes)
        self._has_codes = codes is not None

    @property
    def n_rows(self) -> int:
        return len(self._whole)

    @property
    def dim(self) -> int:
        return int(self._whole.shape[1])

    @property
    def n_vectors(self) -> int:
        """The number of all vectors, whole passages and sentences."""
        return len(self._whole) + len(self._sentences)

    @property
    def layout(self) -> VectorLayout:
        """What the files are; a small segment has no codes, whatever was asked for."""
        if self._has_codes:
            return "codes"
        return "float32" if self._whole.dtype == np.float32 else "float16"

    def cosines(self, embedding: Embedding, rows: Rows | None = None) -> Scores:
        """How near in meaning each row is, in the rows' order: half its whole text, half the nearest of its sentences.

        :param rows: all where not given; quick with any number in float32, with some hundreds in float16.
        :raises IndexFolderError: where the embedding's dimension is not the segment's.
        :raises IndexError: where there is no such row.
        """
        self._check_dimension(embedding)
        if rows is not None:
            check_rows(rows, self.n_rows)
        if rows is None:
            sentences, firsts = inner_products(self._sentences, embedding), self._starts[:-1]
        else:
            numbers, firsts = self._sentences_of(rows)
            sentences = inner_products(self._sentences, embedding, numbers)
            if self.layout != "float32":
                let_go(self._sentences)  # or a day's questions would leave all of a large file in memory
        whole = inner_products(self._whole, embedding, rows)
        if len(whole) == 0:
            return whole
        nearest = np.maximum.reduceat(sentences, firsts)
        return (WHOLE_SHARE * whole + (1 - WHOLE_SHARE) * nearest).astype(np.float32)

    def nearest(
        self, embedding: Embedding, n: int, rows: Rows | None = None, alive: Alive | None = None
    ) -> tuple[Rows, Scores]:
        """The `n` rows whose whole passages have the highest product, best first, equal ones in the rows' order.

        Exact, but with codes and many rows to choose from: there a near row may be missed, no product is wrong.

        :param rows: where given, only these.
        :param alive: where given, only the living ones of them.
        :raises IndexFolderError: where the embedding's dimension is not the segment's.
        :raises IndexError: where there is no such row.
        """
        self._check_dimension(embedding)
        if rows is not None:
            check_rows(rows, self.n_rows)
        return self._search.nearest(np.ascontiguousarray(embedding, dtype=np.float32), n, rows, alive)

    def views_of(self, row: int) -> EmbeddingMatrix:
        """The row's vectors in float32, a copy: the whole passage's first, then its sentences'.

        :raises IndexError: where there is no such row.
        """
        if not 0 <= row < self.n_rows:
            raise IndexError(f"row {row} of {self.n_rows}")
        sentences = self._sentences[self._starts[row] : self._starts[row + 1]]
        return np.concatenate([self._whole[row : row + 1], sentences]).astype(np.float32)

    def parts(self, rows: Rows) -> tuple[EmbeddingMatrix, EmbeddingMatrix, Rows]:
        """The rows' whole vectors, all their sentences', and how many sentences each row has."""
        numbers, _ = self._sentences_of(rows)
        lengths = self._starts[rows + 1] - self._starts[rows]
        return self._whole[rows].astype(np.float32), self._sentences[numbers].astype(np.float32), lengths

    def norms(self) -> Iterator[tuple[Rows, Scores]]:
        """The length of every vector, with the row that it is of, some thousands at a time: whole passages first."""
        for first, vectors in float_chunks(self._whole):
            yield np.arange(first, first + len(vectors)), np.linalg.norm(vectors, axis=1)
        for first, vectors in float_chunks(self._sentences):
            numbers = np.arange(first, first + len(vectors))
            yield np.searchsorted(self._starts, numbers, side="right") - 1, np.linalg.norm(vectors, axis=1)

    def _sentences_of(self, rows: Rows) -> tuple[Rows, Rows]:
        """The numbers of all the rows' sentences, and where among these each row's first stands."""
        begins = self._starts[rows]
        lengths = self._starts[rows + 1] - begins
        firsts = np.cumsum(lengths) - lengths
        return np.repeat(begins - firsts, lengths) + np.arange(int(lengths.sum())), firsts

    def _check_dimension(self, embedding: Embedding) -> None:
        if embedding.shape != (self.dim,):
            raise IndexFolderError(
                f"the question's embedding has {embedding.size} numbers, the index's {self.dim}; "
                "run 'onrecord index' with the model that is to answer"
            )

    def _check_fit(self, folder: Path) -> None:
        starts, sentences = self._starts, self._sentences
        if starts.ndim != 1 or starts.dtype != np.int64 or len(starts) == 0:
            raise IndexFolderError(f"{folder / STARTS_FILE} is an array of another kind; {REPAIR}")
        if sentences.ndim != 2 or sentences.dtype != self._whole.dtype or not sentences.flags.c_contiguous:
            raise IndexFolderError(f"{folder / SENTENCES_FILE} is an array of another kind; {REPAIR}")
        fits = len(starts) - 1 == self.n_rows and sentences.shape[1] == self.dim
        if not fits or starts[0] != 0 or starts[-1] != len(sentences) or not bool((np.diff(starts) >= 1).all()):
            raise IndexFolderError(
                f"{folder} has {self.n_rows} whole passages of {self.dim} numbers, {len(sentences)} sentences of "
                f"{sentences.shape[1]}, and places for {len(starts) - 1}, which do not fit each other; {REPAIR}"
            )
