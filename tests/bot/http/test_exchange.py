"""What is noted of each request: the pattern of its route, never its path, and what it came to."""

import asyncio

import pytest
from fastapi import FastAPI
from fastapi.testclient import TestClient
from starlette.responses import PlainTextResponse, StreamingResponse
from starlette.types import Receive, Scope, Send

from bot.http.exchange import CUT_OFF, Exchange, Observed
from bot.http.metrics import Metrics
from bot.http.stack import middleware
from bot.settings import Settings
from tests.bot.chat_app import in_own_loop
from tests.bot.http.asgi import http_scope, reply_of
from tests.fakes import fake_index


def observed(monkeypatch: pytest.MonkeyPatch) -> tuple[TestClient, list[Exchange]]:
    seen: list[Exchange] = []
    metrics = Metrics(fake_index([]).snapshot)
    monkeypatch.setattr(metrics, "count", seen.append)
    app = FastAPI(middleware=middleware(Settings(), metrics, lambda: "build"))

    @app.get("/things/{thing:path}")
    def things(thing: str) -> PlainTextResponse:
        return PlainTextResponse(thing)

    @app.get("/broken")
    def broken() -> None:
        raise ZeroDivisionError

    @app.get("/streamed")
    def streamed() -> StreamingResponse:
        return StreamingResponse(iter([b"abc", b"de"]))

    return TestClient(app), seen


@pytest.mark.parametrize(
    ("method", "path", "expected"),
    [
        ("GET", "/things/a/b?q=1", ("GET", "/things/{thing:path}", 200, "q=1")),
        ("HEAD", "/things/a", ("HEAD", "/things/{thing:path}", 200, "")),
        ("POST", "/things/a", ("POST", "/things/{thing:path}", 405, "")),
        ("GET", "/streamed", ("GET", "/streamed", 200, "")),
        ("GET", "/made/up/by/a/client", ("GET", "other", 404, "")),
        ("FOO", "/made/up", ("other", "other", 404, "")),
        ("GET", "/chat/anything", ("GET", "/chat", 404, "")),
        ("GET", "/mcp/x", ("GET", "/mcp", 404, "")),
    ],
)
def test_request_is_noted_by_its_route(
    monkeypatch: pytest.MonkeyPatch, method: str, path: str, expected: tuple[str, str, int, str]
) -> None:
    client, seen = observed(monkeypatch)
    reply = client.request(method, path, headers={"Accept-Encoding": "identity"})
    (exchange,) = seen
    assert (exchange.method, exchange.route, exchange.status, exchange.query) == expected
    assert exchange.n_bytes == len(reply.content)
    assert exchange.seconds > 0


def test_bug_is_noted_as_500(monkeypatch: pytest.MonkeyPatch) -> None:
    client, seen = observed(monkeypatch)
    client.get("/broken")
    assert [(each.route, each.status) for each in seen] == [("/broken", 500)]


def test_request_whose_client_went_away_is_noted_as_cut_off() -> None:
    seen: list[Exchange] = []

    async def waits(scope: Scope, receive: Receive, send: Send) -> None:
        await asyncio.Event().wait()

    async def gone() -> None:
        asked = asyncio.create_task(reply_of(Observed(waits, [seen.append]), http_scope("/x")))
        await asyncio.sleep(0)
        asked.cancel()
        with pytest.raises(asyncio.CancelledError):
            await asked

    in_own_loop(gone())
    assert [(each.route, each.status, each.n_bytes) for each in seen] == [("other", CUT_OFF, 0)]
    assert CUT_OFF == 499
