"""The bounds that figures must keep: `Success@1=.8` as a minimum, `p95_ms=50` as a maximum."""

import math
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from itertools import count
from typing import Literal

from bot.check.measures import MEASURES, SHARES, TIMES
from bot.check.uncertainty import Figure
from index.errors import QueryError

Side = Literal["minimum", "maximum"]


@dataclass(frozen=True, slots=True)
class Bound:
    """A limit on a measure, on one side; `is_given` where a person set it."""

    measure: str
    limit: float
    side: Side
    is_given: bool = True

    def is_kept(self, value: float) -> bool:
        return value >= self.limit if self.side == "minimum" else value <= self.limit


VERBATIM_BOUND = Bound("Verbatim", 1.0, "minimum", is_given=False)
"""Holds unless another minimum is set: one altered character is the worst that can happen."""


def read_bound(text: str, side: Side) -> Bound:
    """The bound written as MEASURE=VALUE.

    :raises QueryError: where the measure is not known or the value no number.
    """
    name, equals, value = text.partition("=")
    measure = next((known for known in MEASURES if known.lower() == name.strip().lower()), None)
    if not equals:
        raise QueryError(f"'{text}' sets no {side}; write it as MEASURE=VALUE, Success@3=.8 for one")
    if measure is None:
        raise QueryError(f"'{name.strip()}' is no measure; choose one of {', '.join(MEASURES)}")
    try:
        limit = float(value)
    except ValueError:
        limit = math.nan
    if not math.isfinite(limit):
        raise QueryError(f"'{value.strip()}' is no number; write the {side} of {measure} as {measure}=.8")
    if measure in SHARES and not 0 <= limit <= 1:
        raise QueryError(f"{measure} is a share, from 0 to 1, and cannot have a {side} of {value.strip()}")
    return Bound(measure, limit, side)


def all_bounds(minimums: Iterable[str], maximums: Iterable[str]) -> tuple[Bound, ...]:
    """The bounds that were written, and that on Verbatim where none was.

    :raises QueryError: where one cannot be read.
    """
    given = [
        *(read_bound(text, "minimum") for text in minimums),
        *(read_bound(text, "maximum") for text in maximums),
    ]
    is_set = any(bound.measure == VERBATIM_BOUND.measure and bound.side == "minimum" for bound in given)
    return tuple(given) if is_set else (*given, VERBATIM_BOUND)


def shortfalls(bounds: Iterable[Bound], figures: Mapping[str, Figure | None]) -> Iterator[str]:
    """A sentence for each bound that is not kept; a figure that could not be measured keeps none that was given."""
    for bound in bounds:
        figure = figures[bound.measure]
        if figure is None:
            if bound.is_given:
                yield f"{bound.measure} could not be measured, so its {bound.side} of {bound.limit:.12g} is not met"
        elif not bound.is_kept(figure.value):
            relation = "below" if bound.side == "minimum" else "above"
            yield f"{bound.measure} is {_told(figure.value, bound)}, {relation} its {bound.side} of {bound.limit:.12g}"


def _told(value: float, bound: Bound) -> str:
    """The value with as few decimals as tell it from the limit that it does not keep."""
    texts = (f"{value:.{n_decimals}f}" for n_decimals in count(1 if bound.measure in TIMES else 4))
    return next(text for text in texts if not bound.is_kept(float(text))).rstrip("0").rstrip(".")
