"""The time that passages span, cut into periods of the calendar."""

from dataclasses import dataclass
from datetime import date

MAX_PERIODS = 36
"""Three years of months: as many marks as stand side by side on a phone's screen and can still be told apart."""


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

    def number_of(self, day: date) -> int:
        """The number of the period that holds the day."""
        # The first of January of the year 1 was a Monday, so that seven days are a week.
        return (12 * day.year + day.month - 1 if self.is_of_months else day.toordinal() - 1) // self.size

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

    @property
    def periods(self) -> tuple[Period, ...]:
        return tuple(self.unit.period(self.first_number + place) for place in range(self.n_periods))


def calendar_of(first: date, last: date) -> Calendar:
    """The days from `first` to `last` in the shortest unit that gives no more than `MAX_PERIODS`."""
    calendars = (_calendar(unit, first, last) for unit in _UNITS)
    return next(calendar for calendar in calendars if calendar.n_periods <= MAX_PERIODS)


def day_of(published: str | None) -> date | None:
    """The article's own calendar day, None where it states none."""
    try:
        return date.fromisoformat((published or "")[:10])
    except ValueError:
        return None


def _calendar(unit: Unit, first: date, last: date) -> Calendar:
    number = unit.number_of(first)
    return Calendar(unit, number, unit.number_of(last) - number + 1)
