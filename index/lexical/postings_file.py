"""The postings of one field as a file, read piece by piece: what a question needs, and nothing stays in memory.

The file, little-endian: the header; each row's length; for each term, and for the end of the last, where its bytes and
its postings begin; where the bytes of each block's first term begin among these; the postings' rows; their counts; the
first terms of the blocks; all terms. A block is `BLOCK_TERMS` terms: the reader keeps the first of each, and reads one
block for a term.
"""

import os
import struct
import weakref
from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from pathlib import Path
from typing import overload

import numpy as np
from numpy.typing import NDArray

from index.errors import IndexFolderError
from index.files import open_atomically
from index.lexical.postings import Counts, Postings, Rows32, Starts

BLOCK_TERMS = 64

_HEADER = struct.Struct("<8s5Q")
"""A mark, and the numbers of rows, terms, bytes of terms, bytes of the blocks' first terms, and postings."""

_MARK = b"postings"
_NUMBER = np.dtype("<u4")
MAX_NUMBER = (1 << 32) - 1
"""A segment of 131,072 passages comes near it with 32,000 different words in each."""


def write_postings(postings: Postings, path: Path) -> None:
    """Write the file, so that it survives a loss of power.

    :raises ValueError: where they are too many for the file's numbers of 32 bits.
    """
    n_terms, n_postings = len(postings.starts) - 1, len(postings.rows)
    if max(len(postings.terms), n_postings) > MAX_NUMBER:
        raise ValueError(f"too many words for one segment: {n_postings} postings")
    firsts = [postings.terms[s:e] for s, e in zip(*_block_ends(postings.term_starts), strict=True)]
    first_starts = np.cumsum([0, *map(len, firsts)])
    with open_atomically(path) as file:
        n_bytes = len(postings.terms), int(first_starts[-1])
        file.write(_HEADER.pack(_MARK, len(postings.lengths), n_terms, *n_bytes, n_postings))
        file.write(postings.lengths.astype(_NUMBER).tobytes())
        file.write(np.column_stack((postings.term_starts, postings.starts)).astype(_NUMBER).tobytes())
        file.write(first_starts.astype(_NUMBER).tobytes())
        file.write(postings.rows.astype(_NUMBER).tobytes())
        file.write(postings.counts.tobytes())
        file.write(b"".join(firsts))
        file.write(postings.terms)


