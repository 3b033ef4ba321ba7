"""How long answers took, as a plot: a bar for each span of time, on a logarithmic axis."""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from math import floor, log10

from bot.check.measures import TIMES
from bot.check.uncertainty import Figure
from bot.render.check.plot import anchor_at, x_at
from bot.render.check.words import number_text
from bot.render.counts import counted
from bot.render.escaping import escaped

BARS_A_DECADE = 10
"""Each is wider than the one before by a quarter (1, 1.26, 1.58, 2, 2.5 …): answer times span decades."""

LEAST_MS = 0.01
"""Whatever is quicker stands here: a logarithm needs a number above 0."""

_MARGIN = 2
"""Empty bars on either side."""

_TICK_FACTORS = ((15, (1, 2, 5)), (25, (1, 3)))
"""On an axis of at most so many bars, these times the powers of ten have room for their labels on a phone's screen."""

_BARS_TOP, _BARS_BOTTOM = 44, 150
_NOTCH, _TICK_Y = 4, 167
_HEIGHT = 172
_MARK_LABEL_Y = {name: y for name, y in zip(TIMES, (14, 32), strict=True)}
"""One above the other, so that they do not meet where the times are near."""

_LABEL_ENDS_BEYOND = {name: percent for name, percent in zip(TIMES, (35, 65), strict=True)}
"""Percent of the width from which a mark's label stands on its left: there is always room for it on that side."""


@dataclass(frozen=True, slots=True)
class _Axis:
    """The first bar's number and the number behind the last one's; bar `n` begins at 10^(n / 10) ms."""

    first: int
    end: int

    def percent(self, ms: float) -> float:
        """How far along the axis a time lies, in percent of its width."""
        return 100 * (_bars_to(ms) - self.first) / (self.end - self.first)


def histogram(milliseconds: Sequence[float], percentiles: Mapping[str, Figure | None]) -> str:
    """The plot of one time or more, with the percentiles marked."""
    counts = _counts(milliseconds)
    axis = _Axis(min(counts) - _MARGIN, max(counts) + 1 + _MARGIN)
    marks = {name: figure.value for name in TIMES if (figure := percentiles.get(name)) is not None}
    drawn = "".join([*_bars(counts, axis), *_ticks(axis), *_marks(marks, axis)])
    words = escaped(_in_words(milliseconds, marks))
    return f'<svg class="onrecord-plot" role="img" height="{_HEIGHT}" aria-label="{words}">{drawn}</svg>'


def tallest(milliseconds: Sequence[float]) -> int:
    """How many answers the tallest bar stands for."""
    return max(_counts(milliseconds).values())


def _counts(milliseconds: Sequence[float]) -> Counter[int]:
    """How many answers each bar stands for, by its number."""
    return Counter(floor(_bars_to(max(ms, LEAST_MS))) for ms in milliseconds)


def _bars(counts: Mapping[int, int], axis: _Axis) -> Iterator[str]:
    most = max(counts.values())
    width = 100 / (axis.end - axis.first)
    for bar, n in sorted(counts.items()):
        height = round((_BARS_BOTTOM - _BARS_TOP) * n / most, 2)
        yield (
            f'<rect x="{x_at((bar - axis.first) * width)}" width="{x_at(width)}" y="{_BARS_BOTTOM - height:g}" '
            f'height="{height:g}"><title>{_span(bar)}: {counted(n, "answer")}</title></rect>'
        )
    yield f'<line class="onrecord-base" x2="100%" y1="{_BARS_BOTTOM}" y2="{_BARS_BOTTOM}"/>'


def _ticks(axis: _Axis) -> Iterator[str]:
    for ms in _tick_times(axis):
        percent = axis.percent(ms)
        yield (
            f'<line class="onrecord-notch" x1="{x_at(percent)}" x2="{x_at(percent)}" y1="{_BARS_BOTTOM}" '
            f'y2="{_BARS_BOTTOM + _NOTCH}"/><text class="onrecord-tick" x="{x_at(percent)}" y="{_TICK_Y}" '
            f'text-anchor="{anchor_at(percent)}">{ms:,.9g} ms</text>'
        )


def _tick_times(axis: _Axis) -> Iterator[float]:
    n_bars = axis.end - axis.first
    return _round_times(axis, next((factors for most, factors in _TICK_FACTORS if n_bars <= most), (1,)))


def _round_times(axis: _Axis, factors: Sequence[int]) -> Iterator[float]:
    """The powers of ten on the axis times each of the factors."""
    for power in range(axis.first // BARS_A_DECADE, axis.end // BARS_A_DECADE + 1):
        times = (float(f"{factor}e{power}") for factor in factors)
        yield from (ms for ms in times if 0 <= axis.percent(ms) <= 100)


def _marks(marks: Mapping[str, float], axis: _Axis) -> Iterator[str]:
    for name, ms in marks.items():
        x, y = axis.percent(max(ms, LEAST_MS)), _MARK_LABEL_Y[name]
        yield f'<line class="onrecord-mark" x1="{x_at(x)}" x2="{x_at(x)}" y1="{y + 4}" y2="{_BARS_BOTTOM}"/>'
    for name, ms in marks.items():
        x, y = axis.percent(max(ms, LEAST_MS)), _MARK_LABEL_Y[name]
        anchor = "end" if x > _LABEL_ENDS_BEYOND[name] else "start"
        label = f"{_percentile(name)} {number_text(name, ms)}"
        yield f'<text class="onrecord-value" x="{x_at(x)}" y="{y}" text-anchor="{anchor}">{label}</text>'


def _in_words(milliseconds: Sequence[float], marks: Mapping[str, float]) -> str:
    ends = (number_text(TIMES[0], end) for end in (min(milliseconds), max(milliseconds)))
    shares = [f"{_percentile(name)} {number_text(name, ms)}" for name, ms in marks.items()]
    facts = ", ".join([f"from {' to '.join(ends)}", *shares])
    return f"How long {counted(len(milliseconds), 'answer')} took: {facts}."


def _percentile(name: str) -> str:
    return name.removesuffix("_ms")


def _span(bar: int) -> str:
    begin, end = (10 ** (each / BARS_A_DECADE) for each in (bar, bar + 1))
    return f"{begin:,.3g} to {end:,.3g} ms"


def _bars_to(ms: float) -> float:
    """How many bars lie between 1 ms and this time."""
    return BARS_A_DECADE * log10(ms)
