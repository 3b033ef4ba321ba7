"""The postings of one field: which rows hold each term, and how often."""

import heapq
from array import array
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise, repeat

import numpy as np
from numpy.typing import NDArray

from index.rows import Alive

MAX_COUNT = 255
"""A count above it is kept as this, in one byte: BM25 is all but level there, and no prose repeats a word so often."""

Starts = NDArray[np.int64]
Rows32 = NDArray[np.uint32]
Counts = NDArray[np.uint8]


@dataclass(frozen=True, slots=True)
class Postings:
    """One field of some rows, in memory: equal rows make equal postings, however these came about.

    :param lengths: how many terms each row has, repeats included, shape (n_rows,).
    :param terms: the distinct terms in UTF-8, in the order of their bytes, with nothing between them.
    :param term_starts: where each begins in `terms`, and the end of the last; shape (n_terms + 1,).
    :param starts: where each term's rows begin in `rows` and `counts`, and the end of the last; shape (n_terms + 1,).
    :param rows: term after term the rows that hold it, ascending, shape (n_postings,).
    :param counts: how often each of these rows holds the term, at most `MAX_COUNT`, shape (n_postings,).
    """

    lengths: Rows32
    terms: bytes
    term_starts: Starts
    starts: Starts
    rows: Rows32
    counts: Counts

    def __iter__(self) -> Iterator[bytes]:
        """The terms in order."""
        return (self.terms[start:end] for start, end in pairwise(self.term_starts.tolist()))


def postings_of(passages: Sequence[Sequence[str]]) -> Postings:
    """The postings of the passages' terms, row by row."""
    numbers: defaultdict[str, int] = defaultdict()
    numbers.default_factory = numbers.__len__
    met = array("q")
    for terms in passages:
        met.extend(map(numbers.__getitem__, terms))
    vocabulary = sorted(numbers)  # by characters, which is the order of their bytes in UTF-8
    ranks = np.empty(len(vocabulary), dtype=np.int64)
    ranks[[numbers[term] for term in vocabulary]] = np.arange(len(vocabulary))
    lengths = np.array([len(terms) for terms in passages], dtype=np.uint32)
    n_rows = max(len(passages), 1)
    keys = ranks[np.frombuffer(met, dtype=np.int64)] * n_rows + np.repeat(np.arange(len(passages)), lengths)
    keys, counts = np.unique(keys, return_counts=True)
    encoded = [term.encode() for term in vocabulary]
    return Postings(
        lengths,
        b"".join(encoded),
        _starts(np.array([len(term) for term in encoded], dtype=np.int64)),
        _starts(np.bincount(keys // n_rows, minlength=len(vocabulary))),
        (keys % n_rows).astype(np.uint32),
        np.minimum(counts, MAX_COUNT).astype(np.uint8),
    )


def of_living(postings: Postings, alive: Alive) -> Postings:
    """The postings of the living rows, numbered through; a term that none of these holds is gone."""
    held = alive[postings.rows]
    n_held = np.diff(_starts(held)[postings.starts])
    is_left, sizes = n_held > 0, np.diff(postings.term_starts)
    renumbered = np.cumsum(alive, dtype=np.uint32) - np.uint32(1)
    return Postings(
        postings.lengths[alive],
        np.frombuffer(postings.terms, dtype=np.uint8)[np.repeat(is_left, sizes)].tobytes(),
        _starts(sizes[is_left]),
        _starts(n_held[is_left]),
        renumbered[postings.rows[held]],
        postings.counts[held],
    )


def joined(parts: Sequence[Postings]) -> Postings:
    """The postings of the parts' rows, part after part."""
    if len(parts) < 2:
        return parts[0] if parts else postings_of([])
    terms, term_starts, numbers = _joined_terms(parts)
    lengths = np.concatenate([part.lengths for part in parts])
    n_rows = max(len(lengths), 1)
    keys = np.concatenate(list(_keys(parts, numbers, n_rows)))
    order = np.argsort(keys, kind="stable")
    keys = keys[order]
    return Postings(
        lengths,
        terms,
        term_starts,
        _starts(np.bincount(keys // n_rows, minlength=len(term_starts) - 1)),
        (keys % n_rows).astype(np.uint32),
        np.concatenate([part.counts for part in parts])[order],
    )


def _keys(parts: Sequence[Postings], numbers: Sequence[Starts], n_rows: int) -> Iterator[Starts]:
    """For each part a number for each of its postings, which orders those of all parts by term and row."""
    first = 0
    for part, of_part in zip(parts, numbers, strict=True):
        yield np.repeat(of_part, np.diff(part.starts)) * n_rows + (part.rows + np.int64(first))
        first += len(part.lengths)


def _joined_terms(parts: Sequence[Postings]) -> tuple[bytes, Starts, list[NDArray[np.int64]]]:
    """The parts' distinct terms, where each begins, and for each part its terms' new numbers."""
    terms, starts, last = bytearray(), array("q", [0]), None
    numbers = [array("q") for _ in parts]
    for term, part in heapq.merge(*(zip(postings, repeat(part)) for part, postings in enumerate(parts))):
        if term != last:
            terms += term
            starts.append(len(terms))
            last = term
        numbers[part].append(len(starts) - 2)
    return bytes(terms), np.array(starts, dtype=np.int64), [np.array(of_part, dtype=np.int64) for of_part in numbers]


def _starts(sizes: NDArray[np.int64] | NDArray[np.bool_]) -> Starts:
    """Where each of what is so large begins, and the end of the last."""
    return np.concatenate([np.zeros(1, dtype=np.int64), np.cumsum(sizes, dtype=np.int64)])
