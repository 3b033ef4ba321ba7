"""No server keeps a program waiting without end, or fills its memory."""

import socket
from collections.abc import Callable
from contextlib import suppress
from gzip import compress
from threading import Event, Timer

import pytest
from fastapi import FastAPI, Request, Response

from bot.client import Client
from tests.bot.check.test_server_connection import serving
from tests.bot.running import running
from tests.bot.test_client_faults import SILENT, failure, replying

HEAD = b"HTTP/1.1 200 OK\r\nContent-Type: application/json\r\n\r\n"


def flood(connection: socket.socket) -> None:
    connection.recv(65_536)
    try:
        connection.sendall(HEAD)
        while True:
            connection.sendall(b" " * 65_536)
    except OSError:
        return


def test_body_that_is_far_too_large_is_not_read_to_its_end(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("bot.remote.connection.MAX_REPLY_BYTES", 1_000_000)
    with serving(flood) as (address, _):
        error = failure(address)
    assert str(error) == (
        f"{address} does not answer (an answer of more than 1,000,000 bytes); see that 'onrecord chat' runs there"
    )


def test_body_without_end_is_not_waited_for(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("bot.remote.connection.MAX_REPLY_BYTES", 10**12)
    with serving(flood) as (address, _):
        error = failure(address, timeout_s=0.3)
    assert str(error) == (
        f"{address} does not answer (no end of an answer after 0.3 seconds); see that 'onrecord chat' runs there"
    )


def hang(connection: socket.socket) -> None:
    connection.recv(65_536)
    assert connection.recv(1) == b""


def test_silent_server_is_given_up() -> None:
    with serving(hang) as (address, _):
        error = failure(address, timeout_s=0.2)
    assert str(error) == f"{address} does not answer (timed out); see that 'onrecord chat' runs there"


def dribbling(*begin: bytes, done: Event) -> Callable[[socket.socket], None]:
    """Serve a connection with these bytes and then one more every now and then, until it is closed."""

    def dribble(connection: socket.socket) -> None:
        connection.recv(65_536)
        try:
            connection.sendall(b"".join(begin))
            while not done.wait(0.02):
                connection.sendall(b"x")
        except OSError:
            pass

    return dribble


@pytest.mark.parametrize(
    ("begin", "why"),
    [
        (b"HTTP/1.1 200 OK\r\nX-", "timed out"),
        (b"", "timed out"),
        (HEAD, "no end of an answer after 0.3 seconds"),
        (b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n1;", "no end of an answer after 0.3 seconds"),
    ],
)
def test_answer_that_comes_byte_by_byte_is_given_up_and_not_asked_for_again(begin: bytes, why: str) -> None:
    # Where nothing ends it, the server does after a minute, and the sentence is another.
    done = Event()
    ender = Timer(60, done.set)
    ender.start()
    with serving(dribbling(begin, done=done), dribbling(begin, done=done)) as (address, made):
        error = failure(address, timeout_s=0.3)
        done.set()
    ender.cancel()
    assert str(error) == f"{address} does not answer ({why}); see that 'onrecord chat' runs there"
    assert made == [0]


def after(seconds: float, reply: bytes) -> Callable[[socket.socket], None]:
    """Serve a connection slowly."""

    def serve(connection: socket.socket) -> None:
        connection.recv(65_536)
        Event().wait(seconds)
        with suppress(OSError):
            connection.sendall(reply)

    return serve


def test_second_try_has_what_is_left_of_the_time() -> None:
    with serving(after(0.3, b""), after(0.6, HEAD + SILENT)) as (address, _):
        error = failure(address, timeout_s=0.8)
    assert str(error) == f"{address} does not answer (timed out); see that 'onrecord chat' runs there"


@pytest.mark.parametrize("encoding", ["gzip", "gzip, gzip", "br", "anything"])
def test_compressed_answer_is_not_unpacked(monkeypatch: pytest.MonkeyPatch, encoding: str) -> None:
    def unpack(self: object, data: bytes) -> bytes:
        raise AssertionError

    monkeypatch.setattr("httpx._decoders.GZipDecoder.decode", unpack)
    packed = compress(compress(bytes(1_000_000)))
    with replying(Response(packed, headers={"Content-Encoding": encoding})) as address:
        error = failure(address)
    why = "an answer that is compressed, which was not asked for"
    assert str(error) == f"{address} does not answer ({why}); see that 'onrecord chat' runs there"


def test_answer_is_asked_for_as_it_is() -> None:
    app, asked = FastAPI(), []

    @app.get("/{path:path}")
    def reply(request: Request) -> Response:
        asked.append(request.headers["accept-encoding"])
        return Response(SILENT, headers={"Content-Encoding": "identity"})

    with running(app) as address, Client(address) as client:
        assert client.ask("x").level == "silent"
    assert asked == ["identity"]
