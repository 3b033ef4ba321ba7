"""A report in its forms for files, and as tables and sentences for whoever runs the check."""

from collections.abc import Callable, Iterable, Iterator
from io import StringIO
from typing import TYPE_CHECKING

import click

from bot.commands.output import count
from bot.commands.report_files import print_text
from bot.render.controls import controls_shown

if TYPE_CHECKING:
    from bot.check.report import Report
    from index.passage import Passage

PIPE_WIDTH = 110
"""Columns of the tables where nobody's terminal says how many there are."""


def report_pieces(form: str, report: "Report", find: "Callable[[str], Passage | None]") -> Iterable[str]:
    """The report in that form, an option's name, piece by piece."""
    if form == "html":
        from bot.render.check.page import report_page

        return report_page(report, find)
    if form == "junit":
        from bot.render.check.junit import junit_xml

        return junit_xml(report, find)
    if form == "json":
        from bot.render.check.record import report_json

        return report_json(report)
    from bot.render.check.trec import qrels_lines, run_lines

    return run_lines(report) if form == "run" else qrels_lines(report)


def print_tables(report: "Report", *, is_on_stderr: bool) -> None:
    """Print the tables.

    :raises QueryError: where they cannot be printed.
    """
    from rich.console import Console

    from bot.render.check.table import print_report

    seen = Console(stderr=is_on_stderr)
    width = seen.width if seen.is_terminal else PIPE_WIDTH
    drawn = StringIO()
    print_report(report, Console(file=drawn, force_terminal=seen.is_terminal, width=width, highlight=False))
    print_text(drawn.getvalue(), is_on_stderr=is_on_stderr)


def say_what_is_wrong(report: "Report") -> None:
    """Print on stderr what a person must know of the run."""
    for warning in report.facts.warnings:
        click.echo(f"warning: {controls_shown(warning, kept='')}", err=True)
    for sentence in _errors(report):
        click.echo(f"error: {controls_shown(sentence, kept='')}", err=True)


def is_good(report: "Report") -> bool:
    """Whether every question was asked, and every bound kept."""
    return not any(_errors(report))


def _errors(report: "Report") -> Iterator[str]:
    yield from report.shortfalls
    if report.not_asked:
        first = report.not_asked[0]
        n = count(len(report.not_asked), "question")
        yield f"{n} could not be asked, '{first.question.id}' for one: {first.faults[0].sentence}"
    if report.facts.stopped is not None:
        asked = f"{len(report.outcomes):,} of {count(report.facts.n_questions, 'question')}"
        yield f"stopped after {asked} ({report.facts.stopped}); the report holds these"
