"""Questions as JSON lines."""

import json
from collections.abc import Iterable, Iterator
from typing import Any

from index.article import is_text

Line = tuple[int, dict[str, Any] | str]
"""A line's number with its record, or with the sentence why it has none."""


def json_records(lines: Iterable[str]) -> Iterator[Line]:
    """The object on each line that is not blank."""
    for number, line in enumerate(lines, 1):
        if line.strip():
            yield number, _record(line)


def _record(line: str) -> dict[str, Any] | str:
    try:
        record = json.loads(line)
    except (ValueError, RecursionError) as error:
        # Python's own sentence names a line and column of what is one line here.
        what = getattr(error, "msg", "nested too deeply")
        return f"not a JSON object ({what} at character {getattr(error, 'pos', 0) + 1}); mend or remove the line"
    if not isinstance(record, dict):
        return "a JSON object is expected; mend or remove the line"
    # Half of a character, written as an escape, could be neither asked nor printed.
    return record if is_text(json.dumps(record, ensure_ascii=False)) else "a character is not text; type it anew"
