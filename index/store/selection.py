"""Which passages a search is limited to, and the rows of exactly these."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Literal, TypeVar

import numpy as np

from index.passage import Passage, QuotationKind
from index.rows import Rows

PassageKind = Literal["quotation", "paraphrase", "narration"]
"""What a passage holds: words in quotation marks, what somebody said in other words, or nobody's words at all."""

Key = TypeVar("Key")
_Voice = tuple[str | None, PassageKind | None]

_KIND_OF: dict[QuotationKind, PassageKind] = {"direct": "quotation", "mixed": "quotation", "indirect": "paraphrase"}
_NO_ROWS: Rows = np.empty(0, dtype=np.int64)
_NO_DAY = 0
"""Not a day: the ordinal of 1 January of the year 1 is 1."""


@dataclass(frozen=True, slots=True)
class Selection:
    """What passages a search is limited to; None where it is not limited.

    `speaker` is the name as the passages write it. Where `kind` is given as well, one attribution must have both.
    `published_from` and `published_to` are ISO days, both included; an article without a day matches neither.
    """

    speaker: str | None = None
    kind: PassageKind | None = None
    publisher: str | None = None
    published_from: str | None = None
    published_to: str | None = None


class Selector:
    """The rows of passages by speaker, kind, publisher and day, laid out once for all searches."""

    def __init__(self, passages: Sequence[Passage]) -> None:
        """Lay out the passages: row `i` is passage `i`."""
        self._n_rows = len(passages)
        self._rows_of_voice = _grouped((voice, row) for row, p in enumerate(passages) for voice in _voices(p))
        published_by = [(p.article.publisher or "", row) for row, p in enumerate(passages)]
        self._rows_of_publisher = _grouped((folded(name), row) for name, row in published_by if name.strip())
        self._publishers = _counted_names((name for name, _ in published_by), self._rows_of_publisher)
        self._days = np.array([_day(p.article.published) for p in passages], dtype=np.int32)

    @property
    def publishers(self) -> Mapping[str, int]:
        """Each publisher with the number of passages, most first, then by name.

        Names that differ in case or white space only are one, written as it stands first.
        """
        return self._publishers

    def rows(self, selection: Selection) -> Rows | None:
        """The rows of exactly the passages that match, ascending; None where the selection limits nothing."""
        found = list(self._found(selection))
        if not found:
            return None
        return found[0] if len(found) == 1 else self._common(found)

    def _found(self, selection: Selection) -> Iterator[Rows]:
        """The rows that match each limit of the selection, ascending."""
        if selection.speaker is not None or selection.kind is not None:
            yield self._rows_of_voice.get((selection.speaker, selection.kind), _NO_ROWS)
        if selection.publisher is not None:
            yield self._rows_of_publisher.get(folded(selection.publisher), _NO_ROWS)
        if selection.published_from is not None or selection.published_to is not None:
            yield self._rows_between(selection.published_from, selection.published_to)

    def _rows_between(self, first: str | None, last: str | None) -> Rows:
        first_day = date.min if first is None else date.fromisoformat(first)
        last_day = date.max if last is None else date.fromisoformat(last)
        return np.flatnonzero((self._days >= first_day.toordinal()) & (self._days <= last_day.toordinal()))

    def _common(self, found: Sequence[Rows]) -> Rows:
        # Counting is faster than np.intersect1d, which sorts.
        n_limits_met = np.zeros(self._n_rows, dtype=np.int8)
        for rows in found:
            n_limits_met[rows] += 1
        return np.flatnonzero(n_limits_met == len(found))


def folded(name: str) -> str:
    """The name without its case and with single blanks: two that are equal so are one name."""
    return " ".join(name.split()).casefold()


def _voices(passage: Passage) -> set[_Voice]:
    """The pairs of speaker and kind that the passage matches; None in a pair stands for any."""
    if not passage.attributions:
        return {(None, "narration")}
    both: set[_Voice] = {(attribution.speaker, _KIND_OF[attribution.kind]) for attribution in passage.attributions}
    return both | {(None, kind) for _, kind in both} | {(name, None) for name, _ in both if name is not None}


def _grouped(rows: Iterator[tuple[Key, int]]) -> dict[Key, Rows]:
    lists: dict[Key, list[int]] = {}
    for key, row in rows:
        lists.setdefault(key, []).append(row)
    arrays = {key: np.array(members, dtype=np.int64) for key, members in lists.items()}
    for array in arrays.values():
        array.flags.writeable = False  # callers get the very array
    return arrays


def _counted_names(names: Iterator[str], rows_of_folded: Mapping[str, Rows]) -> dict[str, int]:
    first_of: dict[str, str] = {}
    for name in names:
        first_of.setdefault(folded(name), name)
    counts = {first_of[key]: len(rows) for key, rows in rows_of_folded.items()}
    return dict(sorted(counts.items(), key=lambda item: (-item[1], item[0])))


def _day(published: str | None) -> int:
    """The article's own calendar day as an ordinal, `_NO_DAY` where it has none."""
    try:
        return date.fromisoformat((published or "")[:10]).toordinal()
    except ValueError:
        return _NO_DAY
