"""How the time that passages span is cut."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.dates import DateParts, date_parts, first_day, last_day
from bot.explore.periods import (
    DAY,
    MAX_PERIODS,
    MONTH,
    QUARTER,
    WEEK,
    YEAR,
    Calendar,
    Period,
    Unit,
    calendar_for,
    calendar_of,
)


@pytest.mark.parametrize(
    ("first", "last", "unit", "n_periods"),
    [
        ("2021-03-01", "2021-03-02", DAY, 2),
        ("2021-03-01", "2021-04-05", DAY, 36),
        ("2021-03-01", "2021-04-06", WEEK, 6),
        ("2020-12-31", "2021-11-30", MONTH, 12),
        ("2019-01-15", "2021-12-01", MONTH, 36),
        ("2019-01-15", "2022-01-01", QUARTER, 13),
        ("2012-05-01", "2021-03-01", QUARTER, 36),
        ("2000-01-01", "2021-12-31", YEAR, 22),
        ("1950-01-01", "2021-12-31", Unit(60, True), 15),
        ("0001-01-01", "9999-12-31", Unit(6000, True), 20),
    ],
)
def test_shortest_unit_that_gives_few_periods(first: str, last: str, unit: Unit, n_periods: int) -> None:
    calendar = calendar_of(date.fromisoformat(first), date.fromisoformat(last))
    assert (calendar.unit, calendar.n_periods) == (unit, n_periods)


@pytest.mark.parametrize(
    ("first", "last", "expected"),
    [
        ("2021-03-03", "2021-05-01", (date(2021, 3, 1), date(2021, 3, 7))),
        ("2020-12-31", "2021-12-30", (date(2020, 12, 1), date(2020, 12, 31))),
        ("2018-02-10", "2021-12-30", (date(2018, 1, 1), date(2018, 3, 31))),
        ("2003-02-10", "2021-12-30", (date(2003, 1, 1), date(2003, 12, 31))),
        ("1953-02-10", "2021-12-30", (date(1950, 1, 1), date(1954, 12, 31))),
        ("0001-01-01", "9999-12-31", (date.min, date(499, 12, 31))),
    ],
)
def test_periods_are_those_of_the_calendar(first: str, last: str, expected: tuple[date, date]) -> None:
    assert calendar_of(date.fromisoformat(first), date.fromisoformat(last)).periods[0] == Period(*expected)


@given(st.dates(), st.dates(), st.dates())
def test_periods_are_few_and_hold_every_day_once(one: date, other: date, day: date) -> None:
    first, last = min(one, other), max(one, other)
    calendar = calendar_of(first, last)
    assert calendar.n_periods == len(calendar.periods) <= MAX_PERIODS
    assert calendar.periods[0].first <= first and last <= calendar.periods[-1].last
    for before, after in zip(calendar.periods, calendar.periods[1:], strict=False):
        assert before.last + timedelta(1) == after.first
    if first <= day <= last:
        period = calendar.periods[calendar.place_of(day)]
        assert period.first <= day <= period.last


@pytest.mark.parametrize(
    ("n_parts", "unit", "n_periods"), [(3, MONTH, 14), (2, MONTH, 14), (1, YEAR, 3)], ids=["day", "month", "year"]
)
def test_periods_are_no_finer_than_what_is_known(n_parts: int, unit: Unit, n_periods: int) -> None:
    calendar = calendar_of(date(2019, 12, 31), date(2021, 1, 1), n_parts=n_parts)
    assert (calendar.unit, calendar.n_periods) == (unit, n_periods)


@pytest.mark.parametrize(
    ("unit", "n_parts"), [(DAY, 3), (WEEK, 3), (MONTH, 2), (QUARTER, 2), (YEAR, 1), (Unit(60, True), 1)]
)
def test_unit_needs_no_more_than_it_tells_apart(unit: Unit, n_parts: int) -> None:
    calendar = Calendar(unit, 0, 1)
    assert [calendar.holds(parts) for parts in [(1994,), (1994, 3), (1994, 3, 17)]] == [n_parts <= n for n in (1, 2, 3)]


@pytest.mark.parametrize("dates", [[], [(1994,)], [(1994,), (1994, 1), (1994, 1, 1)], [(1994,), (1994, 3, 17)]])
def test_one_period_is_no_calendar(dates: list[DateParts]) -> None:
    assert calendar_for(dates) is None


@pytest.mark.parametrize(
    ("published", "parts"),
    [
        ("2021-03-02", (2021, 3, 2)),
        ("2021-03-02T23:30:00-05:00", (2021, 3, 2)),
        (" 2021-03\n", (2021, 3)),
        ("2021", (2021,)),
        ("2021-13", ()),
        ("0000", ()),
        ("0000-05", ()),
        ("autumn", ()),
        ("", ()),
        (None, ()),
    ],
)
def test_date_is_the_articles_own_as_far_as_it_is_known(published: str | None, parts: DateParts) -> None:
    assert date_parts(published) == parts


@pytest.mark.parametrize(
    ("parts", "first", "last"),
    [
        ((1996,), date(1996, 1, 1), date(1996, 12, 31)),
        ((1996, 2), date(1996, 2, 1), date(1996, 2, 29)),
        ((1996, 2, 3), date(1996, 2, 3), date(1996, 2, 3)),
    ],
)
def test_days_that_a_date_may_mean(parts: DateParts, first: date, last: date) -> None:
    assert (first_day(parts), last_day(parts)) == (first, last)
