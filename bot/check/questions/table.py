"""Questions as a table: CSV with a row of names first, its cells parted by commas, semicolons or tabs."""

import csv
from collections.abc import Iterable, Iterator, Sequence
from typing import Any

from bot.check.questions.jsonl import Line
from bot.check.questions.record import FORMS

COLUMNS = tuple(FORMS)
LISTS = frozenset({"turns", "relevant", "tags"})
"""In these columns `|` stands between one and the next."""

YES_OR_NO = frozenset({"silent", "draft"})
YES, NO = frozenset({"true", "yes", "1", "x"}), frozenset({"false", "no", "0"})

NOBODY = "null"
"""In the column of speakers: nobody is to be named."""


def table_records(lines: Iterable[str]) -> Iterator[Line]:
    """The rows that are not blank, each with the number of the line it begins on; an empty cell is a field not given.

    Where the row of names is not right, its fault alone.
    """
    held = list(lines)
    delimiter = max(",;\t", key=held[0].count) if held else ","
    rows = csv.reader(held, delimiter=delimiter, strict=True)
    names: list[str] | None = None
    begin = 1
    try:
        for row in rows:
            number, begin = begin, rows.line_num + 1
            if not any(cell.strip() for cell in row):
                continue
            if names is None:
                names = [cell.strip() for cell in row]
                fault = _fault_of_names(names)
                if fault is not None:
                    yield number, fault
                    return
            else:
                yield number, _record(names, row)
    except csv.Error as error:
        yield begin, f"not CSV ({error}); mend the quotation marks from this line on"


def _fault_of_names(names: Sequence[str]) -> str | None:
    unknown = next((name for name in names if name not in COLUMNS), None)
    if unknown is not None:
        return f"'{unknown}' is no column of questions; the columns are {', '.join(COLUMNS)}"
    twice = next((name for name in names if names.count(name) > 1), None)
    if twice is not None:
        return f"the column '{twice}' stands there twice; remove one"
    missing = next((name for name in COLUMNS[:2] if name not in names), None)
    return f"the column '{missing}' is missing" if missing else None


def _record(names: Sequence[str], row: Sequence[str]) -> dict[str, Any] | str:
    if len(row) > len(names):
        return f"{len(row)} cells for {len(names)} columns; put quotation marks around a cell that holds the delimiter"
    given = {name: cell for name, cell in zip(names, row, strict=False) if cell.strip()}
    doubtful = next((name for name in YES_OR_NO & given.keys() if given[name].strip().lower() not in YES | NO), None)
    if doubtful is not None:
        return f"'{doubtful}' is '{given[doubtful].strip()}'; write true or false"
    return {name: _value(name, cell) for name, cell in given.items()}


def _value(name: str, cell: str) -> Any:  # noqa: ANN401 - whatever the field holds
    if name in LISTS:
        return [part.strip() for part in cell.split("|") if part.strip()]
    if name in YES_OR_NO:
        return cell.strip().lower() in YES
    if name == "speaker":
        return None if cell.strip() == NOBODY else cell.strip()
    # A phrase is held against passages character for character.
    return cell if name == "contains" else cell.strip()
