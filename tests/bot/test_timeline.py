"""The plot and its table: positions and areas worked out by hand."""

import re
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.explore.periods import Calendar, Period, calendar_of
from bot.explore.ranking import SpeakerSummary
from bot.render.explore.days import readable_period, readable_start
from bot.render.explore.time_table import time_table
from bot.render.explore.timeline import MAX_TICKS, axis, periods_in_days, reading_note, strip


def summary(
    *passages_in: tuple[int, int], name: str = "Ana Lind", n_undated: int = 0, n_unplaced: int = 0
) -> SpeakerSummary:
    n_passages = sum(n for _, n in passages_in) + n_undated + n_unplaced
    return SpeakerSummary(name, 1, n_passages, n_passages, 0, n_undated, (), (), passages_in, n_unplaced)


def calendar(first: str, last: str) -> Calendar:
    return calendar_of(date.fromisoformat(first), date.fromisoformat(last))


FOUR_DAYS = calendar("2021-03-01", "2021-03-04")


def test_whole_strip() -> None:
    assert strip(summary((0, 4), (2, 1)), FOUR_DAYS, 4) == (
        '<svg class="onrecord-strip" role="group" aria-label="Passages over time">'
        '<line class="onrecord-base" x2="100%" y1="50%" y2="50%"/>'
        '<line x1="0%" x2="0%" y2="100%"/><line x1="50%" x2="50%" y2="100%"/>'
        '<circle role="button" tabindex="0" data-at="0" cx="12.5%" r="11.00">'
        "<title>1 March 2021: 4</title></circle>"
        '<circle role="button" data-at="2" cx="62.5%" r="5.50">'
        "<title>3 March 2021: 1</title></circle></svg>"
    )


def test_area_is_proportional_to_the_number_of_passages() -> None:
    drawn = strip(summary((0, 1), (1, 2), (2, 9), (3, 100)), FOUR_DAYS, 100)
    radii = [float(radius) for radius in re.findall(r' r="([\d.]+)"', drawn)]
    assert [round((radius / radii[3]) ** 2, 2) for radius in radii] == [0.01, 0.02, 0.09, 1]


def test_discs_are_smaller_where_there_are_more_periods() -> None:
    months = calendar("2019-01-01", "2021-12-31")
    assert 'cx="1.389%" r="7.11"' in strip(summary((0, 1)), months, 1)


def test_axis_labels_some_periods() -> None:
    assert axis(FOUR_DAYS) == (
        '<svg class="onrecord-axis" aria-hidden="true"><text x="0%" y="1em">1 March 2021</text>'
        '<text x="50%" y="1em">3 March 2021</text></svg>'
    )


@pytest.mark.parametrize(
    ("first", "last", "labels"),
    [
        ("2021-03-01", "2021-03-10", ["1 March 2021", "6 March 2021"]),
        ("2021-01-02", "2021-04-30", ["28 December 2020", "22 February 2021"]),
        ("2020-11-15", "2021-11-30", ["January 2021", "July 2021"]),
        ("2021-01-10", "2021-08-31", ["4 January 2021", "29 March 2021", "21 June 2021"]),
        ("2019-06-15", "2021-11-30", ["2020", "2021"]),
        ("2015-06-15", "2021-11-30", ["2016", "2018", "2020"]),
        ("2000-06-15", "2021-11-30", ["2000", "2010"]),
        ("1900-06-15", "2021-11-30", ["1900", "1950", "2000"]),
    ],
)
def test_ticks_stand_at_round_times(first: str, last: str, labels: list[str]) -> None:
    found = re.findall(r">([^<>]+)</text>", axis(calendar(first, last)))
    assert found == labels
    assert len(found) <= MAX_TICKS


@given(st.dates(), st.dates())
def test_ticks_are_few_whatever_the_span(one: date, other: date) -> None:
    assert axis(calendar_of(min(one, other), max(one, other))).count("<text") <= MAX_TICKS


@pytest.mark.parametrize(
    ("first", "last", "period", "start"),
    [
        ("2021-03-01", "2021-03-01", "1 March 2021", "1 March 2021"),
        ("2021-03-01", "2021-03-07", "week of 1 March 2021", "1 March 2021"),
        ("2021-03-01", "2021-03-31", "March 2021", "March 2021"),
        ("2021-01-01", "2021-03-31", "January to March 2021", "January 2021"),
        ("2021-01-01", "2021-12-31", "2021", "January 2021"),
        ("2020-01-01", "2024-12-31", "2020 to 2024", "January 2020"),
    ],
)
def test_periods_in_words(first: str, last: str, period: str, start: str) -> None:
    days = Period(date.fromisoformat(first), date.fromisoformat(last))
    assert (readable_period(days), readable_start(days)) == (period, start)
    assert readable_start(days, is_year=True) == first[:4]


def test_periods_in_days_are_what_a_filter_takes() -> None:
    assert periods_in_days(calendar("2020-12-31", "2021-11-30")).startswith(
        "2020-12-01/2020-12-31 2021-01-01/2021-01-31 "
    )


@pytest.mark.parametrize(
    ("last", "unit"),
    [("2021-03-04", "day"), ("2021-05-04", "week"), ("2022-05-04", "month"), ("2199-12-31", "5 years")],
)
def test_note_tells_how_the_plot_is_read(last: str, unit: str) -> None:
    assert reading_note(calendar("2021-03-01", last), 1234) == (
        f'<p class="onrecord-note">One disc for each {unit}. Its area tells the number of passages, 1,234 for the '
        "largest. Press a disc to ask about its days.</p>"
    )


def test_whole_table() -> None:
    speakers = [summary((0, 4), (2, 1)), summary((2, 1000), name="R&D", n_undated=2)]
    assert time_table(speakers, FOUR_DAYS, [0, 2]) == (
        '<details class="onrecord-as-table"><summary>The same as a table</summary>'
        '<div class="onrecord-table" role="region" aria-label="Passages over time" tabindex="0"><table>'
        "<caption>Number of passages by speaker and time</caption><thead><tr>"
        '<th scope="col">Speaker</th><th scope="col">1 March 2021</th><th scope="col">3 March 2021</th>'
        '<th scope="col">Without a date</th><th scope="col">All</th></tr></thead><tbody>'
        '<tr><th scope="row"><bdi>Ana Lind</bdi></th><td>4</td><td>1</td><td>0</td><td>5</td></tr>'
        '<tr><th scope="row"><bdi>R&amp;D</bdi></th><td>0</td><td>1,000</td><td>2</td><td>1,002</td></tr>'
        "</tbody></table></div></details>"
    )


def test_table_has_a_column_for_dates_that_are_too_vague_for_the_plot() -> None:
    table = time_table([summary((0, 4), n_unplaced=3, n_undated=2), summary((2, 1), name="Bo Ek")], FOUR_DAYS, [0])
    assert (
        '<th scope="col">1 March 2021</th><th scope="col">Without a day</th><th scope="col">Without a date</th>'
        '<th scope="col">All</th></tr></thead><tbody>'
        '<tr><th scope="row"><bdi>Ana Lind</bdi></th><td>4</td><td>3</td><td>2</td><td>9</td></tr>'
        '<tr><th scope="row"><bdi>Bo Ek</bdi></th><td>0</td><td>0</td><td>0</td><td>1</td></tr></tbody>'
    ) in table
