"""What a browser may do with a reply: which scripts run, which pages may show it in a frame."""

import re
from collections.abc import Mapping

from starlette.datastructures import MutableHeaders
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from bot.http.route_path import is_below, route_path
from index.errors import ServeError

_NOTHING = "default-src 'none'; base-uri 'none'; form-action 'none'"
_OWN_PAGE = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; connect-src 'self'; "
    "form-action 'self'; base-uri 'none'"
)
# Gradio's page holds scripts and styles of its own in the page, and its HTML component makes functions out of text.
_CHAT = (
    "default-src 'self'; script-src 'self' 'unsafe-inline' 'unsafe-eval'; style-src 'self' 'unsafe-inline'; "
    "img-src 'self' data: blob:; font-src 'self' data:; connect-src 'self'; worker-src 'self' blob:; "
    "object-src 'none'; form-action 'self'; base-uri 'self'"
)

FRAMED = {"/chat": _CHAT, "/embed": _OWN_PAGE}
"""The pages that other sites may show in a frame, where the settings list them."""

PAGES = {"/docs": _OWN_PAGE}

_ALWAYS = {
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "no-referrer",
    "Permissions-Policy": "camera=(), geolocation=(), microphone=()",
}


_ORIGIN = re.compile(
    r"https?://(?:\*\.)?(?:[a-z0-9_-]+(?:\.[a-z0-9_-]+)*|\[[0-9a-f:.]+\])(?::[0-9]{1,5}|:\*)?", re.IGNORECASE
)
_USUAL_PORTS = {"http": re.compile(r":0*80$"), "https": re.compile(r":0*443$")}


def checked_origins(origins: tuple[str, ...]) -> tuple[str, ...]:
    """The origins as browsers write them: in small letters, and with a port only where it is not the usual one.

    :raises ServeError: on the first that is none.
    """
    wrong = next((origin for origin in origins if not _ORIGIN.fullmatch(origin)), None)
    if wrong is not None:
        raise ServeError(f"'{wrong}' is no site that may frame the chat; write it like https://wiki.example")
    return tuple(_as_in_browsers(origin.lower()) for origin in origins)


def _as_in_browsers(origin: str) -> str:
    scheme, _, site = origin.partition("://")
    return f"{scheme}://{_USUAL_PORTS[scheme].sub('', site)}"


class SecurityHeaders:
    """Gives each reply the headers that keep a browser from doing with it what nobody meant.

    :param frame_ancestors: the origins of the sites whose pages may show the chat and the embedded page in a frame.
    """

    def __init__(self, app: ASGIApp, frame_ancestors: tuple[str, ...]) -> None:
        self.app = app
        self.framed = " ".join(["'self'", *frame_ancestors])

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return
        added = self._headers(route_path(scope))

        async def with_headers(message: Message) -> None:
            if message["type"] == "http.response.start":
                headers = MutableHeaders(scope=message)
                for name, value in added.items():
                    headers.setdefault(name, value)
            await send(message)

        await self.app(scope, receive, with_headers)

    def _headers(self, path: str) -> Mapping[str, str]:
        framed = next((policy for prefix, policy in FRAMED.items() if is_below(path, prefix)), None)
        if framed is not None:
            return {**_ALWAYS, "Content-Security-Policy": f"{framed}; frame-ancestors {self.framed}"}
        policy = next((policy for prefix, policy in PAGES.items() if is_below(path, prefix)), _NOTHING)
        return {
            **_ALWAYS,
            "Content-Security-Policy": f"{policy}; frame-ancestors 'none'",
            "X-Frame-Options": "DENY",
            **({"Cross-Origin-Resource-Policy": "cross-origin"} if is_below(path, "/quote-bot.js") else {}),
        }
