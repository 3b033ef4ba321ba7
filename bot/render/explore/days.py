"""Days and periods in words."""

from datetime import date

from bot.explore.periods import DAY, MONTH, QUARTER, WEEK, YEAR, Period, Unit
from bot.render.credits import MONTHS, readable_date

_WEEK_DAYS = 7


def readable_day(day: date) -> str:
    """The day as "17 November 2021"."""
    return readable_date(day.isoformat())


def readable_days(first: date, last: date) -> str:
    """The first and the last day, or the one day."""
    return readable_day(first) if first == last else f"{readable_day(first)} to {readable_day(last)}"


def readable_period(period: Period) -> str:
    """A day, a week by its Monday, "March 2021", "January to March 2021", "2021" or "2020 to 2024"."""
    first, last = period.first, period.last
    if (last - first).days < _WEEK_DAYS:
        return readable_day(first) if first == last else f"week of {readable_day(first)}"
    if first.year != last.year:
        return f"{first.year} to {last.year}"
    if (first.month, last.month) == (1, 12):
        return str(first.year)
    month = MONTHS[last.month - 1]
    return f"{month} {last.year}" if first.month == last.month else f"{MONTHS[first.month - 1]} to {month} {last.year}"


def readable_start(period: Period, *, is_year: bool = False) -> str:
    """Where a period begins, as short as an axis can have it: "March 2021", a day of a short one.

    :param is_year: whether the year alone is enough.
    """
    first = period.first
    if is_year:
        return str(first.year)
    if (period.last - first).days < _WEEK_DAYS:
        return readable_day(first)
    return f"{MONTHS[first.month - 1]} {first.year}"


def readable_unit(unit: Unit) -> str:
    """The unit behind "for each": "month", "5 years"."""
    names = {DAY: "day", WEEK: "week", MONTH: "month", QUARTER: "quarter of a year", YEAR: "year"}
    return names.get(unit) or f"{unit.size // YEAR.size} years"
