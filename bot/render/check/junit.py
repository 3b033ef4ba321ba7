"""A report as JUnit XML, the form of test results that servers of continuous integration read.

Written with the standard library: junitparser holds all of a file at once and lets a lone carriage return be lost.
"""

import re
from collections.abc import Callable, Iterator, Mapping
from xml.sax.saxutils import escape, quoteattr

from bot.check.outcome import Outcome
from bot.check.question import Expected
from bot.check.report import Report, RunFacts
from bot.check.target import ShownPassage
from bot.decision.model import Level
from bot.render.check.words import asked_text
from bot.render.controls import SYMBOLS, controls_shown
from index.errors import OnrecordError
from index.passage import Passage

FindPassage = Callable[[str], Passage | None]
"""The passage of an id, or None."""

CLASS_WITHOUT_TAG = "questions"

MAX_EXPECTED_PASSAGES = 10
"""Enough to see what was meant; a question of a public data set can have hundreds."""

_CAME: Mapping[Level, str] = {
    "answer": "an answer",
    "closest": "only the closest passages, with the sentence that none answers",
    "silent": "no passage",
}
_NOT_IN_XML = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


def junit_xml(report: Report, find: FindPassage | None = None) -> Iterator[str]:
    """The report as one suite with a case for each question, piece by piece, to be written as UTF-8.

    Characters that XML 1.0 cannot hold become symbols; all others stay as they are.

    :param find: gives the passages that were expected and not shown; where not given, their ids alone are written.
    """
    counts = _counts(report)
    yield '<?xml version="1.0" encoding="UTF-8"?>\n'
    yield _opened("testsuites", counts)
    suite = {"name": _line(report.facts.questions)} | counts
    yield _opened("testsuite", suite | {"skipped": "0", "time": _seconds(report.facts.seconds)})
    yield "<properties>\n"
    for name, value in _properties(report):
        yield _element("property", {"name": name, "value": _line(value)})
    yield "</properties>\n"
    for outcome in report.outcomes:
        yield _case(outcome, find)
    notes = "\n".join(_notes(report))
    if notes:
        yield _element("system-err", {}, notes)
    yield "</testsuite>\n</testsuites>\n"


def failure_text(outcome: Outcome, find: FindPassage | None = None) -> str:
    """What is wrong with the outcome, what was expected and what came, with the passages word for word.

    :param find: gives the passages that were expected and not shown; where not given, their ids alone are named.
    """
    return "\n".join(_account(outcome, find))


def _counts(report: Report) -> dict[str, str]:
    n_errors = sum(not outcome.is_asked for outcome in report.outcomes)
    n_tests = len(report.outcomes)
    n_failures = n_tests - report.n_passed - n_errors
    return {"tests": str(n_tests), "failures": str(n_failures), "errors": str(n_errors)}


def _properties(report: Report) -> Iterator[tuple[str, str]]:
    yield from _fact_properties(report.facts)
    for name, figure in report.figures.items():
        if figure is not None:
            yield name, f"{figure.value:.6g}"


def _fact_properties(facts: RunFacts) -> Iterator[tuple[str, str]]:
    yield "target", facts.target
    if facts.index is not None:
        yield "index.model", facts.index.model
        yield "index.built", facts.index.built
        yield "index.passages", str(facts.index.passages)
    yield "questions", str(facts.n_questions)
    yield "within", str(facts.within)
    yield "jobs", str(facts.n_jobs)


def _notes(report: Report) -> Iterator[str]:
    """What is to be known of the whole run."""
    facts = report.facts
    if facts.stopped is not None:
        yield f"stopped after {len(report.outcomes)} of {facts.n_questions} questions: {facts.stopped}"
    yield from report.shortfalls
    yield from facts.warnings


def _case(outcome: Outcome, find: FindPassage | None) -> str:
    question = outcome.question
    attributes = {
        "classname": _line(question.tags[0] if question.tags else CLASS_WITHOUT_TAG),
        "name": _line(f"{question.id}: {asked_text(outcome)}"),
        "time": _seconds(outcome.seconds or 0.0),
    }
    if outcome.passed:
        return _element("testcase", attributes)
    fault = {
        "type": outcome.faults[0].kind,
        "message": _line("; ".join(fault.sentence for fault in outcome.faults)),
    }
    # One for all faults: not every reader looks for a second one.
    missed = _element("failure" if outcome.is_asked else "error", fault, failure_text(outcome, find))
    return f"{_opened('testcase', attributes)}{missed}</testcase>\n"


def _account(outcome: Outcome, find: FindPassage | None) -> Iterator[str]:
    yield from (fault.sentence for fault in outcome.faults)
    yield f"\nAsked: {asked_text(outcome)}\n"
    yield from _expected_lines(outcome, find)
    if outcome.level is not None:
        yield f"\nCame: {_CAME[outcome.level]}"
        for each in outcome.shown:
            altered = ", not the words of its article" if each.verdict == "differs" else ""
            yield from _passage_lines(each.passage, altered)


def _expected_lines(outcome: Outcome, find: FindPassage | None) -> Iterator[str]:
    expected = outcome.question.expected
    yield f"Expected: {_wanted(expected)}"
    for phrase in expected.contains:
        yield f"with the words: {phrase}"
    if expected.speakers is not None:
        yield f"credited to: {' or '.join(expected.speakers) or 'nobody'}"
    shown = _shown_by_id(outcome.shown)
    ids = list(expected.relevant or {})
    for id_ in ids[:MAX_EXPECTED_PASSAGES]:
        passage = shown.get(id_) or _found(id_, find)
        yield from [f"- {id_}"] if passage is None else _passage_lines(passage)
    if len(ids) > MAX_EXPECTED_PASSAGES:
        yield f"and {len(ids) - MAX_EXPECTED_PASSAGES} more passages"


def _found(id_: str, find: FindPassage | None) -> Passage | None:
    try:
        return find(id_) if find is not None else None
    except OnrecordError:
        # A server that is gone by now; what it said until then is to be written all the same.
        return None


def _wanted(expected: Expected) -> str:
    if expected.is_silence:
        return "no answer"
    return "one of these passages" if expected.relevant else "an answer"


def _shown_by_id(shown: tuple[ShownPassage, ...]) -> dict[str, Passage]:
    return {each.passage.id: each.passage for each in shown}


def _passage_lines(passage: Passage, note: str = "") -> Iterator[str]:
    yield f"- {passage.id} ({', '.join(passage.speakers) or 'nobody'}{note})"
    yield passage.text


def _element(name: str, attributes: Mapping[str, str], text: str = "") -> str:
    if not text:
        return f"{_tag(name, attributes)}/>\n"
    # Left as it is, a carriage return would be read as a line feed.
    return f"{_tag(name, attributes)}>{escape(_held(text), {chr(13): '&#13;'})}</{name}>\n"


def _opened(name: str, attributes: Mapping[str, str]) -> str:
    return f"{_tag(name, attributes)}>\n"


def _tag(name: str, attributes: Mapping[str, str]) -> str:
    return f"<{name}{''.join(f' {key}={quoteattr(_held(value))}' for key, value in attributes.items())}"


def _held(text: str) -> str:
    """The text with a symbol for each character that XML 1.0 has no place for."""
    return _NOT_IN_XML.sub(lambda found: SYMBOLS.get(ord(found[0]), "\ufffd"), text)


def _line(text: str) -> str:
    """The text on one line, as attributes are shown."""
    return controls_shown(text, kept="")


def _seconds(seconds: float) -> str:
    """The time as all readers take it: three decimals, no exponent."""
    return f"{seconds:.3f}"
