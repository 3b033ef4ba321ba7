"""A connection that is closed where its client neither speaks nor listens: others would be kept out in the end."""

import asyncio
from typing import Any

import h11
from uvicorn.protocols.http.flow_control import CLOSE_HEADER
from uvicorn.protocols.http.h11_impl import H11Protocol

HEAD_SECONDS = 10.0
"""How long the head of a request may take to come, from the connection's first moment or the request's first byte."""

STALLED_SECONDS = 30.0
"""How long a client may take in nothing of a reply that waits for it."""


class Connection(H11Protocol):
    """uvicorn's connection, which itself closes only what is idle after a reply."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:  # noqa: ANN401 - uvicorn's own signature
        super().__init__(*args, **kwargs)
        self._head_timer: asyncio.TimerHandle | None = None
        self._reply_timer: asyncio.TimerHandle | None = None
        self._ends = False

    def connection_made(self, transport: asyncio.Transport) -> None:  # type: ignore[override]  # as uvicorn has it
        super().connection_made(transport)
        self._head_timer = self.loop.call_later(HEAD_SECONDS, transport.close)

    def data_received(self, data: bytes) -> None:
        super().data_received(data)
        if self.conn.their_state is not h11.IDLE:
            self._stop(self._head_timer)
            self._head_timer = None
        elif self._head_timer is None:
            self._head_timer = self.loop.call_later(HEAD_SECONDS, self.transport.close)
        if self._ends:
            self._close_after_reply()

    def pause_writing(self) -> None:
        super().pause_writing()
        self._wait_for_reader()

    def resume_writing(self) -> None:
        super().resume_writing()
        self._stop(self._reply_timer)

    def on_response_complete(self) -> None:
        super().on_response_complete()
        # The rest of a reply lies here however little of it is taken, and the connection with it.
        if self.transport.get_write_buffer_size():
            self._wait_for_reader()

    def connection_lost(self, exc: Exception | None) -> None:
        self._stop(self._head_timer)
        self._stop(self._reply_timer)
        super().connection_lost(exc)

    def shutdown(self) -> None:
        """Answer what has been asked, or is on its way, before the connection is closed.

        uvicorn closes at once where no request was seen yet: one that came just then would be lost.
        """
        self._ends = True
        self._close_after_reply()

    def cut_off(self) -> None:
        """Close the connection unless an answer is still being made: what else would be waited for has no end."""
        if self.cycle is None or self.cycle.response_complete:
            self.transport.close()
        elif self.cycle.response_started:
            self.transport.abort()

    def _close_after_reply(self) -> None:
        if self.cycle is not None and not self.cycle.response_complete:
            self.cycle.keep_alive = False
            # uvicorn tells the client so where the client has asked for it.
            self.cycle.scope["headers"] = [*self.cycle.scope["headers"], CLOSE_HEADER]

    def _wait_for_reader(self) -> None:
        self._stop(self._reply_timer)
        n_left = self.transport.get_write_buffer_size()
        self._reply_timer = self.loop.call_later(STALLED_SECONDS, self._abort_unless_fewer, n_left)

    def _abort_unless_fewer(self, n_before: int) -> None:
        n_left = self.transport.get_write_buffer_size()
        if n_left >= n_before:
            # Aborted, since a close would wait until all has been sent.
            self.transport.abort()
        elif n_left:
            self._wait_for_reader()

    @staticmethod
    def _stop(timer: asyncio.TimerHandle | None) -> None:
        if timer is not None:
            timer.cancel()
