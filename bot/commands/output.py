"""What commands print, and how they end."""

import json
import sys
from typing import Any

import click

from bot.render.controls import controls_shown

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
