"""A report as JSON, and what is read back of it."""

import json
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

from bot.check.comparison import compared
from bot.check.measures import measures_of
from bot.check.outcome import Outcome, judged, not_asked
from bot.check.report import Report, RunFacts, all_figures
from bot.render.check.record import read_earlier, report_json, report_record
from index.errors import QuestionFileError
from tests.bot.check.outcomes import SUMMARY, asked, failing, nine_outcomes, passing, reply, shown

FACTS = RunFacts(
    questions="questions.jsonl", target="data/index", index=SUMMARY, n_questions=9, within=3, n_jobs=2, seconds=1.5
)


def report_of(outcomes: list[Outcome], facts: RunFacts = FACTS, earlier: list[Outcome] | None = None) -> Report:
    figures, by_tag = all_figures(outcomes)
    comparison = None if earlier is None else compared(earlier, outcomes, "before.json")
    return Report(facts, outcomes, figures, by_tag, ("Passed is too low",), comparison)


def written(report: Report, path: Path) -> Path:
    path.write_text("".join(report_json(report)), encoding="utf-8")
    return path


def all_kinds() -> list[Outcome]:
    follow_up = asked("“q”\u2028", {"a:1": 2}, contains=("x",), speakers=(), turns=("one", "two"), tags=("t", "u"))
    return [*nine_outcomes(), judged(follow_up, reply("a:2", "a:1")), not_asked(asked("no", speakers=("A",)), "no")]


def test_outcomes_read_back_give_equal_measures(tmp_path: Path) -> None:
    again = measures_of(read_earlier(written(report_of(all_kinds()), tmp_path / "report.json")).outcomes)
    for name, measure in measures_of(all_kinds()).items():
        assert np.array_equal(again[name].values, measure.values), name
        assert np.array_equal(again[name].weights, measure.weights), name
        assert (again[name].name, again[name].percentile) == (name, measure.percentile)


def test_outcomes_read_back_are_the_same_but_for_what_was_shown(tmp_path: Path) -> None:
    again = read_earlier(written(report_of(all_kinds()), tmp_path / "report.json")).outcomes
    assert again == [replace(outcome, shown=(), index=None) for outcome in all_kinds()]
    assert compared(again, all_kinds(), "").changes == []


def test_report_is_told_in_full() -> None:
    facts = replace(FACTS, n_drafts=4, n_unjudged=5, warnings=("careful",), stopped="interrupted")
    report = report_of(nine_outcomes(), facts)
    record = report_record(report)
    results = record.pop("results")
    assert [result["passed"] for result in results] == [True, False, False, False, True, False, True, False, False]
    figures, by_tag = record.pop("figures"), record.pop("by_tag")
    passed = report.figures["Passed"]
    assert passed is not None and passed.low is not None and passed.high is not None
    assert 0 <= passed.low < 3 / 9 < passed.high < 1
    assert figures["Passed"] == {"value": 3 / 9, "low": passed.low, "high": passed.high, "n": 9}
    assert figures["RR@10"]["value"] == pytest.approx(4.75 / 7)
    # Of the easy two the first passes, of the hard two none; no speaker is expected of these.
    assert [(tag, found["Passed"]["value"], found["Passed"]["n"]) for tag, found in by_tag.items()] == [
        ("easy", 0.5, 2),
        ("hard", 0.0, 2),
    ]
    assert by_tag["easy"]["SpeakerAccuracy"] == {"value": 1.0, "low": None, "high": None, "n": 1}
    assert by_tag["hard"]["SpeakerAccuracy"] is None
    assert record == {
        "format": 1,
        "questions": "questions.jsonl",
        "target": "data/index",
        "index": {"passages": 20, "model": "fake-model", "built": "2024-01-02T03:04:05Z"},
        "n_questions": 9,
        "n_asked": 9,
        "n_passed": 3,
        "n_drafts": 4,
        "n_unjudged": 5,
        "within": 3,
        "jobs": 2,
        "seconds": 1.5,
        "stopped": "interrupted",
        "warnings": ["careful"],
        "shortfalls": ["Passed is too low"],
        "comparison": None,
    }


