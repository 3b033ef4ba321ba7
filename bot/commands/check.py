"""The command onrecord check."""

import json
import sys
from collections.abc import Callable, Iterable
from contextlib import AbstractContextManager
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from bot.commands.options import index_folder_of, index_option
from bot.commands.output import EXIT_ERROR, count
from bot.commands.report_files import STDOUT, opened_files, refuse_clashes
from bot.render.controls import controls_shown
from bot.settings import Settings
from index.errors import OnrecordError, QueryError, QuestionFileError

if TYPE_CHECKING:
    from bot.check.check_questions import Plan
    from bot.check.report import Report
    from bot.check.target import Target
    from index.passage import Passage

FILE = click.Path(path_type=Path)
PIPE_WIDTH = 110
"""Columns of the tables where nobody's terminal says how many there are."""


@dataclass(frozen=True, slots=True)
class _Given:
    """The options, by their parameters' names."""

    index_folder: Path | None
    url: str | None
    texts: Path | None
    within: int
    n_jobs: int
    minimums: tuple[str, ...]
    maximums: tuple[str, ...]
    earlier: Path | None
    json: Path | None
    junit: Path | None
    html: Path | None
    run: Path | None
    qrels: Path | None
    n_drafts: int | None

    @property
    def files(self) -> dict[str, Path]:
        """The files to write, by form."""
        forms = {"json": self.json, "junit": self.junit, "html": self.html, "run": self.run, "qrels": self.qrels}
        return {form: path for form, path in forms.items() if path is not None}


@click.command()
@click.argument("questions", required=False, type=FILE)
@click.option("--url", metavar="URL", help="Ask a running server instead of an index folder.")
@click.option("--texts", type=FILE, metavar="DIR", help="Hold what is shown against the canonical texts in DIR.")
@click.option(
    "-k",
    "within",
    type=click.IntRange(1, 10),
    default=3,
    show_default=True,
    metavar="K",
    help="A question passes where one of the first K passages is right.",
)
@click.option(
    "--jobs",
    "n_jobs",
    type=click.IntRange(min=1),
    default=1,
    show_default=True,
    metavar="N",
    help="How many questions to ask at once.",
)
@click.option("--min", "minimums", multiple=True, metavar="MEASURE=VALUE", help="Exit with 1 where it is below.")
@click.option("--max", "maximums", multiple=True, metavar="MEASURE=VALUE", help="Exit with 1 where it is above.")
@click.option("--compare", "earlier", type=FILE, metavar="FILE", help="What changed since an earlier run's --json.")
@click.option("--json", type=FILE, metavar="FILE", help="Write the report as JSON (- for stdout).")
@click.option("--junit", type=FILE, metavar="FILE", help="Write each question as a test case of JUnit.")
@click.option("--html", type=FILE, metavar="FILE", help="Write the report as a page.")
@click.option("--run", type=FILE, metavar="FILE", help="Write the rankings in TREC's format.")
@click.option("--qrels", type=FILE, metavar="FILE", help="Write the judgements in TREC's format.")
@click.option(
    "--suggest",
    "n_drafts",
    type=click.IntRange(min=1),
    metavar="N",
    help="Ask nothing; write N drafts of questions to QUESTIONS, a new file, or to stdout.",
)
@index_option
@click.pass_context
def check(ctx: click.Context, /, questions: Path | None, **options: Any) -> None:  # noqa: ANN401 - those of _Given
    """Ask the questions of a file and say how good the answers are.

    QUESTIONS holds JSON lines, or is a .csv table, or a folder in the layout of BEIR; docs/check.md says how. The
    measures are Success@1, Success@3, RR@10, nDCG@10, R@10, SpeakerAccuracy, SilencePrecision, SilenceRecall, Verbatim,
    Passed, p50_ms and p95_ms. Exit code 1 where one is outside its bounds, or Verbatim below 1, and on an error.
    """
    given, settings = _Given(**options), ctx.obj
    if given.url is not None and given.index_folder is not None:
        raise click.UsageError("--url and --index are two places to ask; choose one of them")
    if given.n_drafts is not None:
        _suggest(given, settings, questions or STDOUT)
        return
    if questions is None:
        raise click.UsageError("QUESTIONS is missing; name a file, or let --suggest N draft one")
    from bot.check.open_target import opened_target

    refuse_clashes(given.files, kept=questions)
    plan = _plan(given, settings)
    name = given.url or str(index_folder_of(settings, given.index_folder))
    # What cannot be written is to be known before the questions are asked.
    where = opened_target(settings, index_folder=given.index_folder, url=given.url, texts=given.texts)
    with where as target, opened_files(given.files) as write:
        report = _checked(questions, target, plan, name)
        for form, writer in write.items():
            writer(_written(form, report, partial(_passage, target)))
    _print(report, sys.stderr if STDOUT in given.files.values() else sys.stdout)
    ctx.exit(EXIT_ERROR if report.shortfalls or report.facts.stopped else 0)


