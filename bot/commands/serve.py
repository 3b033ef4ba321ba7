"""The command onrecord serve."""

import tempfile
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING

import click

from bot.commands.options import index_folder_of, index_option
from bot.commands.serving import log_to_stderr, serving_options, with_serving
from bot.settings import RequestLog, Settings, share_metrics

if TYPE_CHECKING:
    from fastapi import FastAPI


@click.command()
@serving_options
@click.option("--workers", type=click.IntRange(min=1), default=1, show_default=True, help="How many processes answer.")
@index_option
@click.pass_obj
def serve(
    settings: Settings,
    /,
    host: str,
    port: int,
    *,
    root_path: str,
    workers: int,
    index_folder: Path | None,
    frame_ancestors: tuple[str, ...],
    rate_limit: str | None,
    log_requests: RequestLog | None,
) -> None:
    """Serve the JSON API, MCP and the pages for other sites without the chat, in several processes if you like.

    All processes read one index, and take up a new one within a second or so. SIGHUP replaces them one by one, and no
    request is lost. The chat keeps its conversations in its own process: run 'onrecord chat' beside this for it.
    """
    from bot.http.listener import bound_socket, url_of
    from bot.http.supervisor import Supervisor
    from index.store.manifest import read_manifest

    folder = index_folder_of(settings, index_folder)
    settings = replace(with_serving(settings, frame_ancestors, rate_limit, log_requests), index_folder=folder)
    # What every worker would find, found once and before any is started.
    read_manifest(folder)
    with bound_socket(host, port) as listener, tempfile.TemporaryDirectory(prefix="onrecord-metrics-") as counted:
        share_metrics(Path(counted))
        url = url_of(listener)
        Supervisor(
            _App(replace(settings, metrics_folder=Path(counted))),
            listener,
            workers,
            root_path=root_path,
            on_ready=lambda: click.echo(f"onrecord is ready on {url}"),
        ).run()


@dataclass(frozen=True, slots=True)
class _App:
    """What one of the processes serves."""

    settings: Settings

    def __call__(self) -> "FastAPI":
        log_to_stderr(self.settings)
        from bot.api import create_app
        from bot.live_index import LiveIndex
        from bot.watcher import Watcher
        from index.passage_index import open_index

        folder = self.settings.index_folder
        live_index = LiveIndex(open_index(folder, reranker=self.settings.reranker))
        return create_app(live_index, self.settings, with_chat=False, watcher=Watcher(live_index, folder))
