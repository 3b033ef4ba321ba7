"""Passages by their words: BM25 over weighted fields, exactly, over the living rows of any number of segments.

Numbers of passages and lengths are of all living rows, and what a row's terms give is added up in one order, so that a
score depends neither on how the passages are divided among segments nor on what was deleted.
"""

import math
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache, partial

import numpy as np
from numpy.typing import NDArray

from index.lexical.fields import FIELD_WEIGHTS
from index.lexical.terms import pairs_of
from index.lexical.word_part import Part, parts_of
from index.lexical.word_segment import FIELDS, TEXT, WordSegment
from index.rows import Alive, Rows, Scores, best_places

K1 = 1.2
B = 0.75
"""Robertson's usual values: how soon further mentions count for nothing, and how much a passage's length counts."""

BM25_CEILING = K1 + 1
"""What BM25 gives one term at most, in units of its idf."""

N_FOUND_KEPT = 4096
"""For so many terms of a field it is kept where their postings are: a question's terms are asked for several times."""

Sums = NDArray[np.float64]


class SegmentedWords:
    """The word search over segments of one index: its rows are the living rows, numbered through."""

    def __init__(self, parts: Sequence[tuple[WordSegment, Alive | None]]) -> None:
        """Search these segments, in this order; where no mask is given, all rows are living."""
        self._parts = tuple(parts_of(parts))
        self.n_passages = sum(part.n_living for part in self._parts)
        self._mean_lengths = {field: self._mean_length(field) for field in FIELDS}
        found: Callable[[str, str], _Found] = partial(_found, self._parts)
        self._found = lru_cache(N_FOUND_KEPT)(found)

    def matching(self, terms: Sequence[str], n: int, rows: Rows | None = None) -> tuple[Rows, Scores]:
        """The `n` passages of highest score that hold one of the terms, best first, ties in the order of the rows.

        :param rows: where given, only these passages.
        """
        clauses = self._clauses(terms)
        rows = rows if rows is None or _is_ascending(rows) else np.unique(rows)
        best = [(np.empty(0, dtype=np.int64), np.empty(0, dtype=np.float32))]
        if n > 0 and clauses:
            best += [self._best_of_part(number, clauses, n, rows) for number in range(len(self._parts))]
        found, scores = (np.concatenate(of_parts) for of_parts in zip(*best, strict=True))
        order = best_places(scores, n)
        return found[order], scores[order]

    def scores(self, terms: Sequence[str], rows: Rows | None = None) -> Scores:
        """Each row's score, in the rows' order; 0 where it holds none of the terms.

        :param rows: all where not given.
        """
        if rows is not None and not _is_ascending(rows):
            distinct, places = np.unique(rows, return_inverse=True)
            return self.scores(terms, distinct)[places]
        clauses = self._clauses(terms)
        scores = np.zeros(self.n_passages if rows is None else len(rows), dtype=np.float32)
        for number, part in enumerate(self._parts if clauses else ()):
            own = part.places_in(rows)
            if own.start < own.stop:
                chosen = None if rows is None else part.rows_of(rows[own])
                sums = self._sums(number, clauses, part.mask(chosen))
                scores[own] = sums[part.living if chosen is None else chosen]
        return scores

    def idf(self, term: str) -> float:
        """How rare the term is in the passages' own words, as BM25 has it; highest for a term in none."""
        return self._idf(self.n_passages_with(term))

    def n_passages_with(self, term: str) -> int:
        """How many passages hold the term in their own words."""
        return self._found(TEXT, term).n_passages

    def vocabulary(self, prefix: str) -> Mapping[str, int]:
        """The terms of the passages' own words that begin so, with the number of passages, most first."""
        n_passages: dict[str, int] = {}
        for part in self._parts:
            terms, counts = part.terms_with(TEXT, prefix)
            for term, n_with in zip(terms, counts.tolist(), strict=True):
                if n_with:
                    n_passages[term] = n_passages.get(term, 0) + n_with
        return dict(sorted(n_passages.items(), key=lambda found: (-found[1], found[0])))

    def ceiling(self, terms: Iterable[str]) -> float:
        """The score that no passage's own words can pass for these terms; what scores are shares of."""
        return BM25_CEILING * sum(self.idf(term) for term in dict.fromkeys(terms))

    def _clauses(self, terms: Sequence[str]) -> list["_Clause"]:
        words, pairs = dict.fromkeys(terms), dict.fromkeys(pairs_of(terms))
        asked = (
            (field, weight, self._found(field, term))
            for field, weight in FIELD_WEIGHTS.items()
            for term in (pairs if field == "pairs" else words)
        )
        return [
            _Clause(field, weight * self._idf(found.n_passages) * BM25_CEILING, self._mean_lengths[field], found.places)
            for field, weight, found in asked
            if found.n_passages
        ]

    def _idf(self, n_with: int) -> float:
        return math.log(1 + (self.n_passages - n_with + 0.5) / (n_with + 0.5))

    def _mean_length(self, field: str) -> float:
        return sum(part.n_terms(field) for part in self._parts) / max(self.n_passages, 1)

    def _best_of_part(
        self, number: int, clauses: Sequence["_Clause"], n: int, rows: Rows | None
    ) -> tuple[Rows, Scores]:
        part = self._parts[number]
        chosen = None if rows is None else part.rows_of(rows[part.places_in(rows)])
        sums = self._sums(number, clauses, part.mask(chosen)) if chosen is None or len(chosen) else np.empty(0)
        found = np.flatnonzero(sums)
        scores = sums[found].astype(np.float32)
        order = best_places(scores, n)
        return part.numbers_of(found[order]), scores[order]

    def _sums(self, number: int, clauses: Sequence["_Clause"], mask: Alive | None) -> Sums:
        """The score of each of the part's rows, 0 where it is not in the mask; shape (n_rows,)."""
        segment = self._parts[number].segment
        sums = np.zeros(segment.n_rows)
        for clause in clauses:
            postings = segment.postings(clause.field)
            rows, counts = postings.rows(*clause.places[number]), postings.counts(*clause.places[number])
            if mask is not None:
                is_chosen = mask[rows]
                rows, counts = rows[is_chosen], counts[is_chosen]
            sums[rows] += clause.scores(counts, postings.lengths[rows])
        return sums


@dataclass(frozen=True, slots=True)
class _Found:
    """A term in a field: how many living rows hold it, and where each part's postings of it begin and end."""

    n_passages: int
    places: tuple[tuple[int, int], ...]


@dataclass(frozen=True, slots=True)
class _Clause:
    """A term of a question in a field: the most it can give, and where its postings are."""

    field: str
    most: float
    mean_length: float
    places: tuple[tuple[int, int], ...]

    def scores(self, counts: NDArray[np.uint8], lengths: NDArray[np.uint32]) -> Sums:
        """What it gives rows of so many terms that hold it so often, float64."""
        norms = lengths.astype(np.float64)
        norms *= K1 * B / self.mean_length
        norms += K1 * (1 - B)
        norms += counts
        return counts * self.most / norms


def _found(parts: Sequence[Part], field: str, term: str) -> _Found:
    places = tuple(part.segment.postings(field).postings_of(term) for part in parts)
    return _Found(sum(part.n_with(field, *place) for part, place in zip(parts, places, strict=True)), places)


def _is_ascending(rows: Rows) -> bool:
    return bool(np.all(rows[1:] > rows[:-1]))
