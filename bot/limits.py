"""ASGI middleware in front of everything: how large a request may be, and which pages of other sites may read."""

from starlette.middleware.cors import CORSMiddleware
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from bot.problem import problem_response


class BodyLimit:
    """Answers 413 to a request whose body is larger than `max_bytes`, before the application sees any of it.

    Plain ASGI, since `@app.middleware("http")` would break the chat's event streams. The body is read whole first:
    an application that met the limit while reading would turn it into an error of its own.
    """

    def __init__(self, app: ASGIApp, max_bytes: int) -> None:
        self.app = app
        self.max_bytes = max_bytes

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return
        messages = None if _declared_bytes(scope) > self.max_bytes else await self._read(receive)
        if messages is None:
            detail = f"the request's body is too large; send {self.max_bytes} bytes or fewer"
            await problem_response(413, detail)(scope, receive, send)
            return
        await self.app(scope, _replayed(messages, receive), send)

    async def _read(self, receive: Receive) -> list[Message] | None:
        """The body's messages, or None where it is too large."""
        messages: list[Message] = []
        n_bytes = 0
        while True:
            message = await receive()
            messages.append(message)
            n_bytes += len(message.get("body", b""))
            if n_bytes > self.max_bytes:
                return None
            if message["type"] != "http.request" or not message.get("more_body", False):
                return messages


class OpenToOtherSites:
    """Lets pages of any site read what is below `prefix`, without credentials; elsewhere nothing is added."""

    def __init__(self, app: ASGIApp, prefix: str) -> None:
        self.app = app
        self.prefix = prefix
        self.open_app = CORSMiddleware(app, allow_origins=["*"], allow_methods=["GET"])

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        is_open = scope["type"] == "http" and scope["path"].startswith(self.prefix)
        await (self.open_app if is_open else self.app)(scope, receive, send)


def _declared_bytes(scope: Scope) -> int:
    values = [value for name, value in scope["headers"] if name == b"content-length"]
    return int(values[0]) if values and values[0].isdigit() else 0


def _replayed(messages: list[Message], receive: Receive) -> Receive:
    remaining = iter(messages)

    async def replay() -> Message:
        message = next(remaining, None)
        return await receive() if message is None else message

    return replay
