"""Clients that speak slowly, or not at all, or do not listen: all others are answered, and those are closed."""

import asyncio
import socket
from collections.abc import Iterator
from contextlib import ExitStack
from pathlib import Path

import httpx
import pytest
from fastapi import FastAPI
from fastapi.responses import Response

from bot.api import create_app
from tests.bot.http.served import BORDER, asked, connected, ready, said_by, said_until, serving, wait_for
from tests.fakes import fake_index, fake_passage

HALF_HEAD = b"GET /api/v1/ask?q=border HTTP/1.1\r\nHost: "
HALF_BODY = b'POST /api/v1/verify HTTP/1.1\r\nHost: x\r\nContent-Length: 100\r\n\r\n{"passages": ['
ASK_FOR_MUCH = b"GET /much HTTP/1.1\r\nHost: x\r\n\r\n"


@pytest.fixture
def impatient(monkeypatch: pytest.MonkeyPatch) -> None:
    """A server that waits a tenth of a second where it would wait ten and more."""
    monkeypatch.setattr("bot.http.connection.HEAD_SECONDS", 0.1)
    monkeypatch.setattr("bot.http.connection.STALLED_SECONDS", 0.1)
    monkeypatch.setattr("bot.http.stack.MAX_BODY_SECONDS", 0.1)


@pytest.fixture
def site(impatient: None) -> Iterator[str]:
    app = create_app(fake_index([fake_passage("The border is shut.")]), with_chat=False)
    with serving(app) as (url, _):
        yield url


def deaf(url: str, request: bytes) -> socket.socket:
    """A client that asks and has room for little of the reply."""
    client = socket.socket()
    client.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 2048)
    client.connect(("127.0.0.1", int(url.rpartition(":")[2])))
    client.sendall(request)
    return client


def test_others_are_answered_while_300_connections_are_held(built_index: Path) -> None:
    with ready("serve", "--index", str(built_index)) as served, ExitStack() as held:
        for first_words, n in ((HALF_HEAD, 200), (HALF_BODY, 50)):
            for _ in range(n):
                held.enter_context(connected(served.url)).sendall(first_words)
        for _ in range(50):
            held.enter_context(deaf(served.url, b"GET /docs HTTP/1.1\r\nHost: x\r\n\r\n"))
        for _ in range(50):
            assert asked(served.url, "Will the border stay shut this winter?") == [BORDER]


def test_connection_without_a_whole_head_is_closed(site: str) -> None:
    for first_words in (b"", HALF_HEAD):
        with connected(site) as client:
            client.sendall(first_words)
            assert said_by(client) == b""


def test_kept_connection_without_a_whole_next_head_is_closed(site: str) -> None:
    with connected(site) as client:
        client.sendall(b"GET /healthz HTTP/1.1\r\nHost: x\r\n\r\n")
        said_until(client, b'{"status":"ok"}')
        client.sendall(HALF_HEAD)
        assert said_by(client) == b""


def test_body_that_does_not_come_is_answered_and_the_connection_closed(site: str) -> None:
    with connected(site) as client:
        client.sendall(HALF_BODY)
        head, _, body = said_by(client).partition(b"\r\n\r\n")
    assert head.startswith(b"HTTP/1.1 408 ") and b"\r\nconnection: close" in head
    assert b'"detail":"the request\'s body did not come within 0.1 seconds; send it at once"' in body


def test_wait_for_a_slow_answer_is_no_silence_of_the_client(impatient: None) -> None:
    app = create_app(fake_index([fake_passage("The border is shut.")]), with_chat=False)
    has_waited = []

    @app.get("/slow")
    async def slow() -> str:
        await asyncio.sleep(0.5)
        has_waited.append(True)
        return "done"

    with serving(app) as (url, _):
        assert httpx.get(f"{url}/slow").json() == "done"
    assert has_waited == [True]


@pytest.mark.parametrize("n_bytes", [40_000, 10_000_000], ids=["all in the server's hands", "more than it takes"])
def test_reply_that_nobody_reads_is_given_up(n_bytes: int, impatient: None) -> None:
    app = FastAPI()

    @app.get("/much")
    def much() -> Response:
        return Response(b"x" * n_bytes)

    with serving(app) as (url, server), deaf(url, ASK_FOR_MUCH) as client:
        wait_for(lambda: server.server_state.connections)
        wait_for(lambda: not server.server_state.connections)
        received = 0
        try:
            while taken := client.recv(65_536):
                received += len(taken)
        except ConnectionResetError:
            pass
    assert received < n_bytes


def test_reply_that_is_read_in_time_comes_whole(impatient: None) -> None:
    app = FastAPI()

    @app.get("/much")
    def much() -> Response:
        return Response(b"x" * 10_000_000)

    with serving(app) as (url, _):
        assert httpx.get(f"{url}/much", timeout=60).content == b"x" * 10_000_000
