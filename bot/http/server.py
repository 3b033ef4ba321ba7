"""The HTTP server of one process, which ends in good order when the process is asked to end."""

import asyncio
import logging
import signal
import socket
from types import FrameType

import uvicorn
from starlette.types import ASGIApp

from bot.http.connection import Connection

SECONDS_TO_END_STREAMS = 1
"""How long whoever is connected may go on before a stream is cut off and an idle connection closed."""

SECONDS_TO_ANSWER = 8
"""How long an answer that is being made may take until it is given up; containers are killed after ten seconds."""

BACKLOG = 128


class Server(uvicorn.Server):
    """A server that answers what it has been asked, then ends without a word."""

    def __init__(self, app: ASGIApp, root_path: str) -> None:
        super().__init__(
            uvicorn.Config(
                app,
                http=Connection,
                ws="none",
                lifespan="on",
                root_path=root_path,
                log_level="warning",
                access_log=False,
                server_header=False,
                backlog=BACKLOG,
                timeout_graceful_shutdown=SECONDS_TO_ANSWER,
            )
        )
        self._is_interrupted = False

    def handle_exit(self, sig: int, frame: FrameType | None) -> None:
        # uvicorn notes the signal too, and hands it on at the end: the process would then end as if it had failed.
        self.force_exit = self._is_interrupted and sig == signal.SIGINT
        self._is_interrupted = self._is_interrupted or sig == signal.SIGINT
        self.should_exit = True

    async def shutdown(self, sockets: list[socket.socket] | None = None) -> None:
        # Every open page holds a stream that only the server can end; that it was cut off is no news then.
        logging.getLogger("uvicorn.error").addFilter(is_not_of_cut_streams)
        asyncio.get_running_loop().call_later(SECONDS_TO_END_STREAMS, self._cut_off)
        await super().shutdown(sockets=sockets)

    def _cut_off(self) -> None:
        for connection in list(self.server_state.connections):
            if isinstance(connection, Connection):
                connection.cut_off()


def is_not_of_cut_streams(record: logging.LogRecord) -> bool:
    """Whether the record is news also where the server ends."""
    is_cancelled = record.exc_info is not None and record.exc_info[0] is asyncio.CancelledError
    said = record.getMessage()
    # Starlette hands uvicorn its trace as text.
    return not (is_cancelled or said.rstrip().endswith("CancelledError") or "timeout graceful shutdown" in said)
