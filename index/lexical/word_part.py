"""The words of one segment as a part of an index: which of its rows are living, and which numbers these have."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from index.lexical.word_segment import WordSegment
from index.rows import Alive, Rows


@dataclass(frozen=True)
class Part:
    """A segment with its living rows: numbered through all parts, the first of them has the number `first`."""

    segment: WordSegment
    alive: Alive | None
    first: int

    @cached_property
    def n_living(self) -> int:
        return self.segment.n_rows if self.alive is None else int(np.count_nonzero(self.alive))

    @cached_property
    def living(self) -> NDArray[np.int32] | slice:
        """The segment's living rows, ascending."""
        return slice(None) if self.alive is None else np.flatnonzero(self.alive).astype(np.int32)

    def places_in(self, numbers: Rows | None) -> slice:
        """Where this part's stand among ascending numbers; None stands for those of all parts."""
        ends = (self.first, self.first + self.n_living)
        return slice(*(ends if numbers is None else np.searchsorted(numbers, ends).tolist()))

    def rows_of(self, numbers: Rows) -> Rows:
        """The segment's rows that have these numbers."""
        own = numbers - self.first
        return own if isinstance(self.living, slice) else self.living[own].astype(np.int64)

    def numbers_of(self, rows: Rows) -> Rows:
        """The numbers of these living rows of the segment."""
        return self.first + (rows if isinstance(self.living, slice) else np.searchsorted(self.living, rows))

    def mask(self, chosen: Rows | None) -> Alive | None:
        """Which of the segment's rows are chosen: all that are living where None is given."""
        if chosen is None:
            return self.alive
        mask = np.zeros(self.segment.n_rows, dtype=np.bool_)
        mask[chosen] = True
        return mask

    def n_terms(self, field: str) -> int:
        """How many terms the living rows have in the field, repeats included."""
        lengths = self.segment.postings(field).lengths
        return int(np.sum(lengths if self.alive is None else lengths[self.alive], dtype=np.int64))

    def n_with(self, field: str, start: int, end: int) -> int:
        """How many living rows the postings from `start` to `end` have."""
        if self.alive is None or start == end:
            return end - start
        return int(np.count_nonzero(self.alive[self.segment.postings(field).rows(start, end)]))

    def terms_with(self, field: str, prefix: str) -> tuple[list[str], NDArray[np.int64]]:
        """The terms of the field that begin so, in order, with the number of living rows of each."""
        postings = self.segment.postings(field)
        terms, starts = postings.terms_with(prefix)
        if self.alive is None or not terms:
            return terms, np.diff(starts)
        is_living = self.alive[postings.rows(int(starts[0]), int(starts[-1]))]
        return terms, np.add.reduceat(is_living, starts[:-1] - starts[0], dtype=np.int64)


def parts_of(parts: Sequence[tuple[WordSegment, Alive | None]]) -> Iterator[Part]:
    """The segments as parts of an index, in this order."""
    first = 0
    for segment, alive in parts:
        part = Part(segment, alive, first)
        first += part.n_living
        yield part
