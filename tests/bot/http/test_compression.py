"""What is sent compressed: what is larger than a packet, and no stream of events."""

from collections.abc import Iterator

import pytest
from fastapi import FastAPI
from fastapi.testclient import TestClient
from starlette.responses import PlainTextResponse, StreamingResponse

from bot.http.metrics import Metrics
from bot.http.stack import MIN_COMPRESSED_BYTES, middleware
from bot.settings import Settings
from tests.fakes import fake_index

PACKED = {"Accept-Encoding": "gzip"}


@pytest.fixture(scope="module")
def client() -> Iterator[TestClient]:
    app = FastAPI(middleware=middleware(Settings(), Metrics(fake_index([]).snapshot), lambda: "build"))

    @app.get("/sized/{n}")
    def sized(n: int) -> PlainTextResponse:
        return PlainTextResponse("x" * n)

    @app.get("/events")
    def events() -> StreamingResponse:
        return StreamingResponse(("data: x\n\n" for _ in range(1000)), media_type="text/event-stream")

    with TestClient(app) as opened:
        yield opened


@pytest.mark.parametrize(
    ("n_bytes", "encoding"), [(MIN_COMPRESSED_BYTES - 1, None), (MIN_COMPRESSED_BYTES, "gzip"), (50_000, "gzip")]
)
def test_only_what_is_large_is_compressed(client: TestClient, n_bytes: int, encoding: str | None) -> None:
    reply = client.get(f"/sized/{n_bytes}", headers=PACKED)
    assert reply.headers.get("content-encoding") == encoding
    assert reply.text == "x" * n_bytes


def test_stream_of_events_is_not_held_back(client: TestClient) -> None:
    reply = client.get("/events", headers=PACKED)
    assert "content-encoding" not in reply.headers
    assert reply.text == "data: x\n\n" * 1000


def test_whoever_cannot_unpack_gets_it_plain(client: TestClient) -> None:
    reply = client.get("/sized/50000", headers={"Accept-Encoding": "identity"})
    assert ("content-encoding" in reply.headers, len(reply.content)) == (False, 50_000)
