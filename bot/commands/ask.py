"""The command onrecord ask."""

import sys
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from bot.commands.options import index_folder_of, index_option, json_option
from bot.commands.output import EXIT_SILENT, json_text, print_pasted
from bot.render.citations.formats import CITATION_FORMATS, CitationFormat
from bot.settings import MAX_K

if TYPE_CHECKING:
    from bot.answer import Answer

DEFAULT_K = 3


@click.command()
@click.argument("question")
@click.option("--speaker", metavar="NAME", help="Only passages with this speaker.")
@click.option("--kind", metavar="[quotation|paraphrase|narration]", help="Only passages of this kind.")
@click.option("--publisher", metavar="NAME", help="Only passages of this publisher's articles.")
@click.option("--from", "published_from", metavar="DATE", help="Only articles of this day, month or year, or later.")
@click.option("--to", "published_to", metavar="DATE", help="Only articles of this day, month or year, or earlier.")
@click.option("--anyone", is_flag=True, help="Do not narrow to a speaker named in the question.")
@click.option("--previous", metavar="TEXT", help="The question before, where QUESTION follows up on it.")
@click.option("-k", "k", type=int, default=DEFAULT_K, show_default=True, help=f"How many passages, up to {MAX_K}.")
@json_option
@click.option(
    "--format",
    "citation_format",
    type=click.Choice(tuple(CITATION_FORMATS)),
    help="Print only the passages, to be pasted in this form.",
)
@index_option
@click.pass_context
def ask(
    ctx: click.Context,
    /,
    question: str,
    *,
    anyone: bool,
    previous: str | None,
    k: int,
    as_json: bool,
    citation_format: CitationFormat | None,
    index_folder: Path | None,
    **filters: Any,  # noqa: ANN401 - the options that are named as the fields of Filters
) -> None:
    """Answer QUESTION (- for stdin) with passages word for word.

    A DATE is YYYY-MM-DD, YYYY-MM or YYYY. Exit code 0 when a passage answers, 3 when none does, 1 on an error.
    """
    from bot.answer import answer_query
    from bot.filters import Filters
    from bot.query.check import checked_query
    from bot.render.json import answer_record
    from bot.render.plain import answer_text
    from index.passage_index import open_index

    if as_json and citation_format:
        raise click.UsageError("--json and --format are two forms of one answer; choose one of them")
    query = _stdin_text() if question == "-" else question
    checked_query(query, k)
    passage_index = open_index(index_folder_of(ctx.obj, index_folder), reranker=ctx.obj.reranker)
    answer = answer_query(query, passage_index, filters=Filters(**filters), previous=previous, anyone=anyone, k=k)
    if citation_format:
        _print_citations(answer, citation_format)
    else:
        click.echo(json_text(answer_record(answer)) if as_json else answer_text(answer))
    ctx.exit(0 if answer.answered else EXIT_SILENT)


def _print_citations(answer: "Answer", citation_format: CitationFormat) -> None:
    """Print what is to be pasted; the filters and the message go to stderr, so that they are not pasted with it."""
    from bot.render.citations.citation import citations
    from bot.render.plain import answer_text

    notes = answer_text(replace(answer, hits=()))
    if notes:
        click.echo(notes, err=True)
    text = citations([hit.passage for hit in answer.hits], citation_format)
    if text:
        print_pasted(text)


def _stdin_text() -> str:
    # What is not UTF-8 becomes surrogates, which the check of the query refuses in a sentence.
    return sys.stdin.buffer.read().decode("utf-8", "surrogateescape").strip()
