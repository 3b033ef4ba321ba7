"""The command onrecord chat."""

import gc
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

import click

from bot.commands.options import index_folder_of, index_option
from bot.commands.serving import log_to_stderr, serving_options, with_serving
from bot.settings import RequestLog, Settings

if TYPE_CHECKING:
    from fastapi import FastAPI

    from bot.live_index import LiveIndex


@click.command()
@serving_options
@index_option
@click.pass_obj
def chat(
    settings: Settings,
    /,
    host: str,
    port: int,
    *,
    root_path: str,
    index_folder: Path | None,
    frame_ancestors: tuple[str, ...],
    rate_limit: str | None,
    log_requests: RequestLog | None,
) -> None:
    """Serve the web chat, the JSON API, MCP and the pages for other sites; builds the index first if there is none."""
    from bot.first_run import build_if_missing, hint_at_unread
    from bot.http.listener import bound_socket, url_of
    from bot.http.serve import serve

    settings = with_serving(settings, frame_ancestors, rate_limit, log_requests)
    folder = index_folder_of(settings, index_folder)

    def opened() -> "LiveIndex":
        build_if_missing(settings, folder, lambda sentence: click.echo(sentence, err=True))
        with _without_collecting():
            # Loaded here, in the thread that opens the index, so that whoever asks meanwhile gets an answer.
            import bot.api
            import bot.chat  # noqa: F401
            from bot.live_index import LiveIndex
            from index.passage_index import open_index

            return LiveIndex(open_index(folder, reranker=settings.reranker))

    def created(live_index: "LiveIndex") -> "FastAPI":
        from bot.api import create_app
        from bot.watcher import Watcher

        return create_app(live_index, replace(settings, index_folder=folder), watcher=Watcher(live_index, folder))

    with bound_socket(host, port) as listener:
        url = url_of(listener)

        def ready(live_index: "LiveIndex") -> None:
            hint = None
            if index_folder is None:
                with live_index.lent() as passage_index:
                    hint = hint_at_unread(settings, set(passage_index.snapshot.article_ids))
            if hint is not None:
                click.echo(hint, err=True)
            click.echo(f"onrecord is ready on {url}")

        log_to_stderr(settings)
        serve(opened, created, listener, ready, root_path=root_path)


@contextmanager
def _without_collecting() -> Iterator[None]:
    """Load modules without looking for garbage among what will stay: a fifth of the time that Gradio takes to load."""
    gc.disable()
    try:
        yield
    finally:
        gc.freeze()
        gc.enable()
