"""One request to an ASGI application, and small applications to put middleware around."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from starlette.responses import PlainTextResponse
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from tests.bot.chat_app import in_own_loop

ELSEWHERE = "203.0.113.5"
"""A client that is not on this machine."""


@dataclass(frozen=True, slots=True)
class Reply:
    """What came back."""

    status: int
    headers: Mapping[str, str]
    body: bytes


@dataclass
class Recorder:
    """An application that says "here" and remembers what it was asked."""

    scopes: list[Scope] = field(default_factory=list)

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        self.scopes.append(scope)
        await PlainTextResponse("here")(scope, receive, send)


def http_scope(
    path: str, method: str = "GET", *, client: str | None = ELSEWHERE, headers: Mapping[str, str] | None = None
) -> dict[str, Any]:
    """The scope of a request as a server makes it."""
    target, _, query = path.partition("?")
    return {
        "type": "http",
        "method": method,
        "path": target,
        "root_path": "",
        "query_string": query.encode(),
        "headers": [(name.lower().encode(), value.encode()) for name, value in (headers or {}).items()],
        "client": None if client is None else (client, 50_000),
        "server": ("testserver", 80),
        "scheme": "http",
    }


def body_of(*parts: bytes) -> Receive:
    """A request's body in those parts; afterwards the client is gone."""
    messages: list[Message] = [
        {"type": "http.request", "body": part, "more_body": number < len(parts)}
        for number, part in enumerate(parts or (b"",), 1)
    ]

    async def receive() -> Message:
        return messages.pop(0) if messages else {"type": "http.disconnect"}

    return receive


async def reply_of(app: ASGIApp, scope: Scope, receive: Receive | None = None) -> Reply:
    """The application's whole reply."""
    sent: list[Message] = []

    async def send(message: Message) -> None:
        sent.append(message)

    await app(scope, receive or body_of(), send)
    assert sent[0]["type"] == "http.response.start"
    headers = {name.decode("latin-1"): value.decode("latin-1") for name, value in sent[0]["headers"]}
    return Reply(sent[0]["status"], headers, b"".join(message.get("body", b"") for message in sent[1:]))


def reply_to(app: ASGIApp, path: str, method: str = "GET", **request: Any) -> Reply:  # noqa: ANN401 - of http_scope
    """The application's reply to one request."""
    return in_own_loop(reply_of(app, http_scope(path, method, **request)))


def statuses_of(app: ASGIApp, scopes: Sequence[Scope]) -> list[int]:
    """The statuses of requests made one after the other."""

    async def all_of_them() -> list[int]:
        return [(await reply_of(app, scope)).status for scope in scopes]

    return in_own_loop(all_of_them())
