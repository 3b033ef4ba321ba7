"""Questions in the layout of BEIR (Thakur et al., 2021): a folder of queries.jsonl and qrels.tsv.

Each line of queries.jsonl is {"_id", "text"}; its "metadata" may hold the further fields of a question. The judgements
stand in qrels.tsv, or in qrels/test.tsv: a row of names, then a query's id, a passage's id and a grade, parted by tabs.
"""

from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import Any

from bot.check.questions.jsonl import Line, json_records

QUERIES_FILE = "queries.jsonl"
QRELS_FILES = ("qrels.tsv", "qrels/test.tsv")
N_COLUMNS = 3

Grades = Mapping[str, Mapping[str, int]]
"""Each query's passages with their grades, by ids."""


def is_beir(folder: Path) -> bool:
    """Whether the folder looks like one of BEIR."""
    return (folder / QUERIES_FILE).is_file()


def qrels_path(folder: Path) -> Path | None:
    """The file of judgements, or None where there is none."""
    return next((folder / name for name in QRELS_FILES if (folder / name).is_file()), None)


def read_qrels(lines: Iterable[str]) -> tuple[dict[str, dict[str, int]], list[tuple[int, str]]]:
    """The grades, and each faulty line's number with what is wrong."""
    grades: dict[str, dict[str, int]] = {}
    faults: list[tuple[int, str]] = []
    for number, line in enumerate(lines, 1):
        cells = line.rstrip("\r\n").split("\t")
        if not line.strip() or (number == 1 and _is_row_of_names(cells)):
            continue
        if len(cells) != N_COLUMNS or not cells[2].strip().isdecimal():
            faults.append((number, "a query's id, a passage's id and a whole number are expected, parted by tabs"))
        elif cells[1] in grades.setdefault(cells[0], {}):
            faults.append((number, f"passage '{cells[1]}' is judged for query '{cells[0]}' already; remove one"))
        else:
            grades[cells[0]][cells[1]] = int(cells[2])
    return grades, faults


def _is_row_of_names(cells: list[str]) -> bool:
    return not cells[-1].strip().isdecimal()


def query_records(lines: Iterable[str], grades: Grades) -> Iterator[Line]:
    """The queries as records of questions, in order; one of other keys is left as it is, to be refused as such."""
    for number, record in json_records(lines):
        yield number, record if isinstance(record, str) else _record(record, grades)


def _record(query: Mapping[str, Any], grades: Grades) -> dict[str, Any] | str:
    missing = next((name for name in ("_id", "text") if name not in query), None)
    if missing is not None:
        return f"'{missing}' is missing"
    metadata = query.get("metadata") or {}
    if not isinstance(metadata, dict):
        return "'metadata' is not right; give an object"
    judged = {"relevant": grades[query["_id"]]} if query["_id"] in grades else {}
    return {"id": query["_id"], "question": query["text"]} | judged | metadata


def is_unjudged(record: Mapping[str, Any]) -> bool:
    """Whether nothing is said of what answers: BEIR's queries of all splits stand in one file."""
    return record.keys().isdisjoint({"relevant", "contains", "speaker", "silent", "turns"})
