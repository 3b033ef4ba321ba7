"""What commands print, and how they end."""

import json
import sys
from typing import TYPE_CHECKING, Any

import click

from bot.render.controls import controls_shown

if TYPE_CHECKING:
    from index.building.build_index import BuildReport

EXIT_ERROR = 1
EXIT_SILENT = 3


def json_text(record: Any) -> str:  # noqa: ANN401 - whatever JSON can hold
    """The record as JSON for people and programs."""
    return json.dumps(record, ensure_ascii=False, indent=2)


def print_pasted(text: str) -> None:
    """Print what is to be pasted."""
    # A terminal would obey control characters; a file gets every character as it is, for which click is told to leave
    # what looks like a colour.
    is_terminal = sys.stdout is not None and sys.stdout.isatty()
    click.echo(controls_shown(text) if is_terminal else text, color=True)


def print_report(report: dict[str, Any], line: str, as_json: bool) -> None:
    """Print what was done: a line, or all of it as JSON."""
    click.echo(json_text(report) if as_json else line)


def count(n: int, noun: str) -> str:
    """So many of them: "1 article", "2 articles"."""
    return f"{n} {noun}{'' if n == 1 else 's'}"


def build_line(report: "BuildReport") -> str:
    """What a build came to, on one line."""
    parts = ["unchanged" if report.is_unchanged else f"{report.n_embedded} embedded"]
    if report.n_removed_articles:
        parts.append(f"{count(report.n_removed_articles, 'article')} taken out")
    if report.n_not_checkable:
        parts.append(f"{report.n_not_checkable} without an article's text")
    return f"{count(report.n_passages, 'passage')} ({', '.join(parts)})"
