"""Which requests make the program search, read or render: those that are counted and bounded."""

from starlette.types import Scope

from bot.http.route_path import is_below, route_path

_COSTLY = (
    *("/api", "/mcp", "/explore"),
    # Gradio's ways to hand over a question; its page and its files cost little.
    *("/chat/gradio_api/queue/join", "/chat/gradio_api/run", "/chat/gradio_api/call", "/chat/gradio_api/api"),
)


def is_costly(scope: Scope) -> bool:
    """Whether the request asks for work; a preflight does not."""
    if scope["type"] != "http" or scope["method"] == "OPTIONS":
        return False
    path = route_path(scope)
    return path == "/embed" or any(is_below(path, prefix) for prefix in _COSTLY)
