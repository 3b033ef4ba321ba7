"""The moment by which an exchange with a server is over, whatever it is that it waits for."""

import socket
import struct
from contextlib import suppress
from threading import Lock, Timer
from time import monotonic
from typing import Any, Self

_CONNECTED = "connection.connect_tcp.complete"

_RESET = struct.pack("ii", 1, 0)

_LEAST_S = 0.001
"""A time to wait that httpx takes for one: with 0 it would not wait at all."""


class Deadline:
    """Cuts off the connections that it is shown once the time is over; a block, since a thread waits in it.

    httpx knows only how long a single read may take: a server that sends a byte now and then has no end for it.
    """

    def __init__(self, seconds: float) -> None:
        self.seconds = seconds
        self._ends = monotonic() + seconds
        self._has_passed = False
        self._sockets: list[socket.socket] = []
        self._lock = Lock()
        self._timer = Timer(seconds, self._pass)
        self._timer.daemon = True

    @property
    def has_passed(self) -> bool:
        return self._has_passed

    @property
    def remaining_s(self) -> float:
        return max(self._ends - monotonic(), _LEAST_S)

    def watch(self, event: str, details: dict[str, Any]) -> None:
        """Take notice of a connection that was made: httpx's extension "trace"."""
        if event != _CONNECTED:
            return
        connected: socket.socket = details["return_value"].get_extra_info("socket")
        with self._lock:
            # A second handle on the same connection: the first is handed on to TLS, or closed meanwhile.
            self._sockets.append(connected.dup())
            if self._has_passed:
                self._cut_off()

    def __enter__(self) -> Self:
        self._timer.start()
        return self

    def __exit__(self, *_: object) -> None:
        self._timer.cancel()
        with self._lock:
            for each in self._sockets:
                each.close()
            self._sockets.clear()

    def _pass(self) -> None:
        with self._lock:
            self._has_passed = True
            self._cut_off()

    def _cut_off(self) -> None:
        for each in self._sockets:
            # The other side may have closed it already.
            with suppress(OSError):
                # Closed with a reset: a server that goes on sending is not left waiting.
                each.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, _RESET)
                each.shutdown(socket.SHUT_RDWR)
