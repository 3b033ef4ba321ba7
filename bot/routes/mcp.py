"""/mcp: the tools for programs that use language models, over MCP's streamable HTTP."""

from typing import TYPE_CHECKING

from anyio import Lock, to_thread
from fastapi import FastAPI
from starlette.routing import Route
from starlette.types import Receive, Scope, Send

from bot.live_index import LiveIndex
from bot.tools.hosts import checked_hosts

if TYPE_CHECKING:
    from bot.tools.http import Endpoint

MCP_PATH = "/mcp"


def add_mcp(app: FastAPI, live_index: LiveIndex, hosts: tuple[str, ...]) -> None:
    """Let the application's tools be called.

    :param hosts: the names that others reach it by, as `quotes.example`; this machine's own need not be given.
    :raises ServeError: where one is no name of a server.
    """
    endpoint = _LoadedAtFirstCall(live_index, checked_hosts(hosts))
    # Both, since clients are given either: a redirection from one to the other would name the wrong scheme behind a
    # proxy. POST alone: GET would open a stream for messages that never come, DELETE end a session that is not kept.
    for path in (MCP_PATH, f"{MCP_PATH}/"):
        app.router.routes.append(Route(path, endpoint, methods=["POST"], include_in_schema=False))


class _LoadedAtFirstCall:
    """The endpoint, made when somebody first calls it: MCP's library takes as long to load as the index to open."""

    def __init__(self, live_index: LiveIndex, hosts: frozenset[str]) -> None:
        self._live_index = live_index
        self._hosts = hosts
        self._lock = Lock()
        self._endpoint: Endpoint | None = None

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        endpoint = await self._loaded()
        await endpoint(scope, receive, send)

    async def _loaded(self) -> "Endpoint":
        async with self._lock:
            if self._endpoint is None:
                self._endpoint = await to_thread.run_sync(self._load)
            return self._endpoint

    def _load(self) -> "Endpoint":
        from bot.tools.http import Endpoint

        return Endpoint(self._live_index, self._hosts)
