"""What the chat's page asks Gradio for, and nothing else that Gradio would answer."""

from starlette.datastructures import MutableHeaders
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from bot.http.problem import problem_response
from bot.http.route_path import is_below, route_path

CHAT = "/chat"

_READ = frozenset(
    f"{CHAT}{path}"
    for path in (
        *("", "/", "/config", "/theme.css", "/favicon.ico", "/manifest.json", "/robots.txt"),
        *("/gradio_api/info", "/gradio_api/app_id", "/gradio_api/queue/data"),
    )
)
_READ_BELOW = (f"{CHAT}/assets", f"{CHAT}/static", f"{CHAT}/gradio_api/heartbeat")
_WRITTEN = frozenset({f"{CHAT}/gradio_api/queue/join"})


class ChatPaths:
    """Answers 404 to whatever below /chat the page does not use: files, uploads, proxying, calls beside the queue.

    Gradio's functions can be called without its queue and its limits there, whatever their visibility. A page is
    kept by no cache without being asked for again, since it repeats the name that the request gave the site.
    """

    def __init__(self, app: ASGIApp) -> None:
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http" or not is_below(route_path(scope), CHAT):
            await self.app(scope, receive, send)
            return
        if not _is_used(scope["method"], route_path(scope)):
            detail = f"the chat has nothing for {scope['method'][:20]} at this address; open {CHAT}/ in a browser"
            await problem_response(404, detail)(scope, receive, send)
            return

        async def asked_for_again(message: Message) -> None:
            if message["type"] == "http.response.start":
                headers = MutableHeaders(scope=message)
                if headers.get("content-type", "").startswith(("text/html", "application/json")):
                    headers.setdefault("Cache-Control", "no-cache")
            await send(message)

        await self.app(scope, receive, asked_for_again)


def _is_used(method: str, path: str) -> bool:
    if method == "POST":
        return path in _WRITTEN
    if method == "OPTIONS":
        return path in _READ | _WRITTEN
    is_read = path in _READ or any(is_below(path, prefix) for prefix in _READ_BELOW)
    return method in ("GET", "HEAD") and is_read
