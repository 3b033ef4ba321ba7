"""What is known of a request once it has been answered: what the log and the figures are made of."""

import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from starlette.types import ASGIApp, Message, Receive, Scope, Send

from bot.http.route_path import is_below, route_path

_METHODS = frozenset({"GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS"})
_MOUNTED = ("/chat", "/mcp")

OTHER = "other"
"""A route, or a method, that there is none of: what clients may invent is no label."""

CUT_OFF = 499
"""The status of a request whose client went away before the reply, as nginx has it."""


@dataclass(frozen=True, slots=True)
class Exchange:
    """A request and its reply; `seconds` until the reply began, `n_bytes` of its body as it was sent.

    `route` is the pattern that the path fits, never the path; `query` what stands behind the question mark.
    """

    method: str
    route: str
    status: int
    seconds: float
    n_bytes: int
    query: str


Observe = Callable[[Exchange], None]


class Observed:
    """Tells the observers of each request, once its reply has been sent or its client is gone."""

    def __init__(self, app: ASGIApp, observers: Sequence[Observe]) -> None:
        self.app = app
        self.observers = observers

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return
        path, begin = route_path(scope), time.perf_counter()
        status, seconds, n_bytes = CUT_OFF, 0.0, 0

        async def watched(message: Message) -> None:
            nonlocal status, seconds, n_bytes
            if message["type"] == "http.response.start":
                status, seconds = message["status"], time.perf_counter() - begin
            n_bytes += len(message.get("body", b""))
            await send(message)

        try:
            await self.app(scope, receive, watched)
        finally:
            exchange = Exchange(
                method=scope["method"] if scope["method"] in _METHODS else OTHER,
                route=_route_of(scope, path),
                status=status,
                seconds=seconds or time.perf_counter() - begin,
                n_bytes=n_bytes,
                query=scope["query_string"].decode("ascii", "replace"),
            )
            for observe in self.observers:
                observe(exchange)


def _route_of(scope: Scope, path: str) -> str:
    mounted = next((prefix for prefix in _MOUNTED if is_below(path, prefix)), None)
    # The router writes into the scope what it found.
    found: str = getattr(scope.get("route"), "path", OTHER)
    return mounted or found
