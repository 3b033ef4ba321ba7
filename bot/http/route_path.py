"""The path of a request as the application knows it."""

from starlette.types import Scope


def route_path(scope: Scope) -> str:
    """The path below the prefix that a proxy serves the application under."""
    path: str = scope["path"]
    root_path: str = scope.get("root_path", "")
    below = path.removeprefix(root_path)
    return below if below.startswith("/") else path


def is_below(path: str, prefix: str) -> bool:
    """Whether the path is the prefix or stands below it: "/chat" and "/chat/x" are below "/chat", "/chats" is not."""
    return path == prefix or path.startswith(f"{prefix.rstrip('/')}/")
