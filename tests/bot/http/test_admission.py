"""How many requests are worked on at once: the next is told to come again, and a place comes free in every case."""

import asyncio
import json
from collections.abc import Awaitable, Callable

import pytest
from starlette.responses import PlainTextResponse
from starlette.types import Message, Receive, Scope, Send

from bot.http.admission import Admission
from tests.bot.chat_app import in_own_loop
from tests.bot.http.asgi import Reply, body_of, http_scope, reply_of

ASK = "/api/v1/ask"


class Slow:
    """An application that answers when it is let."""

    def __init__(self) -> None:
        self.begun = asyncio.Event()
        self.let = asyncio.Event()

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        self.begun.set()
        await self.let.wait()
        await PlainTextResponse("here")(scope, receive, send)


async def while_one_waits(then: Callable[[Admission], Awaitable[Reply]]) -> tuple[Reply, Reply, int]:
    """What is answered meanwhile, what the one gets in the end, and how many are counted afterwards."""
    slow = Slow()
    app = Admission(slow, max_waiting=1)
    first = asyncio.create_task(reply_of(app, http_scope(ASK)))
    await slow.begun.wait()
    meanwhile = asyncio.create_task(_reply(then, app))
    if app.n_waiting == 1:
        slow.begun.clear()
    done, _ = await asyncio.wait({meanwhile, asyncio.create_task(slow.begun.wait())}, return_when="FIRST_COMPLETED")
    slow.let.set()
    return await meanwhile, await first, app.n_waiting


async def _reply(then: Callable[[Admission], Awaitable[Reply]], app: Admission) -> Reply:
    return await then(app)


def test_one_too_many_is_told_to_come_again() -> None:
    refused, answered, n_waiting = in_own_loop(while_one_waits(lambda app: reply_of(app, http_scope(ASK))))
    assert (refused.status, refused.headers["retry-after"]) == (503, "1")
    assert json.loads(refused.body) == {
        "type": "about:blank",
        "title": "Service Unavailable",
        "status": 503,
        "detail": "1 requests wait already; ask again in a moment",
    }
    assert (answered.status, answered.body, n_waiting) == (200, b"here", 0)


@pytest.mark.parametrize(("path", "method"), [("/healthz", "GET"), ("/chat/assets/a.js", "GET"), (ASK, "OPTIONS")])
def test_what_costs_nothing_is_let_in(path: str, method: str) -> None:
    let_in, answered, n_waiting = in_own_loop(while_one_waits(lambda app: reply_of(app, http_scope(path, method))))
    assert (let_in.status, answered.status, n_waiting) == (200, 200, 0)


def test_slow_reader_holds_no_place() -> None:
    async def read_slowly() -> tuple[int, int]:
        app = Admission(PlainTextResponse("here"), max_waiting=1)
        begun, let = asyncio.Event(), asyncio.Event()

        async def send(message: Message) -> None:
            begun.set()
            await let.wait()

        slow = asyncio.create_task(_asked(app, send))
        await begun.wait()
        meanwhile = await reply_of(app, http_scope(ASK))
        let.set()
        await slow
        return meanwhile.status, app.n_waiting

    assert in_own_loop(read_slowly()) == (200, 0)


async def _asked(app: Admission, send: Send) -> None:
    await app(http_scope(ASK), body_of(), send)


async def _fails(scope: Scope, receive: Receive, send: Send) -> None:
    raise ZeroDivisionError


async def _says_nothing(scope: Scope, receive: Receive, send: Send) -> None:
    """As where the client is gone."""


async def _nobody_listens(message: Message) -> None:
    raise OSError("the client is gone")


def test_place_is_free_again_after_an_error() -> None:
    async def failing() -> int:
        app = Admission(_fails, max_waiting=1)
        for _ in range(2):
            with pytest.raises(ZeroDivisionError):
                await reply_of(app, http_scope(ASK))
        return app.n_waiting

    assert in_own_loop(failing()) == 0


def test_place_is_free_again_where_the_client_went_away() -> None:
    async def gone() -> list[int]:
        silent, unheard = Admission(_says_nothing, max_waiting=1), Admission(PlainTextResponse("x"), max_waiting=1)
        for _ in range(2):
            await _asked(silent, _nobody_listens)
            with pytest.raises(OSError, match="gone"):
                await _asked(unheard, _nobody_listens)
        return [silent.n_waiting, unheard.n_waiting]

    assert in_own_loop(gone()) == [0, 0]


def test_place_is_free_again_where_the_request_is_cancelled() -> None:
    async def cancelled() -> int:
        slow = Slow()
        app = Admission(slow, max_waiting=1)
        asked = asyncio.create_task(reply_of(app, http_scope(ASK)))
        await slow.begun.wait()
        asked.cancel()
        with pytest.raises(asyncio.CancelledError):
            await asked
        return app.n_waiting

    assert in_own_loop(cancelled()) == 0
