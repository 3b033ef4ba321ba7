"""Plots as SVG: shares with their intervals, one a row.

Places along an axis are percentages of its width and all else is in pixels, so that discs stay round and words stay
readable on any screen.
"""

from collections.abc import Iterator, Sequence

from bot.check.uncertainty import Figure
from bot.render.check.words import interval_text, number_text
from bot.render.escaping import escaped

Row = tuple[str, Figure]
"""What a share is called, and its figure."""

MAX_LABEL_CHARS = 32
"""As many as stand beside a number on a phone's screen."""

_ROW_HEIGHT = 40
_LABEL_Y = 15
_LINE_Y = 27
_RADIUS = 5
_AXIS_HEIGHT = 22
_TICKS = (0, 25, 50, 75, 100)
_LABELLED_TICKS = {0: "0", 50: "0.5", 100: "1"}


def share_plot(name: str, rows: Sequence[Row]) -> str:
    """A row for each share: a disc at its value, a line over its interval, on an axis from 0 to 1.

    :param name: what is plotted, in words, for whoever cannot see it.
    """
    height = len(rows) * _ROW_HEIGHT
    drawn = "".join(_drawn(row, place * _ROW_HEIGHT) for place, row in enumerate(rows))
    words = "; ".join(_in_words(row) for row in rows)
    return (
        f'<svg class="onrecord-plot" role="img" height="{height + _AXIS_HEIGHT}" '
        f'aria-label="{escaped(f"{name}. {words}.")}">{"".join(_grid(height))}{drawn}</svg>'
    )


def x_at(percent: float) -> str:
    """A place along the axis, as an attribute's value."""
    return f"{round(percent, 2):g}%"


def anchor_at(percent: float) -> str:
    """How a label stands at that place without leaving the plot, as an attribute's value."""
    if percent < 8:
        return "start"
    return "end" if percent > 92 else "middle"


def _drawn(row: Row, top: int) -> str:
    label, figure = row
    y = top + _LINE_Y
    shown = label if len(label) <= MAX_LABEL_CHARS else f"{label[: MAX_LABEL_CHARS - 1]}…"
    return (
        f'<text y="{top + _LABEL_Y}">{escaped(shown)}</text>'
        f'<text class="onrecord-value" x="100%" y="{top + _LABEL_Y}" text-anchor="end">{_number(figure.value)}</text>'
        f'<line class="onrecord-base" x2="100%" y1="{y}" y2="{y}"/>{_interval(figure, y)}'
        f'<circle cx="{x_at(100 * figure.value)}" cy="{y}" r="{_RADIUS}"/>'
    )


def _interval(figure: Figure, y: int) -> str:
    if figure.low is None or figure.high is None:
        return ""
    low, high = x_at(100 * figure.low), x_at(100 * figure.high)
    return f'<line class="onrecord-interval" x1="{low}" x2="{high}" y1="{y}" y2="{y}"/>'


def _grid(height: int) -> Iterator[str]:
    for tick in _TICKS:
        yield f'<line class="onrecord-grid" x1="{tick}%" x2="{tick}%" y2="{height}"/>'
    for tick, label in _LABELLED_TICKS.items():
        anchor = anchor_at(tick)
        yield f'<text class="onrecord-tick" x="{tick}%" y="{height + 15}" text-anchor="{anchor}">{label}</text>'


def _in_words(row: Row) -> str:
    label, figure = row
    interval = "" if figure.low is None else f", 95 % interval {interval_text('', figure)}"
    return f"{label}: {_number(figure.value)}{interval}"


def _number(value: float) -> str:
    return number_text("", value)
