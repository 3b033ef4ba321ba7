"""Dates in words, the same on every screen."""

from bot.dates import DateParts, date_parts

MONTHS = (
    *("January", "February", "March", "April", "May", "June"),
    *("July", "August", "September", "October", "November", "December"),
)
"""Not `strftime`, whose names change with the machine's locale."""


def readable_date(published: str) -> str:
    """The date as far as it is known: "17 November 2021", "November 2021" or "2021"; anything else as it stands."""
    return readable_parts(date_parts(published)) or published


def readable_parts(parts: DateParts) -> str:
    """What is known of a date in words; nothing where nothing is."""
    words = [*map(str, parts[2:]), *(MONTHS[month - 1] for month in parts[1:2]), *map(str, parts[:1])]
    return " ".join(words)
