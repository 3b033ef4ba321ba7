"""The command onrecord mcp."""

from pathlib import Path

import click

from bot.commands.options import index_folder_of, index_option
from bot.settings import Settings


@click.command()
@index_option
@click.pass_obj
def mcp(settings: Settings, index_folder: Path | None) -> None:
    """Serve the index to a program that speaks MCP over stdin and stdout.

    Such a program, an assistant on the desktop for one, starts this command itself. Its tools are ask, speakers and
    passage; they only read. It ends when stdin does, after its last reply.
    """
    from bot.live_index import LiveIndex
    from bot.tools.stdio import serve_stdio
    from bot.watcher import Watcher
    from index.passage_index import open_index

    folder = index_folder_of(settings, index_folder)
    live_index = LiveIndex(open_index(folder, reranker=settings.reranker))
    with Watcher(live_index, folder):
        serve_stdio(live_index)
