"""The end of a server: what has been asked is answered, what has no end is cut off."""

import asyncio
import signal
import threading
from collections.abc import AsyncIterator
from pathlib import Path

import httpx
import pytest
from fastapi import FastAPI
from fastapi.responses import StreamingResponse

from tests.bot.http.served import connected, ready, said_by, said_until, serving, wait_for

REQUEST = b"GET /quick HTTP/1.1\r\nHost: x\r\n\r\n"


@pytest.fixture
def patient(monkeypatch: pytest.MonkeyPatch) -> None:
    """A server that waits for whoever is connected as long as a test may take."""
    monkeypatch.setattr("bot.http.server.SECONDS_TO_END_STREAMS", 60)


def quick_app() -> FastAPI:
    app = FastAPI()

    @app.get("/quick")
    def quick() -> str:
        return "done"

    return app


def test_answer_that_is_being_made_is_finished() -> None:
    app, is_asked, may_answer = FastAPI(), threading.Event(), threading.Event()

    @app.get("/slow")
    def slow() -> str:
        is_asked.set()
        may_answer.wait()
        return "done"

    with serving(app) as (url, server), connected(url) as client:
        client.sendall(REQUEST.replace(b"quick", b"slow"))
        is_asked.wait()
        server.should_exit = True
        wait_for(lambda: not server.servers[0].is_serving())
        may_answer.set()
        reply = said_by(client)
    assert reply.startswith(b"HTTP/1.1 200 OK\r\n") and reply.endswith(b'\r\n\r\n"done"')
    assert b"\r\nconnection: close\r\n" in reply


def test_second_interrupt_waits_for_no_answer() -> None:
    app, is_asked, may_answer = FastAPI(), threading.Event(), threading.Event()

    @app.get("/slow")
    def slow() -> str:
        is_asked.set()
        may_answer.wait()
        return "done"

    with serving(app) as (url, server), connected(url) as client:
        client.sendall(REQUEST.replace(b"quick", b"slow"))
        is_asked.wait()
        server.handle_exit(signal.SIGINT, None)
        wait_for(lambda: not server.servers[0].is_serving())
        server.handle_exit(signal.SIGTERM, None)
        assert not server.force_exit
        server.handle_exit(signal.SIGINT, None)
        assert b"200 OK" not in said_by(client)
        may_answer.set()


@pytest.mark.usefixtures("patient")
def test_request_that_comes_as_the_server_ends_is_answered() -> None:
    with serving(quick_app()) as (url, server), connected(url) as fresh, connected(url) as kept:
        kept.sendall(REQUEST)
        said_until(kept, b'"done"')
        wait_for(lambda: len(server.server_state.connections) == 2)
        server.should_exit = True
        wait_for(lambda: not server.servers[0].is_serving())
        for client in (fresh, kept):
            client.sendall(REQUEST)
            reply = said_by(client)
            assert reply.endswith(b'"done"') and b"\r\nconnection: close\r\n" in reply


def test_idle_connection_and_stream_are_cut_off_without_a_word(
    monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr("bot.http.server.SECONDS_TO_END_STREAMS", 0.05)
    app = FastAPI()

    async def endless() -> AsyncIterator[str]:
        yield "begun"
        await asyncio.Event().wait()

    @app.get("/stream")
    def stream() -> StreamingResponse:
        return StreamingResponse(endless())

    with serving(app) as (url, server), connected(url) as idle, connected(url) as reader:
        reader.sendall(REQUEST.replace(b"quick", b"stream"))
        said_until(reader, b"begun\r\n")
        server.should_exit = True
        assert said_by(idle) == b""
        assert said_by(reader) == b""
    assert capfd.readouterr() == ("", "")


@pytest.mark.parametrize("command", [("chat",), ("serve", "--workers", "2")])
def test_process_that_is_told_to_stop_answers_first(command: tuple[str, ...], built_index: Path) -> None:
    body = b'{"passages": []}'
    head = f"POST /api/v1/verify HTTP/1.1\r\nHost: x\r\nContent-Type: application/json\r\nContent-Length: {len(body)}"
    with ready(*command, "--index", str(built_index)) as served, connected(served.url) as client:
        client.sendall(head.encode() + b"\r\nExpect: 100-continue\r\n\r\n" + body[:5])
        # The server says so once it waits for the rest.
        assert client.recv(4096).startswith(b"HTTP/1.1 100")
        served.process.terminate()
        wait_for(lambda: not _takes_connections(served.port))
        client.sendall(body[5:])
        reply = said_by(client)
        assert reply.startswith(b"HTTP/1.1 200") and reply.endswith(b'{"passages":[]}')
        assert served.ended() == (0, "")
        assert served.lines.empty()


def _takes_connections(port: int) -> bool:
    try:
        httpx.get(f"http://127.0.0.1:{port}/healthz", timeout=60)
    except httpx.TransportError:
        return False
    return True