def _plan(given: _Given, settings: Settings) -> "Plan":
    from bot.check.bounds import all_bounds
    from bot.check.check_questions import Earlier, Plan
    from bot.render.check.record import read_outcomes
    from index.store.article_texts import texts_beside

    earlier = None if given.earlier is None else Earlier(str(given.earlier), read_outcomes(given.earlier))
    bounds = all_bounds(given.minimums, given.maximums)
    return Plan(given.within, given.n_jobs, bounds, earlier, given.texts or texts_beside(settings.passages))


def _checked(questions: Path, target: "Target", plan: "Plan", name: str) -> "Report":
    from bot.check.check_questions import check_questions

    try:
        report = check_questions(questions, target, plan, _shown_progress, target_name=name)
    except QuestionFileError as error:
        for fault in error.faults:
            click.echo(controls_shown(fault, kept=""), err=True)
        raise
    if not report.outcomes:
        raise QueryError(f"stopped before the first answer: {report.facts.stopped}")
    return report


def _shown_progress(what: str, n: int | None) -> AbstractContextManager[Callable[[int], None]]:
    from bot.progress import progress_bar

    return progress_bar(what, "question", n)


def _passage(target: "Target", passage_id: str) -> "Passage | None":
    """The passage of that id; None where there is none, or nobody answers any more."""
    try:
        return target.passage(passage_id)
    except OnrecordError:
        return None


def _written(form: str, report: "Report", find: "Callable[[str], Passage | None]") -> Iterable[str]:
    """The report in that form, piece by piece."""
    if form == "html":
        from bot.render.check.page import report_page

        return report_page(report, find)
    if form == "junit":
        from bot.render.check.junit import junit_xml

        return junit_xml(report, find)
    if form == "json":
        from bot.render.check.record import report_json

        return report_json(report)
    from bot.render.check.trec import qrels_lines, run_lines

    return run_lines(report) if form == "run" else qrels_lines(report)


def _print(report: "Report", stream: Any) -> None:  # noqa: ANN401 - a text stream
    """Print the tables, then on stderr what a person must know."""
    from rich.console import Console

    from bot.render.check.table import print_report

    console = Console(file=stream, highlight=False)
    print_report(report, console if console.is_terminal else Console(file=stream, highlight=False, width=PIPE_WIDTH))
    for warning in report.facts.warnings:
        click.echo(f"warning: {controls_shown(warning, kept='')}", err=True)
    for sentence in report.shortfalls:
        click.echo(f"error: {sentence}", err=True)
    if report.facts.stopped is not None:
        asked = f"{len(report.outcomes):,} of {count(report.facts.n_questions, 'question')}"
        click.echo(f"error: stopped after {asked} ({report.facts.stopped}); the report holds these", err=True)


def _suggest(given: _Given, settings: Settings, path: Path) -> None:
    """Write drafts to a new file, or to stdout."""
    from bot.check.suggest import drafts
    from index.store.open import open_store

    if given.url is not None:
        raise click.UsageError("--suggest reads an index folder; leave --url out")
    if path != STDOUT and path.exists():
        raise QueryError(f"{path} exists, and drafts are not to replace what a person wrote; name a new file")
    assert given.n_drafts is not None
    passages = open_store(index_folder_of(settings, given.index_folder)).passages
    lines = [json.dumps(draft, ensure_ascii=False) + "\n" for draft in drafts(passages, given.n_drafts)]
    with opened_files({"suggest": path}) as write:
        write["suggest"](lines)
    if len(lines) < given.n_drafts:
        click.echo(f"{count(len(lines), 'draft')}: the index gives no more", err=True)
