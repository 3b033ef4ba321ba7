"""The application on a port of this machine, in this process, until it is told to stop."""

import socket
from collections.abc import Callable

from fastapi import FastAPI

from bot.http.opening import Opening
from bot.http.server import Server
from bot.live_index import LiveIndex


def serve(
    open_index: Callable[[], LiveIndex],
    create_app: Callable[[LiveIndex], FastAPI],
    listener: socket.socket,
    on_ready: Callable[[LiveIndex], None],
    *,
    root_path: str = "",
) -> None:
    """Serve on the socket until the process is asked to end; what is asked before the index is open is told to wait.

    :param on_ready: told once questions are taken.
    :param root_path: the prefix below which a proxy serves the application, which it takes off before it asks.
    :raises OnrecordError: what `open_index` or `create_app` raise.
    """
    failures: list[BaseException] = []

    def on_opened(live_index: LiveIndex | None, failure: BaseException | None) -> None:
        if live_index is not None:
            on_ready(live_index)
        if failure is not None:
            failures.append(failure)
            server.should_exit = True

    server = Server(Opening(open_index, create_app, on_opened), root_path)
    server.run(sockets=[listener])
    if failures:
        raise failures[0]
