"""Questions in the layout of BEIR (Thakur et al., 2021): a folder of queries.jsonl and qrels.tsv.

Each line of queries.jsonl is {"_id", "text"}; its "metadata" may hold further fields of a question beside whatever else
the data set has there. The judgements stand in qrels.tsv, or in qrels/test.tsv: a row of names, then a query's id, a
passage's id and a grade, parted by tabs.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from bot.check.questions.jsonl import Line
from bot.check.questions.record import FORMS, MAX_GRADE
from bot.check.questions.shortened import shortened

QUERIES_FILE = "queries.jsonl"
QRELS_FILES = ("qrels.tsv", "qrels/test.tsv")
N_COLUMNS = 3

METADATA_FIELDS = tuple(name for name in FORMS if name not in {"id", "question", "relevant"})
"""The fields that stand in no place of BEIR's own."""

Grades = Mapping[str, Mapping[str, int]]
"""Each query's passages with their grades, by ids."""


@dataclass(frozen=True, slots=True)
class Qrels:
    """The grades, the number of the line that first judges each query, and each faulty line's with what is wrong."""

    grades: dict[str, dict[str, int]] = field(default_factory=dict)
    first_lines: dict[str, int] = field(default_factory=dict)
    faults: list[tuple[int, str]] = field(default_factory=list)


def is_beir(folder: Path) -> bool:
    """Whether the folder looks like one of BEIR."""
    return (folder / QUERIES_FILE).is_file()


def qrels_path(folder: Path) -> Path | None:
    """The file of judgements, or None where there is none."""
    return next((folder / name for name in QRELS_FILES if (folder / name).is_file()), None)


def read_qrels(lines: Iterable[str]) -> Qrels:
    """The judgements of the lines, and what is wrong with the others."""
    qrels = Qrels()
    for number, line in enumerate(lines, 1):
        cells = line.rstrip("\r\n").split("\t")
        if not line.strip() or (number == 1 and _is_row_of_names(cells)):
            continue
        fault = _fault_of_row(cells, qrels.grades)
        if fault is None:
            qrels.first_lines.setdefault(cells[0], number)
            qrels.grades.setdefault(cells[0], {})[cells[1]] = int(cells[2])
        else:
            qrels.faults.append((number, fault))
    return qrels


def _is_row_of_names(cells: Sequence[str]) -> bool:
    """Whether the row is BEIR's, or like it; a judgement that is none is to be told, not passed over."""
    first, last = cells[0].strip().lower(), cells[-1].strip().lower()
    return (first == "query-id" or last == "score") and not any(character.isdigit() for character in last)


def _fault_of_row(cells: Sequence[str], grades: Grades) -> str | None:
    if len(cells) != N_COLUMNS:
        return "a query's id, a passage's id and a whole number are expected, parted by tabs; mend or remove the line"
    query, passage, grade = cells
    if not _is_grade(grade.strip()):
        return f"the grade '{shortened(grade.strip())}' is not right; give a whole number from 0 to {MAX_GRADE}"
    if passage in grades.get(query, {}):
        return f"passage '{shortened(passage)}' is judged for query '{shortened(query)}' already; remove one"
    return None


def _is_grade(cell: str) -> bool:
    # The length comes first: Python refuses to read thousands of digits.
    return cell.isdecimal() and len(cell) <= len(str(MAX_GRADE)) and int(cell) <= MAX_GRADE


def query_ids(queries: Iterable[Line]) -> set[str]:
    """The ids of the queries, of those too that are no questions for another reason."""
    ids = (query.get("_id") for _, query in queries if not isinstance(query, str))
    return {id_ for id_ in ids if isinstance(id_, str)}


def query_records(queries: Iterable[Line], grades: Grades) -> Iterator[Line]:
    """The objects of queries.jsonl as records of questions, in order, or as the sentences why they are none."""
    for number, query in queries:
        yield number, query if isinstance(query, str) else _record(query, grades)


def _record(query: Mapping[str, Any], grades: Grades) -> dict[str, Any] | str:
    for name in ("_id", "text"):
        if name not in query:
            return f"'{name}' is missing"
        if not isinstance(query[name], str):
            return f"'{name}' is not right; give a text"
    metadata = query.get("metadata") or {}
    if not isinstance(metadata, dict):
        return "'metadata' is not right; give an object"
    further = {name: metadata[name] for name in METADATA_FIELDS if name in metadata}
    judged = {"relevant": grades[query["_id"]]} if query["_id"] in grades else {}
    return {"id": query["_id"], "question": query["text"]} | judged | further


def is_unjudged(record: Mapping[str, Any]) -> bool:
    """Whether nothing is said of what answers: BEIR's queries of all splits stand in one file."""
    return record.keys().isdisjoint({"relevant", "contains", "speaker", "silent", "turns"})