def test_result_tells_question_expectation_and_what_came() -> None:
    question = asked("q", {"a:1": 2}, contains=("x",), speakers=("Ana Lind",), turns=("one",), tags=("t",))
    outcome = judged(question, reply("a:2", shown("a:1", "Bo Holt", "Cy Lee", verdict="differs"), ms=2))
    assert report_record(report_of([outcome]))["results"] == [
        {
            "id": "q",
            "question": "q?",
            "turns": ["one"],
            "tags": ["t"],
            "expected": {"relevant": {"a:1": 2}, "contains": ["x"], "speakers": ["Ana Lind"]},
            "passed": False,
            "faults": [
                {
                    "kind": "wrong speaker",
                    "sentence": "the words are credited to Bo Holt, Cy Lee instead of Ana Lind",
                },
                {"kind": "not verbatim", "sentence": "passage a:1 differs from its article"},
            ],
            "level": "answer",
            "shown": [
                {"id": "a:2", "speakers": [], "verdict": "verbatim"},
                {"id": "a:1", "speakers": ["Bo Holt", "Cy Lee"], "verdict": "differs"},
            ],
            "ranked": ["a:2", "a:1"],
            "first_right": 2,
            "is_speaker_right": False,
            "n_verbatim": 1,
            "n_checked": 2,
            "seconds": 0.002,
        }
    ]


def test_comparison_is_told_with_each_change() -> None:
    earlier = [failing("q1", ms=5), passing("q2", ms=5), passing("old")]
    record = report_record(report_of([passing("q1", ms=5), passing("q2", ms=5), passing("new")], earlier=earlier))
    comparison = record["comparison"]
    differences = comparison.pop("differences")
    assert differences["Passed"] == {"earlier": 0.5, "later": 1.0, "n": 2, "p": 1.0, "value": 0.5}
    assert differences["SilenceRecall"] is None
    assert comparison == {
        "earlier": "before.json",
        "n_questions": 2,
        "only_earlier": ["old"],
        "only_later": ["new"],
        "altered": [],
        "changes": [
            {
                "id": "q1",
                "question": "q1?",
                "direction": "better",
                "passed": [False, True],
                "faults": [["none of the first 3 passages answers"], []],
            }
        ],
    }


def test_json_is_the_record_and_ends_with_a_line_end(tmp_path: Path) -> None:
    report = report_of(all_kinds(), earlier=all_kinds())
    text = "".join(report_json(report))
    assert json.loads(text) == report_record(report)
    assert text.startswith('{\n  "format": 1,\n') and text.endswith("\n}\n")
    assert "“q”" in text


def test_run_of_nothing_has_no_figures_and_can_be_read_back(tmp_path: Path) -> None:
    report = report_of([], replace(FACTS, index=None, stopped="interrupted"))
    record = report_record(report)
    assert (record["index"], record["n_asked"], record["by_tag"], record["results"]) == (None, 0, {}, [])
    assert set(record["figures"].values()) == {None}
    assert read_earlier(written(report, tmp_path / "report.json")).outcomes == []


@pytest.mark.parametrize(
    ("content", "what"),
    [
        (b"", "holds no report of 'onrecord check --json'"),
        (b"\xff\xfe\xff", "holds no report of 'onrecord check --json'"),
        (b"[]", "holds no report of 'onrecord check --json'"),
        (b"null", "holds no report of 'onrecord check --json'"),
        (b"{}", "holds no report of 'onrecord check --json'"),
        (b"[" * 100_000, "holds no report of 'onrecord check --json'"),
        (b'{"format": 1}', "holds no report of 'onrecord check --json'"),
        (b'{"format": 1, "results": [{"id": "q"}]}', "holds no report of 'onrecord check --json'"),
        (b'{"format": 1, "results": ["q"]}', "holds no report of 'onrecord check --json'"),
        (b'{"format": 2, "results": []}', "has report format 2, this onrecord reads format 1"),
    ],
)
def test_what_is_no_report_is_refused_in_a_sentence(content: bytes, what: str, tmp_path: Path) -> None:
    path = tmp_path / "earlier.json"
    path.write_bytes(content)
    with pytest.raises(QuestionFileError) as caught:
        read_earlier(path)
    assert str(caught.value) == f"{path} {what}; run 'onrecord check --json' to write one to compare with"


def test_missing_report_is_refused_in_a_sentence(tmp_path: Path) -> None:
    with pytest.raises(QuestionFileError) as caught:
        read_earlier(tmp_path / "none.json")
    assert str(caught.value) == (
        f"{tmp_path / 'none.json'} cannot be read (No such file or directory); "
        "run 'onrecord check --json' to write one to compare with"
    )
