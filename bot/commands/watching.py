"""onrecord index --watch: a folder of articles, kept up with until somebody ends it."""

import signal
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from threading import Event
from typing import TYPE_CHECKING, Any, Literal

import click

from bot.commands.output import build_line, count
from index.errors import IndexFolderError

if TYPE_CHECKING:
    from index.building.watch import Segment, StepReport

MAX_NAMED = 3


def keep_up(
    articles: Path, passages: Path, folder: Path, *, model: str | None, runtime: Literal["onnx", "openvino"]
) -> None:
    """Keep passages, texts and index up to date with the folder of articles until SIGINT or SIGTERM.

    :raises ArticleError: where the folder holds no article at the start.
    :raises IndexFolderError: where the index folder holds something else.
    """
    from index.building.folder_look import look_at
    from index.building.watch import Watch, WatchPlaces, watch_until
    from index.store.article_texts import texts_beside
    from index.store.manifest import is_ours

    places = WatchPlaces(articles, passages, texts_beside(passages), folder)
    look = look_at(articles, apart_from=places.texts)
    if not is_ours(folder):
        raise IndexFolderError(f"{folder} holds something other than an index; choose another folder with --to")
    with _ended_by_signals() as is_over:
        watch = Watch(places, _load_segment, model=model, runtime=runtime, is_over=is_over.is_set)
        click.echo(f"watching {count(len(look.articles), 'article')} in {articles}; end with Ctrl-C")
        watch_until(is_over, watch, _say)
    click.echo("ended; passages, texts and index agree, or will after the next start")


def _say(report: "StepReport") -> None:
    for fault in report.faults:
        click.echo(f"warning: {fault}", err=True)
    if report.build is not None and not (report.build.is_unchanged and not report.changed and not report.removed):
        done = [
            f"{what} {_named(ids)}" for what, ids in (("put in", report.changed), ("took out", report.removed)) if ids
        ]
        click.echo(": ".join(["; ".join(done) or "caught up", build_line(report.build)]))


def _named(ids: tuple[str, ...]) -> str:
    """The ids, or how many there are where they are many."""
    return ", ".join(ids) if len(ids) <= MAX_NAMED else count(len(ids), "article")


def _load_segment() -> "Segment":
    from index.attribution.load import load_engine
    from index.embedding.model import default_tokenizer_file
    from index.embedding.word_pieces import load_word_piece_counter
    from index.segmentation import segment_article

    attribute = load_engine()
    count_word_pieces = load_word_piece_counter(default_tokenizer_file())
    return lambda article: segment_article(article, attribute(article.paragraphs), count_word_pieces)


@contextmanager
def _ended_by_signals() -> Iterator[Event]:
    """An event that SIGINT and SIGTERM set; a second one ends the process as it would without this."""
    is_over = Event()
    earlier: dict[int, Any] = {}

    def end(number: int, _: object) -> None:
        is_over.set()
        signal.signal(number, earlier[number])

    for number in (signal.SIGINT, signal.SIGTERM):
        earlier[number] = signal.signal(number, end)
    try:
        yield is_over
    finally:
        for ended, handler in earlier.items():
            signal.signal(ended, handler)
