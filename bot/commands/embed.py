"""The command onrecord embed."""

from pathlib import Path
from typing import TYPE_CHECKING

import click

from bot.commands.options import index_folder_of, index_option
from bot.commands.output import EXIT_SILENT, print_pasted
from bot.embed.snippets import (
    DEFAULT_HEIGHT,
    MAX_HEIGHT,
    MIN_HEIGHT,
    Placement,
    html_snippet,
    is_plain_address,
    mediawiki_snippet,
)
from bot.settings import DEFAULT_HOST, DEFAULT_PORT, Settings

if TYPE_CHECKING:
    from index.passage import Passage
    from index.passage_index import PassageIndex

DEFAULT_URL = f"http://{DEFAULT_HOST}:{DEFAULT_PORT}"

SITES = ("mediawiki", "dokuwiki", "html", "markdown")

FRAME_NOTE = (
    "onrecord shows itself in frames only of the sites that it is started with, such as --frame-ancestor "
    "https://wiki.example"
)


def _address(_: click.Context, parameter: click.Parameter, value: str) -> str:
    from bot.remote.address import is_address

    if not (is_address(value) and is_plain_address(value)):
        raise click.BadParameter(f"'{value}' is no address; give one as https://onrecord.example", param=parameter)
    return value.rstrip("/")


@click.command()
@click.argument("site", type=click.Choice(SITES), metavar="SITE")
@click.option(
    "--url", metavar="BASE", default=DEFAULT_URL, show_default=True, callback=_address, help="Where onrecord is served."
)
@click.option("--question", metavar="TEXT", help="The question that the place begins with.")
@click.option("--speaker", metavar="NAME", help="Only passages with this speaker.")
@click.option(
    "--height",
    type=click.IntRange(MIN_HEIGHT, MAX_HEIGHT),
    default=DEFAULT_HEIGHT,
    show_default=True,
    help="Pixels that are kept for it.",
)
@click.option("--passage", "passage_id", metavar="ID", help="Quote this passage word for word.")
@index_option
@click.pass_context
def embed(
    ctx: click.Context,
    /,
    site: str,
    *,
    url: str,
    question: str | None,
    speaker: str | None,
    height: int,
    passage_id: str | None,
    index_folder: Path | None,
) -> None:
    """Print what puts onrecord into a page of SITE: mediawiki, dokuwiki, html or markdown.

    For dokuwiki and markdown, which take neither scripts nor frames, and for html with --passage, that is a passage
    word for word with its reference: the one of --passage, or the best one for --question. Exit code 3 when no passage
    answers the question, 1 on an error.
    """
    _check_text({"question": question, "speaker": speaker, "passage's id": passage_id})
    place = Placement(url, question, speaker, height)
    is_framed = site == "mediawiki" or (site == "html" and passage_id is None)
    if not is_framed:
        passage_index = _opened(ctx.obj, index_folder)
        passage = _named(passage_id, passage_index) if passage_id else _answering(ctx, place, passage_index)
        print_pasted(_quoted(passage, site))
        return
    shown = None if passage_id is None else _named(passage_id, _opened(ctx.obj, index_folder))
    click.echo(html_snippet(place) if site == "html" else mediawiki_snippet(place, shown))
    click.echo(FRAME_NOTE, err=True)


def _check_text(given: dict[str, str | None]) -> None:
    """Refuse what the system gave as bytes that are no UTF-8, and a question that could not be asked.

    :raises QueryError: on the first such value.
    """
    from bot.query.check import checked_query
    from index.article import is_text
    from index.errors import QueryError

    wrong = next((name for name, value in given.items() if value and not is_text(value)), None)
    if wrong is not None:
        raise QueryError(f"the {wrong} holds a character that is not text; type it anew")
    if given["question"]:
        checked_query(given["question"], k=1)


def _opened(settings: Settings, index_folder: Path | None) -> "PassageIndex":
    from index.passage_index import open_index

    return open_index(index_folder_of(settings, index_folder), reranker=settings.reranker)


def _named(passage_id: str, passage_index: "PassageIndex") -> "Passage":
    from index.errors import UnknownPassageError

    found = passage_index.snapshot.get(passage_id)
    if found is None:
        raise UnknownPassageError(
            f"no passage has the id '{passage_id}'; 'onrecord ask --json' gives the ids there are"
        )
    return found


def _answering(ctx: click.Context, place: Placement, passage_index: "PassageIndex") -> "Passage":
    """The best passage for the question; the command ends where none answers it."""
    from bot.answer import answer_query
    from bot.filters import Filters

    if not place.question:
        raise click.UsageError(
            "a passage is to be quoted; name it with --passage, or give a --question that it answers"
        )
    answer = answer_query(place.question, passage_index, filters=Filters(place.speaker), k=1)
    if not answer.answered:
        click.echo(f"{answer.message} Ask another question, or name a passage with --passage.", err=True)
        ctx.exit(EXIT_SILENT)
    return answer.hits[0].passage


def _quoted(passage: "Passage", site: str) -> str:
    from bot.embed.quoted import dokuwiki_quotation
    from bot.render.citations.html import html_citation
    from bot.render.citations.markdown import markdown_citation

    return {"dokuwiki": dokuwiki_quotation, "html": html_citation, "markdown": markdown_citation}[site](passage)
