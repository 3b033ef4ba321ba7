"""The questions of a file or folder, whatever its form, with all that is wrong with it."""

from collections.abc import Iterable
from io import StringIO
from pathlib import Path

from bot.check.question import Question, QuestionSheet
from bot.check.questions.beir import QUERIES_FILE, is_beir, is_unjudged, qrels_path, query_records, read_qrels
from bot.check.questions.jsonl import Line, json_records
from bot.check.questions.record import read_record
from bot.check.questions.table import table_records
from index.errors import QuestionFileError

TABLE_SUFFIXES = frozenset({".csv", ".tsv"})


def read_questions(path: Path) -> QuestionSheet:
    """The questions of a .csv or .tsv table, of a folder in the layout of BEIR, or of JSON lines.

    What is wrong with its lines stands in `faults`, all of it at once.

    :raises QuestionFileError: where there is nothing that could be read at all.
    """
    if path.is_dir():
        return _read_folder(path)
    lines = _lines(path)
    read = table_records if path.suffix.lower() in TABLE_SUFFIXES else json_records
    return _sheet(path, str(path), read(lines))


def _read_folder(folder: Path) -> QuestionSheet:
    if not is_beir(folder):
        raise QuestionFileError(f"{folder} holds no {QUERIES_FILE}; give a file, or a folder as BEIR has it")
    qrels = qrels_path(folder)
    if qrels is None:
        raise QuestionFileError(f"{folder} holds no qrels.tsv; put the judgements there, or into qrels/test.tsv")
    grades, bad_lines = read_qrels(_lines(qrels))
    records = list(query_records(_lines(folder / QUERIES_FILE), grades))
    judged = [(number, r) for number, r in records if isinstance(r, str) or not is_unjudged(r)]
    known = {r["id"] for _, r in records if not isinstance(r, str)}
    faults = [f"{qrels}:{number}: {fault}" for number, fault in bad_lines]
    faults += [f"{qrels}: query '{id_}' is judged, but not in {QUERIES_FILE}" for id_ in grades if id_ not in known]
    return _sheet(folder, str(folder / QUERIES_FILE), judged, faults, n_unjudged=len(records) - len(judged))


def _sheet(
    path: Path, file: str, records: Iterable[Line], faults: Iterable[str] = (), *, n_unjudged: int = 0
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
                found.append(f"{where}: the id '{question.id}' stands at {first} already; give each question its own")
            questions.append(question)
    if not questions and not found:
        way_out = f", only drafts ({n_drafts}); edit them and remove 'draft'" if n_drafts else "; put one on each line"
        raise QuestionFileError(f"{path} holds no question to judge{way_out}")
    return QuestionSheet(str(path), tuple(questions), tuple(found), n_drafts, n_unjudged)


def _lines(path: Path) -> Iterable[str]:
    """The file's lines with their line ends; a byte order mark, as spreadsheets write one, is passed over.

    :raises QuestionFileError: where it cannot be read or is not UTF-8.
    """
    try:
        text = path.read_bytes().decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = error.object[: error.start].count(b"\n") + 1
        raise QuestionFileError(f"{path}:{line}: not UTF-8 text; save the file as UTF-8") from error
    except OSError as error:
        raise QuestionFileError(f"{path} cannot be read ({error.strerror}); give a file of questions") from error
    # Not str.splitlines, which also cuts at characters that a question may hold.
    return StringIO(text, newline="\n")
