"""How large the body of a request may be, and how long it may take to come."""

import asyncio
from itertools import chain, repeat

from starlette.types import ASGIApp, Message, Receive, Scope, Send

from bot.http.problem import problem_response


class BodyLimit:
    """Answers 413 to a request whose body is larger than `max_bytes`, before the application sees any of it.

    A body that has not come whole within `max_seconds` is answered with 408. Plain ASGI, since
    `@app.middleware("http")` would break the chat's event streams. The body is read whole first: an application that
    met the limit while reading would turn it into an error of its own.
    """

    def __init__(self, app: ASGIApp, max_bytes: int, max_seconds: float) -> None:
        self.app = app
        self.max_bytes = max_bytes
        self.max_seconds = max_seconds

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return
        try:
            async with asyncio.timeout(self.max_seconds):
                messages = None if _declared_bytes(scope) > self.max_bytes else await self._read(receive)
        except TimeoutError:
            detail = f"the request's body did not come within {self.max_seconds:g} seconds; send it at once"
            await problem_response(408, detail, {"Connection": "close"})(scope, receive, send)
            return
        if messages is None:
            detail = f"the request's body is too large; send {self.max_bytes} bytes or fewer"
            # Not closed: the server drops the rest of the body, else who is still sending would not hear the reply.
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


def _declared_bytes(scope: Scope) -> int:
    values = [value for name, value in scope["headers"] if name == b"content-length"]
    return int(values[0]) if values and values[0].isdigit() else 0


def _replayed(messages: list[Message], receive: Receive) -> Receive:
    remaining = chain(messages, repeat(None))

    async def replay() -> Message:
        message = next(remaining)
        return await receive() if message is None else message

    return replay
