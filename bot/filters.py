"""What an answer is narrowed to: a speaker, a kind of passage, a publisher, the days of publication."""

import calendar
import re
from collections.abc import Mapping
from dataclasses import astuple, dataclass
from datetime import date
from typing import Protocol, get_args

from bot.query.check import given_speaker
from index.article import is_text
from index.errors import QueryError
from index.store.selection import PassageKind, Selection, folded

KINDS: tuple[PassageKind, ...] = get_args(PassageKind)

MAX_PUBLISHERS_NAMED = 5
"""As many as a sentence can list and still be read."""

_DATE = re.compile(r"(?P<year>[0-9]{4})(?:-(?P<month>[0-9]{2})(?:-(?P<day>[0-9]{2}))?)?")


@dataclass(frozen=True, slots=True)
class Filters:
    """What the answer was narrowed to; None where it was not."""

    speaker: str | None = None
    kind: str | None = None
    publisher: str | None = None
    published_from: str | None = None
    published_to: str | None = None


class Named(Protocol):
    """Whatever knows the names of an index: a `Snapshot` does."""

    @property
    def speakers(self) -> Mapping[str, int]:
        """Each speaker's name with the number of their passages."""

    @property
    def publishers(self) -> Mapping[str, int]:
        """Each publisher's name with the number of passages, most first."""


def checked_filters(filters: Filters, snapshot: Named) -> Filters:
    """The filters with names as the passages write them and dates as ISO days; a blank one is none.

    :raises QueryError: on the first that cannot be used: a name that no passage has, no kind, no date.
    """
    if not all(is_text(value) for value in astuple(filters) if value):
        raise QueryError("a filter holds a character that is not text; type it anew")
    given = _without_blank_ones(filters)
    checked = Filters(
        speaker=given.speaker and _speaker(given.speaker, snapshot),
        kind=given.kind and _kind(given.kind),
        publisher=given.publisher and _publisher(given.publisher, snapshot),
        published_from=given.published_from and _days(given.published_from)[0].isoformat(),
        published_to=given.published_to and _days(given.published_to)[1].isoformat(),
    )
    if checked.published_from and checked.published_to and checked.published_from > checked.published_to:
        raise QueryError(
            f"the dates from {checked.published_from} to {checked.published_to} run backwards; exchange the two"
        )
    return checked


def selection_of(filters: Filters) -> Selection:
    """What the search is limited to, of filters that `checked_filters` gave."""
    return Selection(
        speaker=filters.speaker,
        kind=None if filters.kind is None else _kind(filters.kind),
        publisher=filters.publisher,
        published_from=filters.published_from,
        published_to=filters.published_to,
    )


def _without_blank_ones(filters: Filters) -> Filters:
    return Filters(*(value if value and value.strip() else None for value in astuple(filters)))


def _speaker(name: str, snapshot: Named) -> str:
    # Names that are chosen from a list need no search among thousands.
    return name if name in snapshot.speakers else given_speaker(name, snapshot.speakers)


def _kind(name: str) -> PassageKind:
    found = next((kind for kind in KINDS if kind == folded(name)), None)
    if found is None:
        raise QueryError(f"'{name.strip()}' is no kind of passage; choose {', '.join(KINDS[:-1])} or {KINDS[-1]}")
    return found


def _publisher(name: str, snapshot: Named) -> str:
    found = next((known for known in snapshot.publishers if folded(known) == folded(name)), None)
    if found is None:
        raise QueryError(f"no passage has the publisher '{name.strip()}'; {_known_publishers(snapshot)}")
    return found


def _known_publishers(snapshot: Named) -> str:
    """What to do where a publisher is not known."""
    known = list(snapshot.publishers)
    if not known:
        return "none of them names a publisher, so ask without one"
    names = ", ".join(known[:MAX_PUBLISHERS_NAMED])
    return f"choose one of {names}" if len(known) <= MAX_PUBLISHERS_NAMED else f"choose one such as {names}"


def _days(text: str) -> tuple[date, date]:
    """The first and the last day of a day, month or year."""
    found = _DATE.fullmatch(text.strip())
    try:
        if found is None:
            raise ValueError(text)
        year, month, day = (int(part) if part else None for part in found.groups())
        assert year is not None
        first = date(year, month or 1, day or 1)
        last_month = month or 12
        return first, date(year, last_month, day or calendar.monthrange(year, last_month)[1])
    except ValueError as error:
        raise QueryError(f"'{text.strip()}' is no date; write it as YYYY-MM-DD, YYYY-MM or YYYY") from error
