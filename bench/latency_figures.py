"""Two peers' figures beside each other, and how they are worked out."""

from collections.abc import Sequence
from dataclasses import asdict, dataclass
from typing import Any

import numpy as np

_NAME_WIDTH = 36
_COLUMN_WIDTH = 12


@dataclass(frozen=True, slots=True)
class Comparison:
    """What was measured of two peers in one run: `ours[i]` and `peers[i]` stand under `headings[i]`; less is better."""

    title: str
    headings: tuple[str, ...]
    our_name: str
    ours: tuple[float, ...]
    peer_name: str
    peers: tuple[float, ...]

    @property
    def ratios(self) -> tuple[float, ...]:
        """The peer's figures divided by ours: how many times less we take."""
        return tuple(theirs / our for our, theirs in zip(self.ours, self.peers, strict=True))


def percentile(values: Sequence[float], percent: float) -> float:
    """The value that `percent` of the values do not exceed, between two of them in proportion; 50 is the median."""
    return float(np.percentile(np.asarray(values, dtype=np.float64), percent))


def comparison_lines(comparison: Comparison) -> list[str]:
    """The comparison as a table: its title, the headings, a line a peer, and the ratios."""
    rows: list[tuple[str, Sequence[str]]] = [
        ("", comparison.headings),
        (comparison.our_name, _numbers(comparison.ours)),
        (comparison.peer_name, _numbers(comparison.peers)),
        ("peer / onrecord", _numbers(comparison.ratios)),
    ]
    return [
        comparison.title,
        *(f"{name:<{_NAME_WIDTH}}" + "".join(f"{cell:>{_COLUMN_WIDTH}}" for cell in cells) for name, cells in rows),
    ]


def comparison_record(comparison: Comparison) -> dict[str, Any]:
    """The comparison as a JSON object, its ratios with it."""
    return {**asdict(comparison), "ratios": comparison.ratios}


def _numbers(values: Sequence[float]) -> list[str]:
    return [f"{value:.2f}" for value in values]
