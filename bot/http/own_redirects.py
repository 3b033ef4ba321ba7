"""Where a redirect leads: to a path of the same site, whatever name the request gave the site."""

from urllib.parse import urlsplit, urlunsplit

from starlette.datastructures import Headers, MutableHeaders
from starlette.types import ASGIApp, Message, Receive, Scope, Send


class OwnRedirects:
    """Takes scheme and host off a Location that the application made out of the request's own Host.

    A request may name any host, and behind a proxy the application knows neither the scheme nor the name that
    the reader uses; a cache could hand the wrong one to others. A path is right in every case.
    """

    def __init__(self, app: ASGIApp) -> None:
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return
        host = Headers(scope=scope).get("host", "")

        async def with_own_path(message: Message) -> None:
            if message["type"] == "http.response.start":
                headers = MutableHeaders(scope=message)
                if "location" in headers:
                    headers["location"] = _without_host(headers["location"], host)
            await send(message)

        await self.app(scope, receive, with_own_path)


def _without_host(location: str, host: str) -> str:
    parts = urlsplit(location)
    if not parts.scheme or parts.netloc != host:
        return location
    # Two slashes would begin another host's address.
    return urlunsplit(("", "", f"/{parts.path.lstrip('/')}", parts.query, parts.fragment))
