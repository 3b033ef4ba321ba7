"""Bounds on measures: how they are written, and what is said where one is not kept."""

import pytest

from bot.check.bounds import VERBATIM_BOUND, Bound, Side, all_bounds, read_bound, shortfalls
from bot.check.measures import MEASURES
from bot.check.uncertainty import Figure
from index.errors import QueryError

ALL = (
    "Success@1, Success@3, RR@10, nDCG@10, R@10, SpeakerAccuracy, SilencePrecision, SilenceRecall, Verbatim, Passed, "
    "p50_ms, p95_ms"
)


def missed(bound: Bound, value: float | None) -> list[str]:
    return list(shortfalls([bound], {bound.measure: None if value is None else Figure(value, 9)}))


@pytest.mark.parametrize(
    ("text", "bound"),
    [
        ("Success@1=.8", Bound("Success@1", 0.8, "minimum")),
        ("success@1=0.8", Bound("Success@1", 0.8, "minimum")),
        (" NDCG@10 = 1e-1 ", Bound("nDCG@10", 0.1, "minimum")),
        ("P95_MS=50", Bound("p95_ms", 50.0, "minimum")),
        ("p50_ms=-1", Bound("p50_ms", -1.0, "minimum")),
    ],
)
def test_bound_is_a_measure_in_any_case_and_a_number(text: str, bound: Bound) -> None:
    assert read_bound(text, "minimum") == bound


@pytest.mark.parametrize(
    ("text", "side", "sentence"),
    [
        ("Success@1", "minimum", "'Success@1' sets no minimum; write it as MEASURE=VALUE, Success@3=.8 for one"),
        ("", "maximum", "'' sets no maximum; write it as MEASURE=VALUE, Success@3=.8 for one"),
        ("nDCG@5=1", "minimum", f"'nDCG@5' is no measure; choose one of {ALL}"),
        ("=1", "minimum", f"'' is no measure; choose one of {ALL}"),
        ("Passed=", "minimum", "'' is no number; write the minimum of Passed as Passed=.8"),
        ("passed=high", "minimum", "'high' is no number; write the minimum of Passed as Passed=.8"),
        ("Passed=nan", "minimum", "'nan' is no number; write the minimum of Passed as Passed=.8"),
        ("p50_ms=inf", "maximum", "'inf' is no number; write the maximum of p50_ms as p50_ms=.8"),
        ("p50_ms=-Infinity", "maximum", "'-Infinity' is no number; write the maximum of p50_ms as p50_ms=.8"),
        ("Passed=1=1", "minimum", "'1=1' is no number; write the minimum of Passed as Passed=.8"),
    ],
)
def test_what_is_no_bound_is_refused_in_a_sentence(text: str, side: Side, sentence: str) -> None:
    assert ", ".join(MEASURES) == ALL
    with pytest.raises(QueryError) as caught:
        read_bound(text, side)
    assert str(caught.value) == sentence


@pytest.mark.parametrize(
    ("side", "value", "sentences"),
    [
        ("minimum", 0.79, ["Passed is 0.79, below its minimum of 0.8"]),
        ("minimum", 0.8, []),
        ("minimum", 0.81, []),
        ("maximum", 0.81, ["Passed is 0.81, above its maximum of 0.8"]),
        ("maximum", 0.8, []),
        ("maximum", 0.79, []),
        ("minimum", 2 / 3, ["Passed is 0.6667, below its minimum of 0.8"]),
        ("minimum", 0.0, ["Passed is 0, below its minimum of 0.8"]),
    ],
)
def test_bound_is_kept_up_to_its_limit(side: Side, value: float, sentences: list[str]) -> None:
    assert missed(Bound("Passed", 0.8, side), value) == sentences


def test_numbers_of_a_shortfall_are_told_apart_and_in_full() -> None:
    assert missed(VERBATIM_BOUND, 99_999 / 100_000) == ["Verbatim is 0.99999, below its minimum of 1"]
    assert missed(Bound("p95_ms", 12_000, "maximum"), 12_345.678) == ["p95_ms is 12345.7, above its maximum of 12000"]
    assert missed(Bound("p95_ms", 2_000_000, "maximum"), 2e6 + 0.01) == [
        "p95_ms is 2000000.01, above its maximum of 2000000"
    ]
    assert missed(Bound("Passed", 0.99999999, "minimum"), 0.5) == ["Passed is 0.5, below its minimum of 0.99999999"]


@pytest.mark.parametrize("side", ["minimum", "maximum"])
def test_given_bound_on_what_could_not_be_measured_is_not_met(side: Side) -> None:
    assert missed(Bound("SilenceRecall", 0.5, side), None) == [
        f"SilenceRecall could not be measured, so its {side} of 0.5 is not met"
    ]


def test_verbatim_that_could_not_be_measured_is_let_pass_unless_a_bound_was_given() -> None:
    assert missed(VERBATIM_BOUND, None) == []
    assert missed(read_bound("Verbatim=1", "minimum"), None) == [
        "Verbatim could not be measured, so its minimum of 1 is not met"
    ]


def test_one_altered_character_is_below_the_bound_that_nobody_gave() -> None:
    assert all_bounds([], []) == (Bound("Verbatim", 1.0, "minimum", is_given=False),)
    assert missed(VERBATIM_BOUND, 0.9375) == ["Verbatim is 0.9375, below its minimum of 1"]
    assert missed(VERBATIM_BOUND, 1.0) == []


def test_minimum_on_verbatim_takes_the_place_of_the_one_that_nobody_gave() -> None:
    assert all_bounds(["verbatim=.5"], []) == (Bound("Verbatim", 0.5, "minimum"),)
    assert all_bounds(["Passed=.9"], ["Verbatim=1", "p95_ms=50"]) == (
        Bound("Passed", 0.9, "minimum"),
        Bound("Verbatim", 1.0, "maximum"),
        Bound("p95_ms", 50.0, "maximum"),
        VERBATIM_BOUND,
    )


def test_every_bound_that_is_not_kept_is_told_in_order() -> None:
    figures = {"Passed": Figure(0.25, 4), "p95_ms": Figure(80.0, 4), "Verbatim": Figure(1.0, 4)}
    assert list(shortfalls(all_bounds(["Passed=.5", "Passed=.75"], ["p95_ms=50.5"]), figures)) == [
        "Passed is 0.25, below its minimum of 0.5",
        "Passed is 0.25, below its minimum of 0.75",
        "p95_ms is 80, above its maximum of 50.5",
    ]


@pytest.mark.parametrize("value", ["95", "-.1", "1.01"])
def test_share_can_have_no_bound_beyond_0_and_1(value: str) -> None:
    with pytest.raises(QueryError) as caught:
        read_bound(f"passed={value}", "minimum")
    assert str(caught.value) == f"Passed is a share, from 0 to 1, and cannot have a minimum of {value}"
