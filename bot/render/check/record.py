"""A report as JSON, and its outcomes read back from it to compare a later run with."""

import json
from collections.abc import Iterator
from dataclasses import asdict
from pathlib import Path
from typing import Any

from pydantic import BaseModel, ConfigDict, ValidationError

from bot.check.check_questions import Earlier
from bot.check.comparison import Change, Comparison
from bot.check.outcome import Fault, FaultKind, Outcome
from bot.check.question import Expected, Question
from bot.check.report import Figures, Report
from bot.check.uncertainty import Difference, Figure
from bot.decision.model import Level
from index.errors import QuestionFileError

REPORT_FORMAT = 1


def report_json(report: Report) -> Iterator[str]:
    """The report as JSON, piece by piece."""
    yield from json.JSONEncoder(ensure_ascii=False, indent=2).iterencode(report_record(report))
    yield "\n"


def report_record(report: Report) -> dict[str, Any]:
    """The report in the shape of docs/check.md."""
    facts = report.facts
    return {
        "format": REPORT_FORMAT,
        "questions": facts.questions,
        "target": facts.target,
        "index": None if facts.index is None else asdict(facts.index),
        "n_questions": facts.n_questions,
        "n_asked": report.n_asked,
        "n_passed": report.n_passed,
        "n_drafts": facts.n_drafts,
        "n_unjudged": facts.n_unjudged,
        "within": facts.within,
        "jobs": facts.n_jobs,
        "seconds": facts.seconds,
        "stopped": facts.stopped,
        "warnings": list(facts.warnings),
        "shortfalls": list(report.shortfalls),
        "figures": _figures_record(report.figures),
        "by_tag": {tag: _figures_record(figures) for tag, figures in report.by_tag.items()},
        "comparison": None if report.comparison is None else _comparison_record(report.comparison),
        "results": [_outcome_record(outcome) for outcome in report.outcomes],
    }


def read_earlier(path: Path) -> Earlier:
    """An earlier run, its outcomes without the passages that were shown.

    :raises QuestionFileError: where the file holds no report of a run.
    """
    try:
        content = path.read_bytes()
        version = _Versioned.model_validate_json(content).format
        if version == REPORT_FORMAT:
            record = _ReportRecord.model_validate_json(content)
            return Earlier(str(path), [_outcome(result) for result in record.results], record.within)
        what = f"has report format {version}, this onrecord reads format {REPORT_FORMAT}"
    except OSError as error:
        what = f"cannot be read ({error.strerror})"
    except ValidationError:
        what = "holds no report of 'onrecord check --json'"
    raise QuestionFileError(f"{path} {what}; run 'onrecord check --json' to write one to compare with")


class _Record(BaseModel):
    model_config = ConfigDict(strict=True)


class _ExpectedRecord(_Record):
    relevant: dict[str, int] | None
    contains: list[str]
    speakers: list[str] | None


class _FaultRecord(_Record):
    kind: FaultKind
    sentence: str


class _ResultRecord(_Record):
    """What is read back of a result, its fields named as those of an `Outcome` and its question."""

    id: str
    question: str
    turns: list[str]
    tags: list[str]
    expected: _ExpectedRecord
    faults: list[_FaultRecord]
    level: Level | None
    ranked: list[str]
    seconds: float | None
    first_right: int | None
    is_speaker_right: bool | None
    n_verbatim: int
    n_checked: int


class _Versioned(_Record):
    format: int


class _ReportRecord(_Versioned):
    within: int
    results: list[_ResultRecord]


def _figures_record(figures: Figures) -> dict[str, Any]:
    return {name: None if figure is None else _figure_record(figure) for name, figure in figures.items()}


def _figure_record(figure: Figure) -> dict[str, Any]:
    return {"value": figure.value, "low": figure.low, "high": figure.high, "n": figure.n}


def _outcome_record(outcome: Outcome) -> dict[str, Any]:
    question, expected = outcome.question, outcome.question.expected
    return {
        "id": question.id,
        "question": question.text,
        "turns": list(question.turns_before),
        "tags": list(question.tags),
        "expected": {
            "relevant": None if expected.relevant is None else dict(expected.relevant),
            "contains": list(expected.contains),
            "speakers": None if expected.speakers is None else list(expected.speakers),
        },
        "passed": outcome.passed,
        "faults": [{"kind": fault.kind, "sentence": fault.sentence} for fault in outcome.faults],
        "level": outcome.level,
        "shown": [
            {"id": each.passage.id, "speakers": list(each.passage.speakers), "verdict": each.verdict}
            for each in outcome.shown
        ],
        "ranked": list(outcome.ranked),
        "first_right": outcome.first_right,
        "is_speaker_right": outcome.is_speaker_right,
        "n_verbatim": outcome.n_verbatim,
        "n_checked": outcome.n_checked,
        "seconds": outcome.seconds,
    }


def _outcome(record: _ResultRecord) -> Outcome:
    expected = record.expected
    question = Question(
        id=record.id,
        text=record.question,
        turns_before=tuple(record.turns),
        tags=tuple(record.tags),
        expected=Expected(
            relevant=expected.relevant,
            contains=tuple(expected.contains),
            speakers=None if expected.speakers is None else tuple(expected.speakers),
        ),
    )
    return Outcome(
        question=question,
        faults=tuple(Fault(fault.kind, fault.sentence) for fault in record.faults),
        level=record.level,
        ranked=tuple(record.ranked),
        seconds=record.seconds,
        first_right=record.first_right,
        is_speaker_right=record.is_speaker_right,
        n_verbatim=record.n_verbatim,
        n_checked=record.n_checked,
    )


def _comparison_record(comparison: Comparison) -> dict[str, Any]:
    return {
        "earlier": comparison.name,
        "n_questions": comparison.n_questions,
        "only_earlier": list(comparison.only_earlier),
        "only_later": list(comparison.only_later),
        "altered": list(comparison.altered),
        "differences": {
            name: None if difference is None else _difference_record(difference)
            for name, difference in comparison.differences.items()
        },
        "changes": [_change_record(change) for change in comparison.changes],
    }


def _difference_record(difference: Difference) -> dict[str, Any]:
    return {**asdict(difference), "value": difference.value}


def _change_record(change: Change) -> dict[str, Any]:
    return {
        "id": change.question.id,
        "question": change.question.text,
        "direction": change.direction,
        "passed": [change.earlier.passed, change.later.passed],
        "faults": [[fault.sentence for fault in outcome.faults] for outcome in (change.earlier, change.later)],
    }
