"""The rows of exactly the passages that a selection leaves, over the living rows of all segments numbered through."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from typing import TypeVar

import numpy as np
from numpy.typing import NDArray

from index.passage import Passage
from index.rows import Alive, Rows
from index.store.protocol import Outline
from index.store.segment.columns import (
    ALL_WORDS,
    ANYBODY,
    N_SLOTS,
    NO_PUBLISHER,
    PARAPHRASED,
    QUOTED,
    Columns,
    Numbers,
    columns_of,
    names_in,
)
from index.store.selection import PassageKind, Selection, folded

Value = TypeVar("Value", bound=np.generic)

_SLOT_OF: dict[PassageKind | None, int] = {None: ALL_WORDS, "quotation": QUOTED, "paraphrase": PARAPHRASED}
_NARRATION = N_SLOTS * ANYBODY


class Selector:
    """The passages by speaker, kind, publisher and day, laid out once for all searches."""

    def __init__(self, parts: Sequence[tuple[Columns, Alive | None]]) -> None:
        """Lay out the segments, in order, each with its living rows; None where all are living."""
        self._parts = tuple(_numbered(parts))
        self._n_rows = sum(part.n_living for part in self._parts)
        self._number_of_speaker, self._speakers_of = _numbered_speakers(self._parts)

    @classmethod
    def of(cls, passages: Iterable[Passage]) -> "Selector":
        """The selector of passages in memory: row `i` is passage `i`."""
        return cls([(columns_of(passages), None)])

    @cached_property
    def publishers(self) -> Mapping[str, int]:
        """Each publisher with the number of passages, most first, then by name.

        Names that differ in case or white space only are one, written as it stands first.
        """
        first_of: dict[str, str] = {}
        counts: dict[str, int] = {}
        for part in self._parts:
            names = names_in(part.columns.publisher_names)
            for number, count in _counted(part.living(part.columns.publishers)):
                if number != NO_PUBLISHER:
                    name = first_of.setdefault(folded(names[number]), names[number])
                    counts[name] = counts.get(name, 0) + count
        return _most_first(counts)

    @cached_property
    def speakers(self) -> Mapping[str, int]:
        """Each speaker's name with the number of their passages, most first, then by name."""
        totals = np.zeros(len(self._number_of_speaker), dtype=np.int64)
        for part, numbers in zip(self._parts, self._speakers_of, strict=True):
            totals[numbers > ANYBODY] += part.n_rows_of_speakers()[numbers[numbers > ANYBODY] - 1]
        return _most_first(dict(zip(self._number_of_speaker, totals.tolist(), strict=True)))

    @property
    def roles(self) -> Sequence[tuple[str, str]]:
        """Each speaker's name with a role that a passage gives them, each pair once, in the order of the rows.

        They are read anew each time.
        """
        return tuple(dict.fromkeys(pair for part in self._parts for pair in part.roles()))

    @cached_property
    def outline(self) -> Outline:
        """What kind of passage each row is; the arrays are read-only."""
        kinds = [part.living(part.columns.kinds) for part in self._parts]
        opens = [part.living(part.columns.opens_article) for part in self._parts]
        outline = Outline(
            np.concatenate([np.empty(0, dtype=np.int8), *kinds]),
            np.concatenate([np.empty(0, dtype=np.bool_), *opens]),
        )
        outline.kinds.flags.writeable = outline.opens_article.flags.writeable = False
        return outline

    def rows(self, selection: Selection) -> Rows | None:
        """Exactly the passages that match, ascending and read-only; None where the selection limits nothing."""
        found = list(self._found(selection))
        if not found:
            return None
        rows = found[0] if len(found) == 1 else self._common(found)
        rows.flags.writeable = False
        return rows

    def _found(self, selection: Selection) -> Iterator[Rows]:
        """The rows that match each limit of the selection, ascending."""
        if selection.speaker is not None or selection.kind is not None:
            yield _joined(self._rows_of_voice(selection.speaker, selection.kind))
        if selection.publisher is not None:
            name = folded(selection.publisher)
            yield _joined(part.rows_of_publisher(name) for part in self._parts)
        if selection.published_from is not None or selection.published_to is not None:
            first = date.fromisoformat(selection.published_from or "0001-01-01").toordinal()
            last = date.fromisoformat(selection.published_to or "9999-12-31").toordinal()
            yield _joined(part.rows_between(first, last) for part in self._parts)

    def _rows_of_voice(self, speaker: str | None, kind: PassageKind | None) -> Iterator[Rows]:
        if kind == "narration":
            if speaker is None:
                yield from (part.rows_of_voice(_NARRATION) for part in self._parts)
            return
        slot = _SLOT_OF[kind]
        if speaker is None:
            yield from (part.rows_of_voice(N_SLOTS * ANYBODY + slot) for part in self._parts)
        elif (number := self._number_of_speaker.get(speaker)) is not None:
            for part, numbers in zip(self._parts, self._speakers_of, strict=True):
                if numbers[number] > ANYBODY:
                    yield part.rows_of_voice(N_SLOTS * int(numbers[number]) + slot)

    def _common(self, found: Sequence[Rows]) -> Rows:
        # Counting is faster than np.intersect1d, which sorts.
        n_limits_met = np.zeros(self._n_rows, dtype=np.int8)
        for rows in found:
            n_limits_met[rows] += 1
        return np.flatnonzero(n_limits_met == len(found))


