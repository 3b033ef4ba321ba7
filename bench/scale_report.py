"""The figures of several sizes of index side by side, and how each grows from one size to the next."""

from collections.abc import Mapping, Sequence
from typing import Any

Figures = Mapping[str, float]

ROWS: tuple[tuple[str, str, str, str], ...] = (
    ("real_rate", "real passages a second", ",.0f", ""),
    ("roof_share", "share of the fp32 roof", ".2f", ""),
    ("stored_rate", "made passages a second", ",.0f", ""),
    ("open_seconds", "open, s", ".2f", "< 2 at 1M"),
    ("open_store_seconds", "open without the model, s", ".2f", ""),
    ("peak_mib", "peak memory, MiB", ",.0f", "< 1,638 at 1M"),
    ("anon_mib", "own memory, MiB", ",.0f", ""),
    ("file_mib", "memory of files, MiB", ",.0f", ""),
    ("ask_p50_ms", "answer p50, ms", ".1f", ""),
    ("ask_p95_ms", "answer p95, ms", ".1f", ""),
    ("filtered_p50_ms", "filtered p50, ms", ".1f", ""),
    ("filtered_p95_ms", "filtered p95, ms", ".1f", ""),
    ("nearest_p50_ms", "vector search p50, ms", ".2f", "< 35 exact, < 8 at recall .95"),
    ("nearest_p95_ms", "vector search p95, ms", ".2f", ""),
    ("nearest_recall", "vector recall@10", ".3f", "1 exact, .95"),
    ("hybrid_recall", "hybrid recall@10", ".3f", ""),
    ("bytes_a_passage", "disk bytes a passage", ",.0f", ""),
    ("update_seconds", "update an article, s", ".2f", "< 5 at 1M"),
    ("update_worst_seconds", "update, slowest, s", ".2f", ""),
    ("remove_seconds", "remove an article, s", ".2f", ""),
    ("remove_worst_seconds", "remove, slowest, s", ".2f", ""),
)
"""Each figure's name, words, format, and what it must be."""

_NAME_WIDTH, _COLUMN_WIDTH = 28, 14


def table_lines(sizes: Sequence[int], figures: Sequence[Figures]) -> list[str]:
    """A line a figure: its value at each size, how many times the one before in brackets, and what it must be."""
    lines = [f"{'passages':<{_NAME_WIDTH}}" + "".join(f"{size:>{_COLUMN_WIDTH},}" for size in sizes) + "  must"]
    for name, words, form, must in ROWS:
        cells = [_cell(name, form, place, figures) for place in range(len(sizes))]
        lines.append(f"{words:<{_NAME_WIDTH}}" + "".join(f"{cell:>{_COLUMN_WIDTH}}" for cell in cells) + f"  {must}")
    return [line.rstrip() for line in lines]


def report_record(sizes: Sequence[int], figures: Sequence[Figures]) -> list[dict[str, Any]]:
    """The figures as JSON objects, an object a size."""
    return [{"passages": size, **each} for size, each in zip(sizes, figures, strict=True)]


def _cell(name: str, form: str, place: int, figures: Sequence[Figures]) -> str:
    value = figures[place].get(name)
    if value is None:
        return "-"
    before = figures[place - 1].get(name) if place else None
    growth = f" (x{value / before:.1f})" if before else ""
    return f"{value:{form}}{growth}"
