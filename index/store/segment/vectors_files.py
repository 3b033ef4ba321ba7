"""The files that a segment's vectors are in, opened without being read."""

import mmap
from pathlib import Path
from typing import Any

import faiss
import numpy as np
from numpy.typing import NDArray

from index.errors import IndexFolderError
from index.store.segment.vectors_products import StoredVectors

WHOLE_FILE = "whole.faiss"
SENTENCES_FILE = "sentences.npy"
STARTS_FILE = "view_starts.npy"
CODES_FILE = "codes.faiss"

REPAIR = "run 'onrecord index --repair' to rebuild it"


def open_index(path: Path, kind: type[faiss.Index]) -> faiss.Index:
    """The inner-product index in the file, its vectors mapped where its kind allows it.

    :raises IndexFolderError: where the file is missing, or holds no such index.
    """
    if not path.is_file():
        raise IndexFolderError(f"{path} is missing; {REPAIR}")
    try:
        index = faiss.read_index(str(path), faiss.IO_FLAG_MMAP_IFC)
    except (RuntimeError, MemoryError) as error:
        raise IndexFolderError(f"{path} is no FAISS index; {REPAIR}") from error
    if not isinstance(index, kind) or index.metric_type != faiss.METRIC_INNER_PRODUCT:
        raise IndexFolderError(f"{path} is a FAISS index of another kind; {REPAIR}")
    return index


def write_index(index: faiss.Index, path: Path) -> None:
    """Write the index to the file.

    :raises OSError: where it cannot be written; FAISS's own files may be cut off on a full disk without a word.
    """
    with path.open("wb") as file:
        faiss.write_index(index, faiss.PyCallbackIOWriter(file.write))  # type: ignore[attr-defined]


def open_whole(path: Path) -> tuple[faiss.Index, StoredVectors]:
    """The exact index in the file, and its vectors, a view of its own memory: keep the index as long as these.

    :raises IndexFolderError: where the file is missing, or holds no exact index in float32 or float16.
    """
    index = open_index(path, faiss.IndexFlatCodes)
    dtype: np.dtype[np.float32 | np.float16]
    if isinstance(index, faiss.IndexFlatIP):
        dtype = np.dtype(np.float32)
    elif isinstance(index, faiss.IndexScalarQuantizer) and index.sq.qtype == faiss.ScalarQuantizer.QT_fp16:
        dtype = np.dtype(np.float16)
    else:
        raise IndexFolderError(f"{path} is a FAISS index of another kind; {REPAIR}")
    n_bytes = index.ntotal * index.d * dtype.itemsize
    if index.codes.size() != n_bytes:
        raise IndexFolderError(f"{path} is cut off; {REPAIR}")
    if n_bytes == 0:
        nothing: StoredVectors = np.empty((0, index.d), dtype=dtype)
        return index, nothing
    memory: NDArray[np.uint8] = faiss.rev_swig_ptr(index.codes.data(), n_bytes)
    vectors: StoredVectors = np.frombuffer(memory, dtype=dtype).reshape(index.ntotal, index.d)
    return index, vectors


def open_array(path: Path) -> NDArray[Any]:
    """The array in the file, mapped.

    :raises IndexFolderError: where the file is missing, or holds none.
    """
    if not path.is_file():
        raise IndexFolderError(f"{path} is missing; {REPAIR}")
    try:
        return np.asarray(np.load(path, mmap_mode="r", allow_pickle=False))
    except (OSError, ValueError, EOFError, SyntaxError) as error:
        raise IndexFolderError(f"{path} is no array; {REPAIR}") from error


def let_go(array: NDArray[Any]) -> None:
    """Give back the memory that reading a mapped array has taken; the system still has what it read of the file."""
    base: object = array
    while base is not None and not isinstance(base, mmap.mmap):
        base = getattr(base, "base", None)
    if base is not None and hasattr(mmap, "MADV_DONTNEED"):
        base.madvise(mmap.MADV_DONTNEED)
