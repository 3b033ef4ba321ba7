"""The command onrecord remove."""

from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING

import click

from bot.commands.options import index_folder_of, index_option, json_option
from bot.commands.output import count, print_report
from bot.settings import Settings

if TYPE_CHECKING:
    from index.building.remove import RemoveReport


@click.command()
@click.argument("articles", nargs=-1, required=True, metavar="ARTICLE...")
@click.option("--passages", type=click.Path(path_type=Path), metavar="FILE", help="[data/passages.jsonl]")
@click.option(
    "--articles", "folder", type=click.Path(path_type=Path), metavar="DIR", help="The originals [data/articles]."
)
@click.option("--keep-original", is_flag=True, help="Leave the original and its metadata; the next reading has it.")
@click.option(
    "--wait",
    "wait_seconds",
    type=click.FloatRange(min=0),
    default=60.0,
    show_default=True,
    metavar="SECONDS",
    help="How long to wait for who still reads an older state of the index.",
)
@json_option
@index_option
@click.pass_obj
def remove(
    settings: Settings,
    /,
    articles: tuple[str, ...],
    *,
    passages: Path | None,
    folder: Path | None,
    keep_original: bool,
    wait_seconds: float,
    as_json: bool,
    index_folder: Path | None,
) -> None:
    """Remove withdrawn articles, the originals too; nothing is asked.

    ARTICLE is an article's id, or the path of its original. It is gone from the answers at once, and when the command
    returns its words are in no file any more: index, passages, texts, original and metadata. Exit code 1 where somebody
    still reads an older state of the index, who is named; all other files are rid of it then. An interrupted command
    is finished by running it again. What was backed up elsewhere is yours to remove.
    """
    from index.building.remove import remove_articles
    from index.store.article_texts import texts_beside

    passages_path = passages or settings.passages
    reports = remove_articles(
        articles,
        folder=index_folder_of(settings, index_folder),
        passages_path=passages_path,
        texts=texts_beside(passages_path),
        articles=folder or settings.articles,
        keeps_original=keep_original,
        wait_seconds=wait_seconds,
        on_wait=_say_who_reads,
    )
    record = {"removed": [{**asdict(report), "files": [str(path) for path in report.files]} for report in reports]}
    print_report(record, "\n".join(map(_line, reports)), as_json)


def _line(report: "RemoveReport") -> str:
    """What was removed of an article, the files by name."""
    counts = f"{count(report.n_passages, 'passage')} of the index, {count(report.n_lines, 'line')} of the passage file"
    return f"removed {report.article_id}: {', '.join([counts, *map(str, report.files)])}"


def _say_who_reads(readers: str) -> None:
    click.echo(f"waiting for {readers}, which still reads an older state of the index", err=True)
