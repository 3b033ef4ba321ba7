"""How large a body may be and how long it may take: refused before the application sees any of it."""

import asyncio
import json

import pytest
from starlette.types import Message

from bot.http.body_limit import BodyLimit
from tests.bot.chat_app import in_own_loop
from tests.bot.http.asgi import Recorder, Reply, body_of, http_scope, reply_of


def problem_of(reply: Reply) -> tuple[int, str | None, str]:
    assert reply.headers["content-type"] == "application/problem+json"
    return reply.status, reply.headers.get("connection"), json.loads(reply.body)["detail"]


# Not closed: who is still sending would hear of a broken connection in place of the reply.
TOO_LARGE = (413, None, "the request's body is too large; send 10 bytes or fewer")


@pytest.mark.parametrize(("declared", "status"), [("10", 200), ("11", 413), ("99999999999999999999", 413)])
def test_declared_length_is_judged_before_anything_is_read(declared: str, status: int) -> None:
    inner = Recorder()
    scope = http_scope("/api/v1/verify", "POST", headers={"Content-Length": declared})
    reply = in_own_loop(reply_of(BodyLimit(inner, 10, 5), scope, body_of(b"x" * 10)))
    assert (reply.status, len(inner.scopes)) == (status, 1 if status == 200 else 0)
    if status == 413:
        assert problem_of(reply) == TOO_LARGE


@pytest.mark.parametrize(("parts", "is_let_in"), [((b"12345", b"67890"), True), ((b"12345", b"678901"), False)])
def test_body_of_undeclared_length_is_counted_as_it_comes(parts: tuple[bytes, ...], is_let_in: bool) -> None:
    seen: list[Message] = []

    async def inner(scope: object, receive: object, send: object) -> None:
        for _ in range(3):
            seen.append(await receive())  # type: ignore[operator]
        await Recorder()(scope, receive, send)  # type: ignore[arg-type]

    reply = in_own_loop(reply_of(BodyLimit(inner, 10, 5), http_scope("/x", "POST"), body_of(*parts)))
    if is_let_in:
        assert reply.status == 200
        assert [message.get("body") for message in seen] == [b"12345", b"67890", None]
        assert seen[2] == {"type": "http.disconnect"}
    else:
        assert seen == []
        assert problem_of(reply) == TOO_LARGE


def test_body_that_does_not_come_is_not_waited_for() -> None:
    inner = Recorder()

    async def asked() -> Reply:
        never = asyncio.Event()

        async def receive() -> Message:
            await never.wait()
            raise AssertionError

        return await reply_of(BodyLimit(inner, 10, 0), http_scope("/x", "POST"), receive)

    assert problem_of(in_own_loop(asked())) == (
        408,
        "close",
        "the request's body did not come within 0 seconds; send it at once",
    )
    assert inner.scopes == []


def test_time_is_not_counted_while_the_application_works() -> None:
    async def inner(scope: object, receive: object, send: object) -> None:
        # The application waits for the client to go away, as event streams do: longer than a body may take.
        assert await receive() == {"type": "http.request", "body": b"", "more_body": False}  # type: ignore[operator]
        assert await receive() == {"type": "http.disconnect"}  # type: ignore[operator]
        await Recorder()(scope, receive, send)  # type: ignore[arg-type]

    async def asked() -> Reply:
        messages: list[Message] = [{"type": "http.request", "body": b"", "more_body": False}]

        async def receive() -> Message:
            if messages:
                return messages.pop()
            await asyncio.sleep(0)
            return {"type": "http.disconnect"}

        return await reply_of(BodyLimit(inner, 10, 5), http_scope("/x"), receive)

    assert in_own_loop(asked()).status == 200


def test_other_kinds_of_connection_pass() -> None:
    seen: list[str] = []

    async def inner(scope: dict[str, object], receive: object, send: object) -> None:
        seen.append(str(scope["type"]))

    async def asked() -> None:
        await BodyLimit(inner, 10, 5)({"type": "lifespan"}, body_of(), None)  # type: ignore[arg-type]

    in_own_loop(asked())
    assert seen == ["lifespan"]
