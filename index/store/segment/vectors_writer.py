"""Write the vectors of a segment, passage by passage or from segments that are there."""

import os
from collections.abc import Sequence
from pathlib import Path
from typing import BinaryIO

import faiss
import numpy as np

from index.embedding.encoder import EmbeddingMatrix
from index.files import sync_folder
from index.rows import Alive, Rows
from index.store.segment.vectors import SegmentVectors, VectorLayout
from index.store.segment.vectors_codes import MIN_CODED, Fact, write_codes
from index.store.segment.vectors_files import (
    CODES_FILE,
    SENTENCES_FILE,
    STARTS_FILE,
    WHOLE_FILE,
    open_whole,
    write_index,
)

BATCH_ROWS = 1024


class VectorsWriter:
    """Takes in the vectors of a new segment's rows, in order. Between the calls no file is open.

    The whole passages' vectors are kept in memory until the end, the sentences' go to their file as they come.
    """

    def __init__(self, folder: Path, dim: int, layout: VectorLayout) -> None:
        """Begin the files in the folder, which must be there."""
        self._folder = folder
        self._dim = dim
        self._layout = layout
        self._dtype = np.dtype(np.float32 if layout == "float32" else np.float16)
        self._index = _empty_index(dim, layout)
        self._waiting: list[EmbeddingMatrix] = []
        self._lengths: list[Rows] = []
        self._n_sentences = 0
        with (folder / SENTENCES_FILE).open("wb") as file:
            self._write_header(file)

    def add(self, views: EmbeddingMatrix) -> None:
        """Take in the next row: its whole text's vector first, then at least one sentence's; shape (n >= 2, dim)."""
        if views.ndim != 2 or len(views) < 2 or views.shape[1] != self._dim:
            raise ValueError(f"a passage has its whole vector and its sentences', of {self._dim} numbers each")
        self._waiting.append(np.array(views, dtype=np.float32))
        if len(self._waiting) >= BATCH_ROWS:
            self._flush()

    def extend(self, whole: EmbeddingMatrix, sentences: EmbeddingMatrix, lengths: Rows) -> None:
        """Take in many rows: their whole vectors, all their sentences', and how many of these are each row's."""
        self._flush()
        self._append(whole, sentences, lengths)

    def close(self) -> dict[str, Fact]:
        """Write everything to disk.

        :return: for the layout "codes" what share of the ten nearest the codes find; nothing for others, or few rows.
        """
        self._flush()
        starts = np.zeros(self._index.ntotal + 1, dtype=np.int64)
        starts[1:] = np.cumsum(np.concatenate(self._lengths)) if self._lengths else 0
        np.save(self._folder / STARTS_FILE, starts, allow_pickle=False)
        with (self._folder / SENTENCES_FILE).open("r+b") as file:
            self._write_header(file)
        write_index(self._index, self._folder / WHOLE_FILE)
        facts: dict[str, Fact] = {}
        names = [STARTS_FILE, SENTENCES_FILE, WHOLE_FILE]
        if self._layout == "codes" and len(starts) > MIN_CODED:
            self._index.reset()
            kept, vectors = open_whole(self._folder / WHOLE_FILE)
            facts = write_codes(vectors, self._folder)
            del kept
            names.append(CODES_FILE)
        for name in names:
            _sync(self._folder / name)
        sync_folder(self._folder)
        return facts

    def _flush(self) -> None:
        if not self._waiting:
            return
        views, self._waiting = self._waiting, []
        self._append(
            np.stack([one[0] for one in views]),
            np.concatenate([one[1:] for one in views]),
            np.array([len(one) - 1 for one in views], dtype=np.int64),
        )

    def _append(self, whole: EmbeddingMatrix, sentences: EmbeddingMatrix, lengths: Rows) -> None:
        if len(whole) == 0:
            return
        self._index.add(np.ascontiguousarray(whole, dtype=np.float32))
        with (self._folder / SENTENCES_FILE).open("ab") as file:
            file.write(np.ascontiguousarray(sentences, dtype=self._dtype).tobytes())
        self._n_sentences += len(sentences)
        self._lengths.append(lengths)

    def _write_header(self, file: BinaryIO) -> None:
        """The head of a .npy file; NumPy leaves room for any number of rows, so that it can be written over."""
        described = {
            "descr": np.lib.format.dtype_to_descr(self._dtype),
            "fortran_order": False,
            "shape": (self._n_sentences, self._dim),
        }
        np.lib.format.write_array_header_1_0(file, described)


def copy_vectors(
    parts: Sequence[tuple[SegmentVectors, Alive | None]], folder: Path, layout: VectorLayout
) -> dict[str, Fact]:
    """Write the living rows of the segments, in order, to the folder: the files are those of writing them afresh.

    :param parts: at least one segment, each with its living rows, None for all.
    :return: as `VectorsWriter.close`.
    """
    writer = VectorsWriter(folder, parts[0][0].dim, layout)
    for vectors, alive in parts:
        rows = np.arange(vectors.n_rows) if alive is None else np.flatnonzero(alive)
        for start in range(0, len(rows), BATCH_ROWS):
            writer.extend(*vectors.parts(rows[start : start + BATCH_ROWS]))
    return writer.close()


def _empty_index(dim: int, layout: VectorLayout) -> faiss.Index:
    if layout == "float32":
        return faiss.IndexFlatIP(dim)
    return faiss.IndexScalarQuantizer(dim, faiss.ScalarQuantizer.QT_fp16, faiss.METRIC_INNER_PRODUCT)


def _sync(path: Path) -> None:
    descriptor = os.open(path, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
