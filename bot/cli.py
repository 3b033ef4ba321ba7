"""onrecord …: parse, one call, print. Errors are one sentence on stderr and exit code 1."""

import logging
import sys
from dataclasses import asdict
from pathlib import Path
from typing import Any, NoReturn, TextIO

import click

from bot.commands.ask import ask
from bot.commands.chat import chat
from bot.commands.check import check
from bot.commands.embed import embed
from bot.commands.index import index_passages
from bot.commands.mcp import mcp
from bot.commands.options import index_folder_of, index_option, json_option, min_confidence_option
from bot.commands.output import EXIT_ERROR, count, json_text, print_report
from bot.commands.remove import remove
from bot.commands.serve import serve
from bot.commands.verify import verify
from bot.settings import Settings, load_settings
from index.errors import DocumentError, OnrecordError


class _Commands(click.Group):
    """Commands whose errors, those of usage included, are one sentence on stderr."""

    def main(self, *args: Any, **kwargs: Any) -> NoReturn:  # noqa: ANN401 - click's own signature
        try:
            exit_code = super().main(*args, **{**kwargs, "standalone_mode": False})
            sys.exit(exit_code or 0)
        except click.exceptions.NoArgsIsHelpError as help_page:
            click.echo(help_page.format_message())
            sys.exit(0)
        except OnrecordError as error:
            _fail(str(error))
        except click.UsageError as error:
            command = error.ctx.command_path if error.ctx else "onrecord"
            _fail(f"{error.format_message().rstrip('.')}; see '{command} --help'")
        except (click.Abort, KeyboardInterrupt):
            _fail("interrupted; nothing was half written")


def _fail(sentence: str) -> NoReturn:
    click.echo(f"error: {sentence}", err=True)
    sys.exit(EXIT_ERROR)


@click.group(cls=_Commands, context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(package_name="onrecord")
@click.pass_context
def main(ctx: click.Context) -> None:
    """Ask who said what; get it word for word, with the name."""
    # What other libraries warn of is about their own insides; what is ours is for the user.
    logging.basicConfig(level=logging.ERROR, format="%(levelname)s: %(message)s", stream=sys.stderr)
    for own in ("bot", "index"):
        logging.getLogger(own).setLevel(logging.WARNING)
    ctx.obj = load_settings()


for command in (ask, check, chat, serve, embed, mcp, index_passages, remove, verify):
    main.add_command(command)


@main.command("read")
@click.argument("sources", nargs=-1, required=True, metavar="SOURCE...")
@click.option("-o", "--output", type=click.Path(path_type=Path), metavar="FILE", help="[data/passages.jsonl]")
@min_confidence_option
@json_option
@click.pass_obj
def read_sources(
    settings: Settings, sources: tuple[str, ...], output: Path | None, min_confidence: float | None, as_json: bool
) -> None:
    """Read articles (files, folders, - for stdin) into passages.

    The passages of all sources replace FILE; the articles' texts go to the folder texts beside it.
    """
    report = _read(sources, output or settings.passages, min_confidence)
    print_report(
        asdict(report),
        f"{count(report.n_articles, 'article')}, {count(report.n_passages, 'passage')}, "
        f"{count(report.n_attributions, 'quotation')} -> {output or settings.passages}",
        as_json,
    )


@main.command()
@click.argument("documents", metavar="FILE|-")
@click.option("-o", "--output", type=click.Path(path_type=Path), metavar="FILE", help="[standard output]")
@click.option("--jobs", type=click.IntRange(min=1), metavar="N", help="How many processes [one a core].")
@min_confidence_option
def attribute(documents: str, output: Path | None, jobs: int | None, min_confidence: float | None) -> None:
    """Attribute documents, a line of JSON each: {"doc_id", "text"}.

    For each document comes a line {"doc_id", "quotes"}, in the same order; a quote has start, end, content_type
    (direct, mixed, indirect), speaker (null where it is not sure), speaker_span and cue, its offsets being characters
    of the text. Each line of a text is a paragraph: join the lines of a hard-wrapped one first. Exit code 1 when a line
    was bad; the others are attributed all the same. With -o the file appears when all is done.
    """
    from bot.quote_lines import line_writer, write_quotes
    from index.attribute_documents import attribute_documents, read_document_lines
    from index.cores import n_usable_cores

    lines = read_document_lines(documents)
    if output is not None and output.exists() and documents != "-" and output.samefile(documents):
        raise DocumentError(f"{output} holds the documents themselves; choose another file with -o")
    done = attribute_documents(lines, n_jobs=jobs or n_usable_cores(), min_confidence=min_confidence)
    name = "standard input" if documents == "-" else documents
    with line_writer(output) as write:
        n_done, n_bad = write_quotes(
            done, write, name, shows_progress=output is not None or not _is_terminal(sys.stdout)
        )
    if n_bad:
        _fail(f"{n_bad} of {count(n_done, 'document')} in {name} not attributed; mend the lines named above")


@main.command()
@json_option
@index_option
@click.pass_obj
def speakers(settings: Settings, as_json: bool, index_folder: Path | None) -> None:
    """List who speaks, with the number of passages."""
    from index.store.open import open_snapshot

    counts = open_snapshot(index_folder_of(settings, index_folder)).speakers
    if as_json:
        click.echo(json_text({"speakers": [{"name": name, "passages": n} for name, n in counts.items()]}))
    else:
        click.echo("\n".join(f"{n:6}  {name}" for name, n in counts.items()) or "no speaker is identified in the index")


def _is_terminal(stream: TextIO | None) -> bool:
    """Whether somebody watches the stream; one that was closed before the start is None."""
    return stream is not None and stream.isatty()


def _read(sources: tuple[str, ...], output: Path, min_confidence: float | None) -> Any:  # noqa: ANN401 - a ReadReport, whose module loads spaCy
    from bot.progress import progress_bar
    from index.build_passages import build_passages, read_articles
    from index.store.article_texts import texts_beside

    articles = read_articles(sources, apart_from=texts_beside(output))
    with progress_bar("reading", "article", len(articles)) as advance:
        return build_passages(articles, output, advance, min_confidence=min_confidence)
