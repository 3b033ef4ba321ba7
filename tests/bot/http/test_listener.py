"""Taking a port, and going quietly."""

import asyncio
import logging
import socket
import sys

import pytest

from bot.http.listener import bound_socket
from bot.http.server import is_not_of_cut_streams
from index.errors import ServeError
from tests.bot.chat_app import in_own_loop


def test_port_0_takes_a_free_one_of_the_loopback_interface() -> None:
    with bound_socket("127.0.0.1", 0) as listener:
        host, port = listener.getsockname()
        assert host == "127.0.0.1" and port > 0
        socket.create_connection((host, port)).close()


def test_answers_are_sent_at_once_over_a_kept_connection() -> None:
    async def is_sent_at_once() -> bool:
        with bound_socket("127.0.0.1", 0) as listener:
            accepted: asyncio.Future[bool] = asyncio.get_running_loop().create_future()

            def look(_: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
                sock = writer.get_extra_info("socket")
                accepted.set_result(bool(sock.getsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY)))
                writer.close()

            async with await asyncio.start_server(look, sock=listener):
                _, writer = await asyncio.open_connection(*listener.getsockname())
                found = await accepted
                writer.close()
                return found

    assert in_own_loop(is_sent_at_once())


def test_port_in_use_is_named() -> None:
    with bound_socket("127.0.0.1", 0) as listener:
        port = listener.getsockname()[1]
        with pytest.raises(ServeError) as caught:
            bound_socket("127.0.0.1", port)
    assert str(caught.value) == f"port {port} on 127.0.0.1 is in use; choose another with --port"


def record(message: str, error: BaseException | None = None) -> logging.LogRecord:
    try:
        raise error or ValueError
    except BaseException:
        info = sys.exc_info() if error else None
    return logging.LogRecord("uvicorn.error", logging.ERROR, __file__, 1, message, (), info)


def test_streams_cut_at_the_end_are_no_news_but_bugs_are() -> None:
    assert not is_not_of_cut_streams(record("Exception in ASGI application", asyncio.CancelledError()))
    assert not is_not_of_cut_streams(record("Cancel 1 running task(s), timeout graceful shutdown exceeded"))
    assert is_not_of_cut_streams(record("Exception in ASGI application", ValueError()))
    assert is_not_of_cut_streams(record("anything else"))
