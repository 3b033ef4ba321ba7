"""The connection to a server: what is tried again, what ends the run, and that no answer is waited for without end."""

import socket
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from threading import Event, Thread

import pytest

from bot.check.server_target import ServerTarget
from bot.phrases import Holders
from index.errors import UnreachableError

FOUND = b'{"passages": ["a:1"], "articles": []}'
HEAD = b"HTTP/1.1 200 OK\r\nContent-Type: application/json\r\n"
WHOLE = HEAD + b"Content-Length: %d\r\n\r\n" % len(FOUND) + FOUND

Serve = Callable[[socket.socket], None]
"""What is done with a connection; it is closed afterwards."""


@contextmanager
def serving(*served: Serve) -> Iterator[tuple[str, list[int]]]:
    """The address of a server that serves its connections so, in turn, and the numbers of those that were made."""
    made: list[int] = []

    def serve(listener: socket.socket) -> None:
        for number, each in enumerate(served):
            try:
                connection, _ = listener.accept()
            except OSError:
                return
            made.append(number)
            with closing(connection):
                each(connection)

    with socket.create_server(("127.0.0.1", 0)) as listener:
        thread = Thread(target=serve, args=(listener,), daemon=True)
        thread.start()
        yield f"http://127.0.0.1:{listener.getsockname()[1]}", made
        # Wakes the thread where it waits for a connection.
        listener.shutdown(socket.SHUT_RDWR)
        thread.join(10)
    assert not thread.is_alive()


def requested(connection: socket.socket) -> bool:
    """Whether a request came, before the connection was closed."""
    return bool(connection.recv(65_536))


def answer(connection: socket.socket) -> None:
    requested(connection)
    connection.sendall(WHOLE)


def answer_then_close_on_the_next(connection: socket.socket) -> None:
    answer(connection)
    requested(connection)


def close(connection: socket.socket) -> None:
    requested(connection)


def hang(connection: socket.socket) -> None:
    requested(connection)
    assert not requested(connection)


def break_off(connection: socket.socket) -> None:
    requested(connection)
    connection.sendall(WHOLE[:-5])


def looked_up(target: ServerTarget) -> Holders:
    return target.holders_of("border")


def test_kept_connection_that_is_closed_is_made_anew() -> None:
    with serving(answer_then_close_on_the_next, answer) as (address, made), ServerTarget(address) as target:
        assert [looked_up(target) for _ in range(2)] == [Holders(("a:1",))] * 2
    assert made == [0, 1]


@pytest.mark.parametrize("first", [close, break_off])
def test_request_is_made_twice_where_the_connection_breaks(first: Serve) -> None:
    with serving(first, answer) as (address, made), ServerTarget(address) as target:
        assert looked_up(target) == Holders(("a:1",))
    assert made == [0, 1]


@pytest.mark.parametrize("serve", [close, break_off])
def test_server_that_breaks_off_twice_is_gone(serve: Serve) -> None:
    with serving(serve, serve, answer) as (address, made), ServerTarget(address) as target:
        for _ in range(2):
            with pytest.raises(UnreachableError, match=r"does not answer \(.+\); see that 'onrecord chat' runs there"):
                looked_up(target)
    assert made == [0, 1]


def test_server_that_hangs_is_waited_for_once(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("bot.check.server_target.TIMEOUT_S", 0.2)
    with serving(hang, answer) as (address, made), ServerTarget(address) as target:
        for ask in (looked_up, lambda target: target.passage("a:1"), lambda target: target.ask("border", None)):
            with pytest.raises(UnreachableError) as caught:
                ask(target)
            assert str(caught.value) == f"{address} does not answer (timed out); see that 'onrecord chat' runs there"
    assert made == [0]


def test_answer_without_end_is_not_waited_for(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("bot.check.server_target.TIMEOUT_S", 0.3)
    done = Event()

    def drip(connection: socket.socket) -> None:
        requested(connection)
        connection.sendall(HEAD + b"Content-Length: 1000000\r\n\r\n")
        try:
            while not done.wait(0.02):
                connection.sendall(b" ")
        except OSError:
            pass

    with serving(drip, answer) as (address, made), ServerTarget(address) as target:
        with pytest.raises(UnreachableError, match=r"does not answer \(no end of an answer after 0\.3 seconds\)"):
            looked_up(target)
        done.set()
    assert made == [0]


def test_answer_that_is_far_too_large_is_not_read(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("bot.check.server_target.MAX_ANSWER_BYTES", len(FOUND) - 1)
    with (
        serving(answer, answer) as (address, made),
        ServerTarget(address) as target,
        pytest.raises(UnreachableError, match=r"does not answer \(an answer of more than 36 bytes\)"),
    ):
        looked_up(target)
    assert made == [0]


def test_redirection_to_what_is_no_address_is_no_bug() -> None:
    def lead_astray(connection: socket.socket) -> None:
        requested(connection)
        connection.sendall(b"HTTP/1.1 301 Moved\r\nLocation: http://xn--a.de:99999/\r\nContent-Length: 0\r\n\r\n")

    with (
        serving(lead_astray, lead_astray) as (address, _),
        ServerTarget(address) as target,
        pytest.raises(UnreachableError, match="does not answer"),
    ):
        looked_up(target)
