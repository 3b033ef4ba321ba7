"""Bytes on a real connection that no client library would send: answered or cut off, never a bug."""

import logging
import socket
from collections.abc import Iterator

import pytest

from bot.api import create_app
from bot.settings import Settings
from tests.bot.running import running
from tests.fakes import fake_index, fake_passage

SECONDS = 30


@pytest.fixture(scope="module")
def port() -> Iterator[int]:
    app = create_app(fake_index([fake_passage("Rain at the border.")]), Settings(rate_limit="off"), with_chat=False)
    with running(app) as address:
        yield int(address.rpartition(":")[2])


def status_of(port: int, sent: bytes) -> bytes:
    """The status line and the body; both empty where the connection was cut off."""
    with socket.create_connection(("127.0.0.1", port), SECONDS) as connection:
        received = b""
        try:
            connection.sendall(sent)
            while part := connection.recv(65_536):
                received += part
        except ConnectionError:
            pass
    assert b"Traceback" not in received
    return received.partition(b"\r\n")[0].removeprefix(b"HTTP/1.1 ")[:3]


def get(target: bytes, headers: bytes = b"", method: bytes = b"GET") -> bytes:
    return method + b" " + target + b" HTTP/1.1\r\nHost: localhost\r\n" + headers + b"Connection: close\r\n\r\n"


@pytest.mark.parametrize(
    ("target", "status"),
    [
        (b"/api/v1/ask?q=%ZZ", b"200"),
        (b"/api/v1/ask?q=%", b"200"),
        (b"/api/v1/ask?q=%ED%A0%80", b"200"),
        (b"/api/v1/ask?q=%FF", b"200"),
        (b"/api/v1/ask?q=%00", b"422"),
        (b"/api/v1/ask?q=border#x", b"200"),
        (b"/api/v1/passages/%ED%A0%80", b"404"),
        (b"/api/v1/passages/%00", b"404"),
        (b"/api/v1/passages/..%2F..%2Fetc%2Fpasswd", b"404"),
        (b"/api/v1/passages/../../../../etc/passwd", b"404"),
        (b"/docs/../../../etc/passwd", b"404"),
        (b"/embed/%2e%2e/%2e%2e/setup.py", b"404"),
        (b"/%0d%0aSet-Cookie:%20a=b", b"404"),
        (b"//evil.example/", b"404"),
        (b"http://evil.example/api/v1/speakers", b"404"),
        (b"*", b"404"),
        (b"/\xff", b"400"),
        (b"/api/v1/ask?q=\xc3\xa4", b"400"),
        (b"/a b", b"400"),
    ],
)
def test_odd_address(port: int, target: bytes, status: bytes) -> None:
    assert status_of(port, get(target)) == status


@pytest.mark.parametrize(
    ("headers", "status"),
    [
        (b"Host: other\r\n", b"400"),
        (b"Content-Length: -1\r\n", b"400"),
        (b"Content-Length: 1, 2\r\n", b"400"),
        (b"Content-Length: 1\r\nContent-Length: 2\r\n", b"400"),
        (b"Transfer-Encoding: gzip\r\n", b"400"),
        (b"Content-Length: 65537\r\n", b"413"),
        (b"Content-Length: 99999999999999999999\r\n", b"413"),
        (b"X: " + b"a" * 200_000 + b"\r\n", b"400"),
        (b"X: a\0b\r\n", b"400"),
        (b"X : a\r\n", b"400"),
        (b"Authorization: Basic \xff\r\n", b"200"),
        (b"If-None-Match: \xff\r\n", b"200"),
        (b"Origin: \xff\r\n", b"200"),
        (b"Upgrade: websocket\r\n", b"200"),
        (b"X-Forwarded-For: 1.2.3.4, \xff\r\nX-Forwarded-Proto: javascript\r\n", b"200"),
    ],
)
def test_odd_headers(port: int, headers: bytes, status: bytes) -> None:
    assert status_of(port, get(b"/api/v1/speakers", headers)) in (status, b"" if len(headers) > 100_000 else status)


@pytest.mark.parametrize(
    ("sent", "status"),
    [
        (b"\r\n\r\n", b"400"),
        (b"GET /\r\n\r\n", b"400"),
        (b"\x16\x03\x01\x02\x00\x01\x00\r\n\r\n", b"400"),
        (get(b"/api/v1/ask", method=b"FOO"), b"405"),
        (get(b"/api/v1/ask", method=b"A" * 500), b"405"),
        (get(b"/api/v1/ask", method=b"get"), b"405"),
    ],
)
def test_what_is_hardly_a_request(port: int, sent: bytes, status: bytes) -> None:
    assert status_of(port, sent) == status


def test_nothing_of_it_was_a_bug(port: int, caplog: pytest.LogCaptureFixture) -> None:
    with caplog.at_level(logging.ERROR):
        for target in (b"/api/v1/ask?q=%ED%A0%80&%FF=%00", b"/%ED%A0%80", b"/api/v1/ask?" + b"q=a&" * 5_000):
            status_of(port, get(target))
    assert caplog.records == []
