"""What commands print, and how they end."""

import json
from typing import Any

import click

EXIT_ERROR = 1
EXIT_SILENT = 3


def json_text(record: Any) -> str:  # noqa: ANN401 - whatever JSON can hold
    """The record as JSON for people and programs."""
    return json.dumps(record, ensure_ascii=False, indent=2)


def print_report(report: dict[str, Any], line: str, as_json: bool) -> None:
    """Print what was done: a line, or all of it as JSON."""
    click.echo(json_text(report) if as_json else line)


def count(n: int, noun: str) -> str:
    """So many of them: "1 article", "2 articles"."""
    return f"{n} {noun}{'' if n == 1 else 's'}"
