"""A report as a page of its own: it fetches nothing, runs nothing, and is written piece by piece."""

from collections.abc import Iterable, Iterator
from importlib.resources import files
from urllib.parse import quote

from bot.check.outcome import Outcome
from bot.check.report import Report
from bot.render.check.changes import changes_section
from bot.render.check.facts import head_of_report
from bot.render.check.figures import figures_section, tags_section, times_section
from bot.render.check.html_table import html_table
from bot.render.check.legend import legend
from bot.render.check.missed import LEVELS, PassageOf, missed_question
from bot.render.check.words import NOTHING, asked_text, number_text
from bot.render.escaping import escaped, isolated
from bot.render.page import icon, style_sheet

CONTENT_POLICY = "default-src 'none'; style-src 'unsafe-inline'; img-src data:; base-uri 'none'; form-action 'none'"
"""Whatever a text should smuggle into the page, nothing runs and nothing is asked of any machine."""


def report_page(report: Report, passage_of: PassageOf) -> Iterator[str]:
    """The whole page in pieces.

    :param passage_of: gives the passages that were expected.
    """
    yield _head(report.facts.questions)
    yield '<body><main class="onrecord-report">\n'
    yield from head_of_report(report)
    yield _contents(report)
    yield from figures_section(report)
    yield from times_section(report)
    yield from tags_section(report)
    if report.comparison is not None:
        yield from changes_section(report.comparison)
    yield from _missed_section(report, passage_of)
    yield from _passed_section(report)
    yield f"{legend()}</main></body></html>\n"


def _head(questions: str) -> str:
    style = style_sheet() + (files("bot.render.check") / "report.css").read_text(encoding="utf-8")
    return (
        '<!doctype html>\n<html lang="en"><head><meta charset="utf-8">'
        f'<meta http-equiv="Content-Security-Policy" content="{escaped(CONTENT_POLICY)}">'
        '<meta name="viewport" content="width=device-width, initial-scale=1">'
        '<meta name="color-scheme" content="light dark"><meta name="referrer" content="no-referrer">'
        f"<title>Check of {escaped(questions)}</title>"
        f'<link rel="icon" href="data:image/svg+xml,{quote(icon())}">'
        f"<style>\n{style}</style></head>\n"
    )


def _contents(report: Report) -> str:
    n_missed = len(report.outcomes) - report.n_passed
    parts = {
        "figures": "Figures",
        "times": "Answer times" if any(outcome.is_asked for outcome in report.outcomes) else "",
        "tags": "By tag" if report.by_tag else "",
        "changes": "What changed" if report.comparison is not None else "",
        "missed": f"Missed ({n_missed:,})",
        "passed": f"Passed ({report.n_passed:,})" if report.n_passed else "",
    }
    items = "".join(f'<li><a href="#{place}">{words}</a></li>' for place, words in parts.items() if words)
    return f'<nav class="onrecord-contents" aria-label="Contents"><ul>{items}</ul></nav>\n'


def _missed_section(report: Report, passage_of: PassageOf) -> Iterator[str]:
    missed = report.missed
    yield f'<section class="onrecord-part" id="missed"><h2>Missed questions <span>{len(missed):,}</span></h2>\n'
    if not missed:
        yield '<p class="onrecord-note">None.</p>'
    for number, outcome in enumerate(missed, 1):
        yield missed_question(outcome, number, passage_of, report.facts.within)
    yield "</section>\n"


def _passed_section(report: Report) -> Iterator[str]:
    if not report.n_passed:
        return
    yield (
        f'<section class="onrecord-part" id="passed"><h2>Passed questions <span>{report.n_passed:,}</span></h2>'
        '<details class="onrecord-more"><summary>Show them</summary>\n'
    )
    heads = ("Question", "Id", "What came", "First right", "Took")
    passed = (outcome for outcome in report.outcomes if outcome.passed)
    yield from html_table("Passed questions", heads, _passed_rows(passed), look="onrecord-passed")
    yield "</details></section>\n"


def _passed_rows(passed: Iterable[Outcome]) -> Iterator[tuple[str, ...]]:
    for outcome in passed:
        seconds = outcome.seconds
        took = NOTHING if seconds is None else number_text("p50_ms", 1000 * seconds)
        rank = NOTHING if outcome.first_right is None else f"{outcome.first_right:,}"
        question, id_ = isolated(asked_text(outcome)), f"<code>{isolated(outcome.question.id)}</code>"
        yield question, id_, LEVELS[outcome.level], rank, took
