"""A report as JUnit XML: valid by a schema, read back by a reader of it, whatever characters are in it."""

import re
from collections.abc import Sequence
from dataclasses import replace
from io import BytesIO
from pathlib import Path
from time import perf_counter
from xml.etree import ElementTree

import pytest
import xmlschema
from hypothesis import given
from hypothesis import strategies as st
from junitparser import JUnitXml, TestCase, TestSuite

from bot.answer import IndexSummary
from bot.check.outcome import Fault, Outcome, not_asked
from bot.check.question import Expected, Question
from bot.check.report import Report, RunFacts, all_figures
from bot.check.target import ShownPassage
from bot.render.check.junit import failure_text, junit_xml
from index.errors import UnreachableError
from index.passage import Passage
from tests.fakes import fake_passage, quotation

SCHEMA = xmlschema.XMLSchema(Path(__file__).with_name("junit.xsd"))

HARBOUR = fake_passage(
    "“Open all winter,” said Holt.", quotation("“Open all winter,” said Holt.", "“Open", "Dagny Holt")
)
FERRY = fake_passage("Nobody had sailed there <for> nine years & more.", number=2)
PASSAGES = {passage.id: passage for passage in (HARBOUR, FERRY)}

PASSED = Outcome(
    Question("direct-01", "Will it stay open?", Expected({"a:1": 1}), tags=("direct", "winter")),
    (),
    level="answer",
    shown=(ShownPassage(HARBOUR, "verbatim"),),
    ranked=("a:1", "a:2"),
    seconds=0.0126,
    first_right=1,
)
MISSED = Outcome(
    Question("who/2", "And who sailed?", Expected({"a:2": 1}, ("nine years",), ("Ada",)), ("Who spoke?",)),
    (
        Fault("wrong passage", "none of the first 3 passages answers"),
        Fault("not verbatim", "passage a:1 differs from its article"),
    ),
    level="answer",
    shown=(ShownPassage(HARBOUR, "differs"),),
    ranked=("a:1", "a:2"),
    seconds=12.0,
)
NOT_ASKED = not_asked(Question("busy", "Anyone?", Expected({})), "the server is busy; ask again later")


def report_of(*outcomes: Outcome, stopped: str | None = None, shortfalls: tuple[str, ...] = ()) -> Report:
    facts = RunFacts(
        questions="questions.jsonl",
        target="data/index",
        index=IndexSummary(2, "the-model", "2024-01-02T03:04:05Z"),
        n_questions=3,
        within=3,
        n_jobs=1,
        seconds=12.0126,
        stopped=stopped,
    )
    figures, by_tag = all_figures(outcomes)
    return Report(facts, outcomes, figures, by_tag, shortfalls)


def hostile_report(*texts: str) -> Report:
    """A report whose every name and text is one of these; its figures are those of another."""
    return replace(report_of(PASSED), outcomes=[with_text(text) for text in texts])


def written(report: Report) -> bytes:
    return "".join(junit_xml(report, PASSAGES.get)).encode("utf-8")


def read(report: Report) -> TestSuite:
    """The one suite of the report, once it is known to be valid."""
    SCHEMA.validate(BytesIO(written(report)))
    (suite,) = JUnitXml.fromstring(written(report))
    assert isinstance(suite, TestSuite)
    return suite


def cases(report: Report) -> Sequence[TestCase]:
    return list(read(report))


def test_file_is_exactly_this_for_a_question_that_passes() -> None:
    lines = written(report_of(PASSED)).decode().splitlines()
    assert lines[:3] == [
        '<?xml version="1.0" encoding="UTF-8"?>',
        '<testsuites tests="1" failures="0" errors="0">',
        '<testsuite name="questions.jsonl" tests="1" failures="0" errors="0" skipped="0" time="12.013">',
    ]
    assert lines[-3:] == [
        '<testcase classname="direct" name="direct-01: Will it stay open?" time="0.013"/>',
        "</testsuite>",
        "</testsuites>",
    ]


def test_each_question_is_a_case_with_its_result() -> None:
    passed, missed, error = cases(report_of(PASSED, MISSED, NOT_ASKED))
    assert (passed.classname, passed.name, passed.time) == ("direct", "direct-01: Will it stay open?", 0.013)
    assert passed.is_passed
    assert (missed.classname, missed.name, missed.time) == ("questions", "who/2: Who spoke? / And who sailed?", 12.0)
    assert [(type(r).__name__, r.type) for r in missed.result] == [("Failure", "wrong passage")]
    assert [(type(r).__name__, r.type) for r in error.result] == [("Error", "not asked")]
    assert (error.result[0].message, error.time) == ("the server is busy; ask again later", 0.0)


def test_counts_are_those_of_the_cases() -> None:
    suite = read(report_of(PASSED, MISSED, NOT_ASKED))
    assert (suite.tests, suite.failures, suite.errors, suite.skipped) == (3, 1, 1, 0)
    suite.update_statistics()  # type: ignore[no-untyped-call]
    assert (suite.tests, suite.failures, suite.errors, suite.skipped) == (3, 1, 1, 0)
    assert (len(cases(report_of())), read(report_of()).tests) == (0, 0)