@dataclass(frozen=True, slots=True)
class _Part:
    """A segment among others: `base` is its first living row, `places` counts its living rows before each of its own.

    :param places: None where all rows are living, else shape (n_rows,).
    :param publisher_numbers: the numbers of the publishers by their folded names.
    """

    columns: Columns
    alive: Alive | None
    base: int
    n_living: int
    places: Numbers | None
    publisher_numbers: Mapping[str, Sequence[int]]

    def living(self, values: NDArray[Value]) -> NDArray[Value]:
        """The values of the living rows."""
        return values if self.alive is None else values[self.alive]

    def rows_of_voice(self, voice: int) -> Rows:
        starts = self.columns.voice_starts
        return self._numbered(self.columns.voice_rows[starts[voice] : starts[voice + 1]])

    def rows_of_publisher(self, name: str) -> Rows:
        is_by = np.zeros(self.columns.n_rows, dtype=np.bool_)
        for number in self.publisher_numbers.get(name, ()):
            is_by |= self.columns.publishers == number
        return self._numbered(np.flatnonzero(is_by))

    def rows_between(self, first_day: int, last_day: int) -> Rows:
        days = self.columns.days
        return self._numbered(np.flatnonzero((days >= first_day) & (days <= last_day)))

    def n_rows_of_speakers(self) -> Rows:
        """How many living rows each speaker has, by number from 1 on."""
        starts = self.columns.voice_starts
        if self.alive is not None:
            n_before = np.concatenate([[0], np.cumsum(self.alive[self.columns.voice_rows])])
            starts = n_before[starts]
        counts: Rows = np.diff(starts)[N_SLOTS + ALL_WORDS :: N_SLOTS].astype(np.int64)
        return counts

    def roles(self) -> Iterator[tuple[str, str]]:
        """The pairs of a speaker and a role on living rows, each once, in order of appearance."""
        said = self.columns.role_rows
        pairs = said[:, 1] if self.alive is None else said[self.alive[said[:, 0]], 1]
        speakers, roles = names_in(self.columns.speaker_names), names_in(self.columns.role_names)
        for number, _ in _counted(pairs):
            speaker, role = self.columns.role_pairs[number].tolist()
            yield speakers[speaker - 1], roles[role]

    def _numbered(self, local: Numbers | Rows) -> Rows:
        """The living rows among the segment's own, as they are numbered through."""
        if self.alive is None or self.places is None:
            return local.astype(np.int64) + self.base
        rows: Rows = self.places[local[self.alive[local]]].astype(np.int64) + self.base
        return rows


def _numbered(parts: Sequence[tuple[Columns, Alive | None]]) -> Iterator[_Part]:
    base = 0
    for columns, alive in parts:
        places = None if alive is None else np.cumsum(alive, dtype=np.int32) - np.int32(1)
        n_living = columns.n_rows if alive is None else int(np.count_nonzero(alive))
        publishers: dict[str, list[int]] = {}
        for number, name in enumerate(names_in(columns.publisher_names)):
            publishers.setdefault(folded(name), []).append(number)
        yield _Part(columns, alive, base, n_living, places, publishers)
        base += n_living


def _numbered_speakers(parts: Sequence[_Part]) -> tuple[dict[str, int], tuple[Numbers, ...]]:
    """All speakers' numbers, and for each segment its own number of each; `ANYBODY` where it has them not."""
    number_of: dict[str, int] = {}
    numbers = [
        [number_of.setdefault(name, len(number_of)) for name in names_in(part.columns.speaker_names)] for part in parts
    ]
    own = tuple(np.full(len(number_of), ANYBODY, dtype=np.int32) for _ in parts)
    for of_part, known in zip(own, numbers, strict=True):
        of_part[known] = np.arange(1, len(known) + 1, dtype=np.int32)
    return number_of, own


def _counted(values: Numbers) -> list[tuple[int, int]]:
    """Each distinct value with how often it stands there, in order of appearance."""
    distinct, firsts, counts = np.unique(values, return_index=True, return_counts=True)
    order = np.argsort(firsts)
    return list(zip(distinct[order].tolist(), counts[order].tolist(), strict=True))


def _most_first(counts: Mapping[str, int]) -> dict[str, int]:
    return dict(sorted(((name, n) for name, n in counts.items() if n), key=lambda item: (-item[1], item[0])))


def _joined(found: Iterable[Rows]) -> Rows:
    return np.concatenate([np.empty(0, dtype=np.int64), *found])
