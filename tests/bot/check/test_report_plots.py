"""The plots of a report, to the coordinate."""

import re

import pytest

from bot.check.uncertainty import Figure
from bot.render.check.histogram import histogram
from bot.render.check.plot import share_plot


def test_whole_share_plot() -> None:
    assert share_plot("Shares", [("R&D", Figure(0.75, 4, 0.5, 1.0)), ("one", Figure(0.0, 1))]) == (
        '<svg class="onrecord-plot" role="img" height="102" '
        'aria-label="Shares. R&amp;D: 0.750, 95 % interval 0.500 to 1.000; one: 0.000.">'
        '<line class="onrecord-grid" x1="0%" x2="0%" y2="80"/><line class="onrecord-grid" x1="25%" x2="25%" y2="80"/>'
        '<line class="onrecord-grid" x1="50%" x2="50%" y2="80"/><line class="onrecord-grid" x1="75%" x2="75%" y2="80"/>'
        '<line class="onrecord-grid" x1="100%" x2="100%" y2="80"/>'
        '<text class="onrecord-tick" x="0%" y="95" text-anchor="start">0</text>'
        '<text class="onrecord-tick" x="50%" y="95" text-anchor="middle">0.5</text>'
        '<text class="onrecord-tick" x="100%" y="95" text-anchor="end">1</text>'
        '<text y="15">R&amp;D</text><text class="onrecord-value" x="100%" y="15" text-anchor="end">0.750</text>'
        '<line class="onrecord-base" x2="100%" y1="27" y2="27"/>'
        '<line class="onrecord-interval" x1="50%" x2="100%" y1="27" y2="27"/><circle cx="75%" cy="27" r="5"/>'
        '<text y="55">one</text><text class="onrecord-value" x="100%" y="55" text-anchor="end">0.000</text>'
        '<line class="onrecord-base" x2="100%" y1="67" y2="67"/><circle cx="0%" cy="67" r="5"/></svg>'
    )


def test_long_label_is_cut_in_the_plot_and_whole_in_words() -> None:
    plot = share_plot("Tags", [("t" * 40, Figure(1.0, 1))])
    assert re.findall(r'<text y="15">([^<]*)<', plot) == ["t" * 31 + "…"]
    assert f'aria-label="Tags. {"t" * 40}: 1.000."' in plot


def test_bars_stand_on_a_logarithmic_axis_with_the_percentiles_marked() -> None:
    # Ten bars a decade, from two before 1 ms to two behind the bar of 10 ms: 15 in all.
    plot = histogram([1.0, 10.0, 10.0, 10.0], {"p50_ms": Figure(10.0, 4), "p95_ms": None})
    assert re.findall(r'<rect x="([^"]*)" width="([^"]*)" y="([^"]*)" height="([^"]*)"><title>([^<]*)<', plot) == [
        ("13.33%", "6.67%", "114.67", "35.33", "1 to 1.26 ms: 1 answer"),
        ("80%", "6.67%", "44", "106", "10 to 12.6 ms: 3 answers"),
    ]
    assert re.findall(r'class="onrecord-mark" x1="([^"]*)"', plot) == ["80%"]
    assert re.findall(r'class="onrecord-value" [^>]*text-anchor="([^"]*)">([^<]*)<', plot) == [("end", "p50 10.0 ms")]
    assert 'aria-label="How long 4 answers took: from 1.0 ms to 10.0 ms, p50 10.0 ms."' in plot


@pytest.mark.parametrize(
    ("times", "ticks"),
    [
        ([3.0], ["2 ms", "5 ms"]),
        ([1.0, 5.0], ["1 ms", "2 ms", "5 ms"]),
        ([1.0, 30.0], ["1 ms", "3 ms", "10 ms", "30 ms"]),
        ([0.0, 1000.0], ["0.01 ms", "0.1 ms", "1 ms", "10 ms", "100 ms", "1,000 ms"]),
    ],
)
def test_ticks_of_the_times_are_round_and_few(times: list[float], ticks: list[str]) -> None:
    assert re.findall(r">([^<>]+ ms)</text>", histogram(times, {})) == ticks
