"""The time that passages span, cut into periods of the calendar."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date

from bot.dates import DateParts, first_day

MAX_PERIODS = 36
"""Three years of months: as many marks as stand side by side on a phone's screen and can still be told apart."""


_MONTHS_A_YEAR = 12


@dataclass(frozen=True, slots=True)
class Period:
    """A stretch of days, both ends included."""

    first: date
    last: date


@dataclass(frozen=True, slots=True)
class Unit:
    """Periods of `size` days, or of `size` months, counted from the calendar's first day."""

    size: int
    is_of_months: bool

    @property
    def n_parts(self) -> int:
        """How much of a date has to be known to be placed: 1 for the year, 2 for the month too, 3 for the day too."""
        if not self.is_of_months:
            return 3
        return 1 if self.size % _MONTHS_A_YEAR == 0 else 2

    def number_of(self, day: date) -> int:
        """The number of the period that holds the day."""
        # The first of January of the year 1 was a Monday, so that seven days are a week.
        return (_MONTHS_A_YEAR * day.year + day.month - 1 if self.is_of_months else day.toordinal() - 1) // self.size

    def period(self, number: int) -> Period:
        """The period of that number, cut at the ends of what a date can be."""
        end = self._start(number + 1)
        last = date.max if end > date.max.toordinal() else date.fromordinal(end - 1)
        return Period(date.fromordinal(max(1, self._start(number))), last)

    def _start(self, number: int) -> int:
        """The ordinal of the first day; beyond the ends of what a date can be where it lies there."""
        if not self.is_of_months:
            return number * self.size + 1
        year, month = divmod(number * self.size, 12)
        if year < 1:
            return 0
        return date.max.toordinal() + 1 if year > date.max.year else date(year, month + 1, 1).toordinal()


DAY, WEEK, MONTH, QUARTER, YEAR = Unit(1, False), Unit(7, False), Unit(1, True), Unit(3, True), Unit(12, True)
_UNITS = (DAY, WEEK, MONTH, QUARTER, YEAR, *(Unit(12 * years, True) for years in (5, 10, 50, 100, 500)))


@dataclass(frozen=True, slots=True)
class Calendar:
    """Periods of one unit in order, without a gap."""

    unit: Unit
    first_number: int
    n_periods: int

    def place_of(self, day: date) -> int:
        """Which of the periods holds the day, from 0."""
        return self.unit.number_of(day) - self.first_number

    def holds(self, parts: DateParts) -> bool:
        """Whether the periods are no finer than what is known of the date: a month has no place among days."""
        return len(parts) >= self.unit.n_parts

    @property
    def periods(self) -> tuple[Period, ...]:
        """The periods from the first to the last."""
        return tuple(self.unit.period(self.first_number + place) for place in range(self.n_periods))


def calendar_of(first: date, last: date, *, n_parts: int = 3) -> Calendar:
    """The days from `first` to `last` in the shortest unit that gives no more than `MAX_PERIODS`.

    :param n_parts: what is known of the dates, so that the unit is not finer: 1 for the year only.
    """
    calendars = (_calendar(unit, first, last) for unit in _UNITS if unit.n_parts <= n_parts)
    return next(calendar for calendar in calendars if calendar.n_periods <= MAX_PERIODS)


def calendar_for(dates: Collection[DateParts]) -> Calendar | None:
    """The calendar of these dates, none of them empty; None where it would be one period.

    A date that is known to the month or year only is no reason for longer periods: it is left out where they are
    finer. Only where no two times would be left are the periods as long as the vaguest date.
    """
    n_least = min((len(parts) for parts in dates), default=0)
    return _exact_calendar(dates) or (_calendar_between(dates, n_least) if n_least else None)


def _exact_calendar(dates: Collection[DateParts]) -> Calendar | None:
    calendar = _calendar_between(dates, 3)
    if calendar is None:
        return None
    # Without those that have no place the time is shorter, and its periods may be finer still.
    placed = [parts for parts in dates if calendar.holds(parts)]
    return calendar if len(placed) == len(dates) else _exact_calendar(placed)


def _calendar_between(dates: Collection[DateParts], n_parts: int) -> Calendar | None:
    days = [first_day(parts) for parts in dates]
    if not days or min(days) == max(days):
        return None
    calendar = calendar_of(min(days), max(days), n_parts=n_parts)
    return calendar if calendar.n_periods > 1 else None


def _calendar(unit: Unit, first: date, last: date) -> Calendar:
    number = unit.number_of(first)
    return Calendar(unit, number, unit.number_of(last) - number + 1)
