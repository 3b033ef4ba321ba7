"""A report as tables for a terminal."""

from collections.abc import Iterator

from rich import box
from rich.console import Console, RenderableType
from rich.table import Table
from rich.text import Text

from bot.check.comparison import Comparison
from bot.check.measures import MEASURES, TIMES
from bot.check.report import Report
from bot.check.uncertainty import Difference
from bot.render.check.words import (
    BY_TAG,
    asked_text,
    change_text,
    comparison_line,
    figure_text,
    interval_text,
    number_text,
    p_text,
    summary_line,
)
from bot.render.controls import controls_shown

MAX_MISSED = 20
"""As many as fit on a screen; the other forms of the report hold them all."""


def print_report(report: Report, console: Console) -> None:
    """Print the figures, the missed questions and what changed."""
    for part in _parts(report):
        console.print(part)


def _parts(report: Report) -> Iterator[RenderableType]:
    yield _figures_table(report)
    if report.by_tag:
        yield _tags_table(report)
    yield from _missed(report)
    if report.comparison is not None:
        yield from _comparison(report.comparison)
    yield Text(summary_line(report))


def _figures_table(report: Report) -> Table:
    table = _table("measure", "value", "95 % interval", "questions")
    for name in MEASURES:
        figure = report.figures[name]
        n = f"{figure.n:,}" if figure else "0"
        table.add_row(Text(name), figure_text(name, figure), interval_text(name, figure), n)
    return table


def _tags_table(report: Report) -> Table:
    table = _table("tag", *(Text(name) for name in BY_TAG), "questions")
    for tag, figures in report.by_tag.items():
        passed = figures["Passed"]
        n = f"{passed.n:,}" if passed else "0"
        table.add_row(_line(tag), *(figure_text(name, figures[name]) for name in BY_TAG), n)
    return table


def _missed(report: Report) -> Iterator[RenderableType]:
    missed = report.missed
    if not missed:
        return
    table = _table("missed", "question", "what is wrong", numbers=False)
    for outcome in missed[:MAX_MISSED]:
        faults = "; ".join(fault.sentence for fault in outcome.faults)
        table.add_row(_line(outcome.question.id), _line(asked_text(outcome)), _line(faults))
    yield table
    if len(missed) > MAX_MISSED:
        yield Text(f"and {len(missed) - MAX_MISSED:,} more; --html FILE and --json FILE hold them all")


def _comparison(comparison: Comparison) -> Iterator[RenderableType]:
    table = _table(Text(f"since {_plain(comparison.name)}"), "earlier", "now", "difference", "p")
    for name, difference in comparison.differences.items():
        if difference is not None:
            table.add_row(Text(name), *_difference_cells(name, difference))
    yield table
    if comparison.changes:
        changes = _table("changed", "question", "", numbers=False)
        for change in comparison.changes[:MAX_MISSED]:
            changes.add_row(_line(change.question.id), _line(asked_text(change.later)), Text(change_text(change)))
        yield changes
    yield Text(comparison_line(comparison))


def _difference_cells(name: str, difference: Difference) -> list[str]:
    signed = f"{difference.value:+.1f}" if name in TIMES else f"{difference.value:+.3f}"
    return [number_text(name, difference.earlier), number_text(name, difference.later), signed, p_text(difference.p)]


def _table(first: str | Text, *others: str | Text, numbers: bool = True) -> Table:
    table = Table(box=box.SIMPLE_HEAD, pad_edge=False)
    table.add_column(first, overflow="fold")
    for other in others:
        table.add_column(other, justify="right" if numbers else "left", overflow="fold")
    return table


def _line(value: str) -> Text:
    """The value as text that neither rich nor a terminal takes for an instruction."""
    return Text(_plain(value))


def _plain(value: str) -> str:
    return controls_shown(value, kept="")
