"""The command onrecord check."""

import json
from collections.abc import Callable
from contextlib import AbstractContextManager, closing
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from bot.commands.options import index_folder_of, index_option
from bot.commands.output import EXIT_ERROR, count
from bot.commands.report_files import STDOUT, opened_files, refuse_clashes
from bot.commands.report_output import is_good, print_tables, report_pieces, say_what_is_wrong
from bot.render.controls import controls_shown
from bot.settings import Settings
from index.errors import OnrecordError, QueryError, QuestionFileError

if TYPE_CHECKING:
    from bot.check.check_questions import Plan
    from bot.check.report import Report
    from bot.check.target import Target
    from index.passage import Passage

FILE = click.Path(path_type=Path)


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
    type=click.IntRange(1, 64),
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

    QUESTIONS holds JSON lines (- for stdin), or is a .csv table, or a folder in the layout of BEIR; docs/check.md says
    how. The measures are Success@1, Success@3, RR@10, nDCG@10, R@10, SpeakerAccuracy, SilencePrecision, SilenceRecall,
    Verbatim, Passed, p50_ms and p95_ms. Exit code 1 where one is outside its bounds, or Verbatim below 1, and on an
    error.
    """
    given, settings = _Given(**options), ctx.obj
    if given.url is not None and given.index_folder is not None:
        raise click.UsageError("--url and --index are two places to ask; choose one of them")
    if given.n_drafts is not None:
        _suggest(given, settings, questions or STDOUT)
        return
    if questions is None:
        raise click.UsageError("QUESTIONS is missing; name a file, or let --suggest N draft one")
    plan = _plan(given, settings)
    refuse_clashes(given.files, _read_files(questions, given))
    report, failures = _checked_and_written(questions, given, plan, settings)
    print_tables(report, is_on_stderr=STDOUT in given.files.values())
    say_what_is_wrong(report)
    for failure in failures:
        click.echo(f"error: {failure}", err=True)
    ctx.exit(0 if is_good(report) and not failures else EXIT_ERROR)


def _checked_and_written(
    questions: Path, given: _Given, plan: "Plan", settings: Settings
) -> "tuple[Report, list[QueryError]]":
    """The report, which is in its files then, and why some of them could not be written."""
    from bot.check.open_target import opened_target
    from bot.remote.address import shown_address

    name = str(index_folder_of(settings, given.index_folder)) if given.url is None else shown_address(given.url)
    where = opened_target(settings, index_folder=given.index_folder, url=given.url, texts=given.texts)
    # What cannot be written is to be known before the questions are asked.
    with where as target, opened_files(given.files) as write:
        report = _checked(questions, target, plan, name)
        failures = []
        for form, writer in write.items():
            try:
                writer(report_pieces(form, report, partial(_passage, target)))
            except QueryError as error:
                failures.append(error)  # the other files are to be written all the same
    return report, failures


def _read_files(questions: Path, given: _Given) -> dict[Path, str]:
    """The files that are read, and what each of them holds."""
    from bot.check.questions.beir import QUERIES_FILE, qrels_path

    read = {questions: "the questions"}
    if questions.is_dir():
        read |= {questions / QUERIES_FILE: "the questions"}
        qrels = qrels_path(questions)
        read |= {} if qrels is None else {qrels: "the judgements"}
    return read if given.earlier is None else read | {given.earlier: "the figures of the earlier run"}


def _plan(given: _Given, settings: Settings) -> "Plan":
    from bot.check.bounds import all_bounds
    from bot.check.check_questions import Plan
    from bot.render.check.record import read_earlier
    from index.store.article_texts import texts_beside

    earlier = None if given.earlier is None else read_earlier(given.earlier)
    if earlier is not None and earlier.within != given.within:
        raise QueryError(
            f"{earlier.name} was run with -k {earlier.within} and this run has -k {given.within}; give both the same"
        )
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


def _suggest(given: _Given, settings: Settings, path: Path) -> None:
    """Write drafts to a new file, or to stdout."""
    from bot.check.questions.read import TABLE_SUFFIXES
    from bot.check.suggest import drafts
    from index.store.open import open_snapshot

    if given.url is not None:
        raise click.UsageError("--suggest reads an index folder; leave --url out")
    if path.suffix.lower() in TABLE_SUFFIXES:
        raise QueryError(f"{path} would be a table, and drafts are JSON lines; name a .jsonl file")
    if path != STDOUT and path.exists():
        raise QueryError(f"{path} exists, and drafts are not to replace what a person wrote; name a new file")
    assert given.n_drafts is not None
    with closing(open_snapshot(index_folder_of(settings, given.index_folder))) as snapshot:
        lines = [json.dumps(draft, ensure_ascii=False) + "\n" for draft in drafts(snapshot.passages, given.n_drafts)]
    if not lines:
        raise QueryError("the index gives no draft: none of its passages has a speaker, or an article with a title")
    with opened_files({"suggest": path}) as write:
        write["suggest"](lines)
    more = "; the index gives no more" if len(lines) < given.n_drafts else ""
    click.echo(
        f"{count(len(lines), 'draft')} to look through: each is asked once its 'draft' is removed{more}", err=True
    )
