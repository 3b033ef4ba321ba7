"""The questions of a file or folder, whatever its form, with all that is wrong with it."""

import re
import sys
from collections.abc import Iterable
from io import StringIO
from pathlib import Path

from bot.check.question import Question, QuestionSheet
from bot.check.questions.beir import (
    QUERIES_FILE,
    is_beir,
    is_unjudged,
    qrels_path,
    query_ids,
    query_records,
    read_qrels,
)
from bot.check.questions.jsonl import Line, json_records
from bot.check.questions.record import read_record
from bot.check.questions.shortened import shortened
from bot.check.questions.table import table_records
from index.errors import QuestionFileError

TABLE_SUFFIXES = frozenset({".csv", ".tsv"})

STDIN = Path("-")
STDIN_NAME = "standard input"


def read_questions(path: Path) -> QuestionSheet:
    """The questions of a .csv or .tsv table, of a folder in the layout of BEIR, or of JSON lines; `-` is stdin.

    What is wrong with its lines stands in `faults`, all of it at once.

    :raises QuestionFileError: where there is nothing that could be read at all.
    """
    if path != STDIN and path.is_dir():
        return _read_folder(path)
    read = table_records if path.suffix.lower() in TABLE_SUFFIXES else json_records
    return _sheet(_name(path), _name(path), read(_lines(path)))


def _read_folder(folder: Path) -> QuestionSheet:
    if not is_beir(folder):
        raise QuestionFileError(f"{folder} holds no {QUERIES_FILE}; give a file, or a folder as BEIR has it")
    path = qrels_path(folder)
    if path is None:
        raise QuestionFileError(f"{folder} holds no qrels.tsv; put the judgements there, or into qrels/test.tsv")
    qrels = read_qrels(_lines(path))
    queries = list(json_records(_lines(folder / QUERIES_FILE)))
    records = list(query_records(queries, qrels.grades))
    judged = [(number, r) for number, r in records if isinstance(r, str) or not is_unjudged(r)]
    known = query_ids(queries)
    unknown = [(line, _unknown_query(id_)) for id_, line in qrels.first_lines.items() if id_ not in known]
    faults = [f"{path}:{number}: {fault}" for number, fault in sorted(qrels.faults + unknown)]
    return _sheet(str(folder), str(folder / QUERIES_FILE), judged, faults, n_unjudged=len(records) - len(judged))


def _unknown_query(id_: str) -> str:
    return f"query '{shortened(id_)}' is judged, but not in {QUERIES_FILE}; add it there, or remove its judgements"


def _sheet(
    name: str, file: str, records: Iterable[Line], faults: Iterable[str] = (), *, n_unjudged: int = 0
) -> QuestionSheet:
    questions: list[Question] = []
    found = list(faults)
    first_place: dict[str, str] = {}
    n_drafts = 0
    for number, record in records:
        where = f"{file}:{number}"
        if isinstance(record, str):
            found.append(f"{where}: {record}")
            continue
        read = read_record(record, where)
        n_drafts += read.is_draft
        found += [f"{where}: {fault}" for fault in read.faults]
        for question in read.questions:
            first = first_place.setdefault(question.id, where)
            if first != where:
                id_ = shortened(question.id)
                found.append(f"{where}: the id '{id_}' stands at {first} already; give each question its own")
            questions.append(question)
    if not questions and not found:
        way_out = f", only drafts ({n_drafts}); edit them and remove 'draft'" if n_drafts else "; put one on each line"
        raise QuestionFileError(f"{name} holds no question to judge{way_out}")
    return QuestionSheet(name, tuple(questions), tuple(found), n_drafts, n_unjudged)


def _lines(path: Path) -> Iterable[str]:
    """The file's lines with their line ends; a byte order mark, as spreadsheets write one, is passed over.

    :raises QuestionFileError: where it cannot be read or is not UTF-8.
    """
    name = _name(path)
    try:
        text = _content(path).decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = len(re.findall(rb"\r\n|\r|\n", error.object[: error.start])) + 1
        raise QuestionFileError(f"{name}:{line}: not UTF-8 text; save the file as UTF-8") from error
    except OSError as error:
        reason = error.strerror or error
        raise QuestionFileError(f"{name} cannot be read ({reason}); give a file of questions") from error
    # Not str.splitlines, which also cuts at characters that a question may hold. Excel for the Mac ends lines with CR.
    return StringIO(text, newline="")


def _content(path: Path) -> bytes:
    if path != STDIN:
        return path.read_bytes()
    if sys.stdin is None:
        raise QuestionFileError(f"{STDIN_NAME} is closed; give a file of questions")
    return sys.stdin.buffer.read()


def _name(path: Path) -> str:
    return STDIN_NAME if path == STDIN else str(path)