class PostingsFile:
    """Such a file, open for reading by any number of threads."""

    def __init__(self, path: Path) -> None:
        """Open it.

        :raises IndexFolderError: where it cannot be read, or its size is not what its header says.
        """
        self._path = path
        try:
            self._descriptor = os.open(path, os.O_RDONLY | os.O_CLOEXEC)
        except OSError as error:
            raise IndexFolderError(
                f"{path} cannot be read: {error.strerror}; run 'onrecord index --repair' to rebuild it"
            ) from error
        self.close = weakref.finalize(self, os.close, self._descriptor)
        """Give the file back; it cannot be read after that."""
        self._lay_out()
        self.lengths: Rows32 = self._numbers(self._lengths_at, self.n_rows)
        """How many terms each row has, shape (n_rows,)."""
        first_starts = self._numbers(self._first_starts_at, self._n_blocks + 1)
        if first_starts[-1] != self._n_first_bytes:
            raise self._damaged()
        self._firsts = _Terms(
            self._bytes(self._firsts_at, self._n_first_bytes), memoryview(first_starts.tobytes()).cast("I")
        )

    def postings_of(self, term: str) -> tuple[int, int]:
        """Where the term's postings begin and end; twice the same where no row holds it."""
        encoded = term.encode()
        terms, starts = self._block(bisect_right(self._firsts, encoded) - 1)
        place = bisect_left(terms, encoded)
        return (starts[place], starts[place + 1]) if place < len(terms) and terms[place] == encoded else (0, 0)

    def terms_with(self, prefix: str) -> tuple[list[str], Starts]:
        """The terms that begin so, in order, and where the postings of each begin and those of the last end."""
        low, high = (self._n_terms_below(prefix.encode() + after) for after in (b"", b"\xff"))  # no UTF-8 has an 0xff
        directory = self._directory(low, high)
        starts = directory[:, 0].astype(np.int64)
        blob = self._bytes(self._terms_at + int(starts[0]), int(starts[-1] - starts[0]))
        terms = _Terms(blob, (starts - starts[0]).tolist())
        return [term.decode() for term in terms], directory[:, 1].astype(np.int64)

    def rows(self, start: int, end: int) -> Rows32:
        """The rows of those postings, ascending within a term."""
        return self._numbers(self._rows_at + start * _NUMBER.itemsize, end - start)

    def counts(self, start: int, end: int) -> Counts:
        """How often each of the rows of those postings holds the term."""
        return np.frombuffer(self._bytes(self._counts_at + start, end - start), dtype=np.uint8)

    def everything(self) -> Postings:
        """All that is in the file."""
        directory = self._directory(0, self._n_terms).astype(np.int64)
        return Postings(
            self.lengths,
            self._bytes(self._terms_at, self._n_term_bytes),
            np.ascontiguousarray(directory[:, 0]),
            np.ascontiguousarray(directory[:, 1]),
            self.rows(0, self._n_postings),
            self.counts(0, self._n_postings),
        )

    def _lay_out(self) -> None:
        mark, *sizes = _HEADER.unpack(self._bytes(0, _HEADER.size))
        if mark != _MARK:
            raise self._damaged()
        self._n_terms, self._n_term_bytes, self._n_first_bytes, self._n_postings = map(int, sizes[1:])
        self.n_rows = int(sizes[0])
        """How many rows there are, those without terms included."""
        self._n_blocks = -(-self._n_terms // BLOCK_TERMS)
        self._lengths_at = _HEADER.size
        self._directory_at = self._lengths_at + self.n_rows * _NUMBER.itemsize
        self._first_starts_at = self._directory_at + (self._n_terms + 1) * 2 * _NUMBER.itemsize
        self._rows_at = self._first_starts_at + (self._n_blocks + 1) * _NUMBER.itemsize
        self._counts_at = self._rows_at + self._n_postings * _NUMBER.itemsize
        self._firsts_at = self._counts_at + self._n_postings
        self._terms_at = self._firsts_at + self._n_first_bytes
        if os.fstat(self._descriptor).st_size != self._terms_at + self._n_term_bytes:
            raise self._damaged()
        if self._directory(self._n_terms, self._n_terms)[0].tolist() != [self._n_term_bytes, self._n_postings]:
            raise self._damaged()

    def _block(self, block: int) -> tuple["_Terms", list[int]]:
        """The block's terms, and where the postings of each begin and those of the last end; none before block 0."""
        if block < 0:
            return _Terms(b"", [0]), [0]
        directory = self._directory(block * BLOCK_TERMS, min((block + 1) * BLOCK_TERMS, self._n_terms))
        term_starts, starts = directory.T.tolist()
        blob = self._bytes(self._terms_at + term_starts[0], term_starts[-1] - term_starts[0])
        return _Terms(blob, [start - term_starts[0] for start in term_starts]), starts

    def _n_terms_below(self, encoded: bytes) -> int:
        block = bisect_right(self._firsts, encoded) - 1
        return max(block, 0) * BLOCK_TERMS + bisect_left(self._block(block)[0], encoded)

    def _directory(self, first: int, last: int) -> NDArray[np.uint32]:
        """Where the bytes and the postings of these terms begin, and of the one after them; shape (n + 1, 2)."""
        return self._numbers(self._directory_at + first * 2 * _NUMBER.itemsize, (last - first + 1) * 2).reshape(-1, 2)

    def _numbers(self, at: int, n: int) -> NDArray[np.uint32]:
        return np.frombuffer(self._bytes(at, n * _NUMBER.itemsize), dtype=_NUMBER)

    def _bytes(self, at: int, n: int) -> bytes:
        try:
            found = os.pread(self._descriptor, n, at)
        except OSError as error:
            raise self._damaged() from error
        if len(found) != n:
            raise self._damaged()
        return found

    def _damaged(self) -> IndexFolderError:
        return IndexFolderError(f"{self._path} is damaged; run 'onrecord index --repair' to rebuild it")


class _Terms(Sequence[bytes]):
    """Terms one behind the other, without an object for each."""

    __slots__ = ("_blob", "_starts")

    def __init__(self, blob: bytes, starts: Sequence[int]) -> None:
        self._blob = blob
        self._starts = starts

    def __len__(self) -> int:
        return len(self._starts) - 1

    @overload
    def __getitem__(self, place: int) -> bytes: ...

    @overload
    def __getitem__(self, place: slice) -> Sequence[bytes]: ...

    def __getitem__(self, place: int | slice) -> bytes | Sequence[bytes]:
        if isinstance(place, slice):
            return [self[number] for number in range(*place.indices(len(self)))]
        if not 0 <= place < len(self):
            raise IndexError(place)
        return self._blob[self._starts[place] : self._starts[place + 1]]


def _block_ends(term_starts: Starts) -> tuple[list[int], list[int]]:
    """Where each block's first term begins and ends."""
    return term_starts[:-1:BLOCK_TERMS].tolist(), term_starts[1::BLOCK_TERMS].tolist()
