"""Questions as a table: CSV with a row of names first, its cells parted by commas, semicolons or tabs."""

import csv
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any

from bot.check.questions.jsonl import Line
from bot.check.questions.record import FORMS
from bot.check.questions.shortened import shortened

DELIMITERS = (",", ";", "\t")

COLUMNS = tuple(FORMS)
LISTS = frozenset({"turns", "relevant", "tags"})
"""In these columns `|` stands between one and the next."""

YES_OR_NO = frozenset({"silent", "draft"})
YES, NO = frozenset({"true", "yes", "1", "x"}), frozenset({"false", "no", "0"})

EMPTY_LIST = "[]"
"""As JSON lines have it: in the column of passages, that none answers."""

NOBODY = "null"
"""In the column of speakers, whatever its case: nobody is to be named."""


def table_records(lines: Iterable[str]) -> Iterator[Line]:
    """The rows that are not blank, each with the number of the line it begins on; an empty cell is a field not given.

    Where the row of names is not right, its fault alone.
    """
    held, delimiter = _delimited(list(lines))
    rows = csv.reader(held, delimiter=delimiter, strict=True)
    names: list[str] | None = None
    begin = 1
    try:
        for cells in rows:
            row = _without_blank_end(cells)
            number, begin = begin, rows.line_num + 1
            if not row:
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
        yield begin, _fault_of_csv(error)


def _delimited(lines: list[str]) -> tuple[list[str], str]:
    """The lines with what parts their cells: what Excel's own first line "sep=;" says, or what the names have most of.

    A line that says so is left blank, and the others keep their numbers.
    """
    first = next((number for number, line in enumerate(lines) if line.strip()), None)
    if first is None:
        return lines, DELIMITERS[0]
    said = lines[first].rstrip("\r\n").strip('"').lower()
    for delimiter in DELIMITERS:
        if said == f"sep={delimiter}":
            return [*lines[:first], "\n", *lines[first + 1 :]], delimiter
    return lines, max(DELIMITERS, key=lines[first].count)


def _without_blank_end(cells: Sequence[str]) -> Sequence[str]:
    """The cells up to the last that is not blank: spreadsheets fill rows up to the widest one."""
    return cells[: max((number for number, cell in enumerate(cells, 1) if cell.strip()), default=0)]


def _fault_of_csv(error: csv.Error) -> str:
    if str(error).startswith("field larger than field limit"):
        most = f"{csv.field_size_limit():,}"
        return f"a cell has more than {most} characters; close its quotation marks, or shorten it"
    return f"not CSV ({error}); mend the quotation marks from this line on"


def _fault_of_names(names: Sequence[str]) -> str | None:
    unknown = next((name for name in names if name not in COLUMNS), None)
    if unknown is not None:
        return f"'{shortened(unknown)}' is no column of questions; the columns are {', '.join(COLUMNS)}"
    twice = next((name for name in names if names.count(name) > 1), None)
    if twice is not None:
        return f"the column '{twice}' stands there twice; remove one"
    missing = next((name for name in COLUMNS[:2] if name not in names), None)
    return f"the column '{missing}' is missing" if missing else None


def _record(names: Sequence[str], row: Sequence[str]) -> dict[str, Any] | str:
    if len(row) > len(names):
        return f"{len(row)} cells for {len(names)} columns; put quotation marks around a cell that holds the delimiter"
    given = {name: cell for name, cell in zip(names, row, strict=False) if cell.strip()}
    return _fault_of_cells(given) or {name: _value(name, cell) for name, cell in given.items()}


def _fault_of_cells(given: Mapping[str, str]) -> str | None:
    for name, cell in given.items():
        if name in YES_OR_NO and cell.strip().lower() not in YES | NO:
            return f"'{name}' is '{shortened(cell.strip())}'; write true or false"
        # No passage at all would mean that silence is expected, and that is not to be said by a slip.
        if name in LISTS and not _parts(cell):
            return f"'{name}' holds nothing but '|'; say what it stands between, or leave the cell empty"
    return None


def _parts(cell: str) -> list[str]:
    return [part.strip() for part in cell.split("|") if part.strip()]


def _value(name: str, cell: str) -> Any:  # noqa: ANN401 - whatever the field holds
    if name in LISTS:
        return [] if cell.strip() == EMPTY_LIST else _parts(cell)
    if name in YES_OR_NO:
        return cell.strip().lower() in YES
    if name == "speaker":
        return None if cell.strip().lower() == NOBODY else cell.strip()
    # A phrase is held against passages character for character.
    return cell if name == "contains" else cell.strip()