def test_failure_says_what_was_expected_and_what_came() -> None:
    (case,) = cases(report_of(MISSED))
    assert case.result[0].message == "none of the first 3 passages answers; passage a:1 differs from its article"
    assert case.result[0].text == (
        "none of the first 3 passages answers\n"
        "passage a:1 differs from its article\n"
        "\n"
        "Asked: Who spoke? / And who sailed?\n"
        "\n"
        "Expected: one of these passages\n"
        "with the words: nine years\n"
        "credited to: Ada\n"
        "- a:2 (nobody)\n"
        "Nobody had sailed there <for> nine years & more.\n"
        "\n"
        "Came: an answer\n"
        "- a:1 (Dagny Holt, not the words of its article)\n"
        "“Open all winter,” said Holt."
    )


@pytest.mark.parametrize(
    ("expected", "line"),
    [
        (Expected({}), "Expected: no answer"),
        (Expected(speakers=()), "Expected: an answer\ncredited to: nobody"),
        (Expected({"b:9": 1}, speakers=("Ada", "Bo")), "one of these passages\ncredited to: Ada or Bo\n- b:9"),
        (Expected({f"b:{n}": 1 for n in range(12)}), "- b:9\nand 2 more passages"),
    ],
)
def test_expectation_in_words(expected: Expected, line: str) -> None:
    outcome = Outcome(Question("q", "?", expected), (Fault("not answered", "not answered"),), level="silent")
    assert line in failure_text(outcome, PASSAGES.get)
    assert failure_text(outcome).endswith("\nCame: no passage")


def test_passage_that_a_server_gives_no_more_is_named_by_its_id() -> None:
    def gone(passage_id: str) -> Passage | None:
        raise UnreachableError("nobody answers")

    assert failure_text(MISSED, gone) == failure_text(MISSED)
    assert "\n- a:2\n" in failure_text(MISSED)


def test_properties_hold_the_figures_and_what_was_asked() -> None:
    suite = read(report_of(PASSED, MISSED, NOT_ASKED))
    properties = {each.name: each.value for each in suite.properties()}  # type: ignore[no-untyped-call]
    assert list(properties.items())[:7] == [
        ("target", "data/index"),
        ("index.model", "the-model"),
        ("index.built", "2024-01-02T03:04:05Z"),
        ("index.passages", "2"),
        ("questions", "3"),
        ("within", "3"),
        ("jobs", "1"),
    ]
    assert (properties["Success@1"], properties["RR@10"], properties["Passed"]) == ("0.5", "0.75", "0.333333")
    assert "SilencePrecision" not in properties, "no question counts for it"


def test_what_is_wrong_with_the_whole_run_is_its_error_output() -> None:
    report = report_of(PASSED, stopped="interrupted", shortfalls=("Passed is 0, below its minimum of 1",))
    SCHEMA.validate(BytesIO(written(report)))
    (output,) = ElementTree.fromstring(written(report)).iter("system-err")
    assert output.text == "stopped after 1 of 3 questions: interrupted\nPassed is 0, below its minimum of 1"


KEPT = "]]> <&>\"' lone\rcr\r\nlf\n\ttab \x7f\x85\u2028 \u202eRTL \U0001f600 e\u0301"
HOSTILE = f"a\x01\x1b[31m\ud800\udfff\ufffe\uffff {KEPT}"


def with_text(text: str) -> Outcome:
    passage = Passage(id=text, text=text, article=FERRY.article)
    question = Question(text, text, Expected({text: 1}, (text,), (text,)), (text,), (text,))
    shown = (ShownPassage(passage, "differs"),)
    return Outcome(question, (Fault("not verbatim", text),), level="answer", shown=shown, seconds=0.0)


def test_hostile_text_is_held_as_far_as_xml_can_hold_it() -> None:
    (case,) = cases(hostile_report(HOSTILE))
    assert case.result[0].text.endswith(f"\na\u2401\u241b[31m\ufffd\ufffd\ufffd\ufffd {KEPT}")
    line = "a\u2401\u241b[31m\ufffd\ufffd\ufffd\ufffd ]]> <&>\"' lone\u240dcr\u240d\u240alf\u240a\u2409tab \u2421\ufffd"
    assert case.classname.startswith(line)


@given(st.text(st.characters() | st.sampled_from("\0\x0b\r\n\ud800\uffff]>&"), min_size=1))
def test_any_text_gives_valid_xml_that_holds_it(text: str) -> None:
    (case,) = cases(hostile_report(text))
    held = re.sub("[\x00-\x08\x0b\x0c\x0e-\x1f]", lambda found: chr(0x2400 + ord(found[0])), text)
    held = re.sub("[\ud800-\udfff\ufffe\uffff]", "\ufffd", held)
    assert case.result[0].text.endswith(f"\n{held}")


def test_ten_thousand_questions_are_written_as_they_come() -> None:
    report = hostile_report(*(f"{HOSTILE}{n}" for n in range(10_000)))
    pieces = junit_xml(report, PASSAGES.get)
    begin = perf_counter()
    n_cases = sum(piece.count("<testcase") for piece in pieces)
    assert n_cases == 10_000
    assert perf_counter() - begin < 10
