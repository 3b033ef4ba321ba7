"""Passages over time as a plot: one strip a speaker, told apart by its place, over an axis that all strips share.

Every mark is a disc whose area is proportional to the number of passages. Positions are shares of the width and
radii are lengths, so that discs stay round and words stay readable on any screen.
"""

from math import sqrt

from bot.explore.periods import DAY, MONTH, QUARTER, WEEK, Calendar
from bot.explore.ranking import SpeakerSummary
from bot.render.explore.days import readable_period, readable_start, readable_unit

MAX_TICKS = 3
"""As many labels as "28 September 2021" stand side by side over a strip on a desk's screen, and on a phone's."""

NARROWEST_STRIP = 320
"""Of a strip, in CSS pixels: what is left of a phone's 390."""

LARGEST_RADIUS, LEAST_LARGEST_RADIUS = 11.0, 5.0
_RADIUS_PER_COLUMN = 0.8
"""Discs of neighbouring periods may overlap by a little; their rims keep them apart."""

_TICK_STEPS = {DAY: (1, 2, 5, 7, 10, 14), WEEK: (1, 2, 4, 8, 12), MONTH: (1, 2, 3, 6, 12), QUARTER: (1, 2, 4, 8, 12)}
_TICK_STEPS_OF_YEARS = (1, 2, 5, 10, 20)
_END_OF_AXIS = 75
"""Percent of the width beyond which a label would leave the plot: there the line stands alone."""

_SHORT_LABEL_CHARS = 9
_END_OF_AXIS_FOR_SHORT = 90


def axis(calendar: Calendar) -> str:
    """The time axis: a label at the beginning of some periods."""
    periods = {place: calendar.unit.period(calendar.first_number + place) for place in _ticks(calendar)}
    is_years = calendar.unit.is_of_months and all(period.first.month == 1 for period in periods.values())
    labels = "".join(
        _tick(readable_start(period, is_year=is_years), _share(place, calendar)) for place, period in periods.items()
    )
    return f'<svg class="onrecord-axis" aria-hidden="true">{labels}</svg>'


def strip(speaker: SpeakerSummary, calendar: Calendar, n_most: int) -> str:
    """The speaker's passages over time.

    :param n_most: the number of passages that the largest disc stands for.
    """
    shares = [_share(place, calendar) for place in _ticks(calendar)]
    grid = "".join(f'<line x1="{share}%" x2="{share}%" y2="100%"/>' for share in shares)
    marks = "".join(_mark(place, n, calendar, n_most) for place, n in speaker.passages_in)
    # One stop of the tab key a strip: timeline.js moves on with the arrow keys.
    marks = marks.replace('<circle role="button"', '<circle role="button" tabindex="0"', 1)
    return (
        '<svg class="onrecord-strip" role="group" aria-label="Passages over time">'
        f'<line class="onrecord-base" x2="100%" y1="50%" y2="50%"/>{grid}{marks}</svg>'
    )


def reading_note(calendar: Calendar, n_most: int) -> str:
    """How the plot is read."""
    return (
        f'<p class="onrecord-note">One disc for each {readable_unit(calendar.unit)}. Its area tells the number of '
        f"passages, {n_most:,} for the largest. Press a disc to ask about its days.</p>"
    )


def periods_in_days(calendar: Calendar) -> str:
    """First and last day of every period, "2021-01-01/2021-01-31" and so on with blanks between, for timeline.js."""
    return " ".join(f"{period.first.isoformat()}/{period.last.isoformat()}" for period in calendar.periods)


def _mark(place: int, n: int, calendar: Calendar, n_most: int) -> str:
    radius = _largest_radius(calendar) * sqrt(n / n_most)
    period = readable_period(calendar.unit.period(calendar.first_number + place))
    return (
        f'<circle role="button" data-at="{place}" cx="{_share(place + 0.5, calendar)}%" r="{radius:.2f}">'
        f"<title>{period}: {n:,}</title></circle>"
    )


def _largest_radius(calendar: Calendar) -> float:
    column = NARROWEST_STRIP / calendar.n_periods
    return min(LARGEST_RADIUS, max(LEAST_LARGEST_RADIUS, _RADIUS_PER_COLUMN * column))


def _share(place: float, calendar: Calendar) -> str:
    """How far along the axis a place lies, in percent of its width."""
    return f"{100 * place / calendar.n_periods:.4g}"


def _ticks(calendar: Calendar) -> list[int]:
    """The periods that are labelled: no more than `MAX_TICKS`, evenly apart, months and years by the calendar."""
    # Days and weeks have no round numbers.
    first = calendar.first_number if calendar.unit.is_of_months else 0
    for step in _TICK_STEPS.get(calendar.unit, _TICK_STEPS_OF_YEARS):
        ticks = [place for place in range(calendar.n_periods) if (first + place) % step == 0]
        if len(ticks) <= MAX_TICKS:
            break
    return ticks


def _tick(label: str, share: str) -> str:
    end = _END_OF_AXIS_FOR_SHORT if len(label) <= _SHORT_LABEL_CHARS else _END_OF_AXIS
    return f'<text x="{share}%" y="1em">{label}</text>' if float(share) <= end else ""
