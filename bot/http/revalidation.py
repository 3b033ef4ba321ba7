"""Replies that a cache may keep for as long as the index stays the same."""

from collections.abc import Callable
from hashlib import sha256

from starlette.datastructures import Headers, MutableHeaders
from starlette.responses import Response
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from bot.http.route_path import is_below, route_path

CACHE_CONTROL = "no-cache"
"""A cache may keep the reply but asks each time whether it holds: what was withdrawn is gone at once."""


class Revalidation:
    """Gives each good reply below the prefixes an ETag, and answers 304 where the client has just that already.

    The tag stands for the address and for what `version` gives: the same address gives the same reply until that
    changes. It is asked for before the reply is made, so that no reply is tagged as newer than it is.
    It is a weak one, since the reply may be compressed on its way.
    """

    def __init__(self, app: ASGIApp, prefixes: tuple[str, ...], version: Callable[[], str]) -> None:
        self.app = app
        self.prefixes = prefixes
        self.version = version

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        is_kept = (
            scope["type"] == "http"
            and scope["method"] in ("GET", "HEAD")
            and any(is_below(route_path(scope), prefix) for prefix in self.prefixes)
        )
        if not is_kept:
            await self.app(scope, receive, send)
            return
        tag = self._tag(scope)
        headers = {"ETag": tag, "Cache-Control": CACHE_CONTROL}
        # A tag is given with good replies only, so whoever has it had one.
        if tag.removeprefix("W/") in _held(scope):
            await Response(status_code=304, headers=headers)(scope, receive, send)
            return

        async def tagged(message: Message) -> None:
            if message["type"] == "http.response.start":
                given = MutableHeaders(scope=message)
                is_good = message["status"] == 200
                given.update(headers if is_good else {"Cache-Control": "no-store"})
            await send(message)

        await self.app(scope, receive, tagged)

    def _tag(self, scope: Scope) -> str:
        address = f"{self.version()} {route_path(scope)}?".encode() + scope["query_string"]
        return f'W/"{sha256(address).hexdigest()[:32]}"'


def _held(scope: Scope) -> frozenset[str]:
    """The tags that the client says it has, compared weakly."""
    given = Headers(scope=scope).getlist("if-none-match")
    return frozenset(tag.strip().removeprefix("W/") for value in given for tag in value.split(","))
