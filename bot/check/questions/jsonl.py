"""Questions as JSON lines."""

import json
from collections.abc import Iterable, Iterator, Sequence
from typing import Any

from bot.check.questions.shortened import shortened
from index.article import is_text

Line = tuple[int, dict[str, Any] | str]
"""A line's number with its record, or with the sentence why it has none."""

NO_TEXT = "a character is not text; type it anew"
"""Half of a character, written as an escape, could be neither asked nor printed."""


class _GivenTwiceError(Exception):
    """An object has a key twice, of which Python would keep the last one without a word."""


def json_records(lines: Iterable[str]) -> Iterator[Line]:
    """The object on each line that is not blank."""
    for number, line in enumerate(lines, 1):
        if line.strip() in ("[", "[{"):
            yield number, "a list over several lines; write each question as one object on a line of its own"
            return
        if line.strip():
            yield number, _record(line)


def _record(line: str) -> dict[str, Any] | str:
    try:
        record = json.loads(line.rstrip("\r\n"), object_pairs_hook=_object)
        text = json.dumps(record, ensure_ascii=False)
    except _GivenTwiceError as error:
        key = str(error)
        return f"'{shortened(key)}' is given twice; give it once" if is_text(key) else NO_TEXT
    except (ValueError, RecursionError) as error:
        if _is_right_without_comma(line):
            return "a comma stands behind the object; remove it"
        return f"not a JSON object ({_reason(error)}); mend or remove the line"
    if not isinstance(record, dict):
        return "a JSON object is expected; mend or remove the line"
    return record if is_text(text) else NO_TEXT


def _is_right_without_comma(line: str) -> bool:
    without = line.rstrip().removesuffix(",")
    return without != line.rstrip() and isinstance(_record(without), dict)


def _object(pairs: Sequence[tuple[str, Any]]) -> dict[str, Any]:
    found: dict[str, Any] = {}
    for key, value in pairs:
        if key in found:
            raise _GivenTwiceError(key)
        found[key] = value
    return found


def _reason(error: ValueError | RecursionError) -> str:
    if isinstance(error, RecursionError):
        return "nested too deeply"
    if not isinstance(error, json.JSONDecodeError):
        # Python reads no integer of more than 4,300 digits.
        return "a number has too many digits"
    # Python's own sentence names a line and column of what is one line here, and some end in "at" already.
    return f"{error.msg.removesuffix(' at')} at character {error.pos + 1}"
