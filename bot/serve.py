"""The application on a port of this machine, until it is told to stop."""

import asyncio
import errno
import logging
import socket
from collections.abc import Callable
from contextlib import suppress

import uvicorn
from fastapi import FastAPI

from index.errors import ServeError

BACKLOG = 128
SECONDS_TO_END_STREAMS = 1


def bound_socket(host: str, port: int) -> socket.socket:
    """A socket that has the address; port 0 takes a free one.

    :raises ServeError: where the port is in use, or the address is not this machine's.
    """
    if not 0 <= port <= 65535:
        raise ServeError(f"{port} is not a port; choose one from 1024 to 65535 with --port")
    try:
        family, kind, protocol, _, address = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)[0]
        # With the protocol named, asyncio sends what it has at once; else an answer over a kept connection waits 40 ms.
        return _listening(socket.socket(family, kind, protocol), address)
    except OSError as error:
        if error.errno == errno.EADDRINUSE:
            raise ServeError(f"port {port} on {host} is in use; choose another with --port") from error
        raise ServeError(
            f"cannot listen on {host} port {port} ({error.strerror}); choose others with --host and --port"
        ) from error


def serve(app: FastAPI, listener: socket.socket, on_ready: Callable[[str], None]) -> None:
    """Serve on the socket until the process is asked to end; `on_ready` is told the URL once questions are taken."""
    host, port = listener.getsockname()[:2]
    url = f"http://[{host}]:{port}" if ":" in host else f"http://{host}:{port}"
    config = uvicorn.Config(
        app, log_level="warning", access_log=False, timeout_graceful_shutdown=SECONDS_TO_END_STREAMS
    )
    with suppress(KeyboardInterrupt):  # uvicorn ends in good order, then hands the interrupt on
        _AnnouncedServer(config, lambda: on_ready(url)).run(sockets=[listener])


def _listening(listener: socket.socket, address: tuple[object, ...]) -> socket.socket:
    try:
        listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        listener.bind(address)
        listener.listen(BACKLOG)
    except OSError:
        listener.close()
        raise
    return listener


class _AnnouncedServer(uvicorn.Server):
    """A server that says when it is up."""

    def __init__(self, config: uvicorn.Config, on_ready: Callable[[], None]) -> None:
        super().__init__(config)
        self._on_ready = on_ready

    async def shutdown(self, sockets: list[socket.socket] | None = None) -> None:
        # Every open page holds a stream that only the server can end; that it was cut off is no news then.
        logging.getLogger("uvicorn.error").addFilter(_is_not_of_cut_streams)
        await super().shutdown(sockets=sockets)

    async def startup(self, sockets: list[socket.socket] | None = None) -> None:
        await super().startup(sockets=sockets)
        if self.started:
            self._on_ready()


def _is_not_of_cut_streams(record: logging.LogRecord) -> bool:
    is_cancelled = record.exc_info is not None and record.exc_info[0] is asyncio.CancelledError
    return not is_cancelled and "timeout graceful shutdown" not in record.getMessage()
