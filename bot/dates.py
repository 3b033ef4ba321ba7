"""When an article was published, as far as that is known: a day, a month or a year."""

import re
from calendar import monthrange
from datetime import date

DateParts = tuple[int, ...]
"""Year, month and day, or only the first of these; empty where nothing is known. They sort by time, a month before
its days."""

_MONTHS_A_YEAR = 12
_MONTH_OR_YEAR = re.compile(r"(?!0000)([0-9]{4})(?:-(0[1-9]|1[0-2]))?")


def date_parts(published: str | None) -> DateParts:
    """What is known of the date: of an ISO 8601 date or time the day as it is written, of "1994-03" the month."""
    text = (published or "").strip()
    try:
        day = date.fromisoformat(text[:10])
    except ValueError:
        found = _MONTH_OR_YEAR.fullmatch(text)
        return tuple(int(part) for part in found.groups() if part) if found else ()
    return day.year, day.month, day.day


def first_day(parts: DateParts) -> date:
    """The first day that the date may be, of one that is not empty."""
    year, month, day = (*parts, 1, 1)[:3]
    return date(year, month, day)


def last_day(parts: DateParts) -> date:
    """The last day that the date may be, of one that is not empty."""
    year, month = (*parts, _MONTHS_A_YEAR)[:2]
    return date(year, month, parts[2] if len(parts) > 2 else monthrange(year, month)[1])  # noqa: PLR2004
