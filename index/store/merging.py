"""Which segments become one: so many small ones never gather that a search would feel them."""

from collections.abc import Sequence
from dataclasses import dataclass

TIER_FACTOR = 4
"""A segment of a higher tier is this many times as large; so many of one tier become one of the next."""

MAX_DEAD_SHARE = 0.5
"""A segment with more dead rows than this is written anew without them."""


@dataclass(frozen=True, slots=True)
class SegmentSize:
    """How many rows a segment has, and how many of them are living."""

    n_rows: int
    n_living: int


def groups_to_merge(sizes: Sequence[SegmentSize], max_rows: int) -> list[tuple[int, ...]]:
    """Every segment that has living rows, in order, alone or with the neighbours that it is to become one with.

    As soon as the newest segments hold `TIER_FACTOR` of one tier, these and all newer ones become one, which then
    counts in its own tier: a row is thus written anew about once a tier, and there are few segments of each.

    :param max_rows: no merged segment has more.
    """
    groups: list[tuple[tuple[int, ...], int]] = [
        ((place,), size.n_living) for place, size in enumerate(sizes) if size.n_living
    ]
    tier = 0
    while tier <= _tier(max_rows):
        first = len(groups)
        while first > 0 and _tier(groups[first - 1][1]) <= tier:
            first -= 1
        n_gathered = _n_of_tier(groups[first:], tier)
        while sum(n for _, n in groups[first:]) > max_rows:
            first += 1
        # One that hardly anything can be added to is not written anew for that little.
        if n_gathered >= TIER_FACTOR and _n_of_tier(groups[first:], tier) > 1:
            places = tuple(place for places, _ in groups[first:] for place in places)
            groups[first:] = [(places, sum(n for _, n in groups[first:]))]
        tier += 1
    return [places for places, _ in groups]


def is_sparse(size: SegmentSize) -> bool:
    """Whether so many of the segment's rows are dead that it is to be written anew."""
    return size.n_rows - size.n_living > MAX_DEAD_SHARE * size.n_rows


def _n_of_tier(groups: Sequence[tuple[tuple[int, ...], int]], tier: int) -> int:
    return sum(_tier(n_rows) == tier for _, n_rows in groups)


def _tier(n_rows: int) -> int:
    tier = 0
    while n_rows >= TIER_FACTOR ** (tier + 1):
        tier += 1
    return tier
