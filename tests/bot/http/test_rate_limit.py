"""How often one client may ask, by a clock that the test turns."""

import json
import time

import pytest

from bot.api import create_app
from bot.http.rate_limit import RateLimit, is_loopback, network_of, parsed_rate
from bot.settings import Settings
from index.errors import ServeError
from tests.bot.http.asgi import ELSEWHERE, Recorder, http_scope, reply_to, statuses_of
from tests.fakes import fake_index, fake_passage

START = 1_700_000_000.0


class Clock:
    """`time.time`, turned by hand."""

    def __init__(self) -> None:
        self.now = START

    def __call__(self) -> float:
        return self.now


@pytest.fixture
def clock(monkeypatch: pytest.MonkeyPatch) -> Clock:
    turned = Clock()
    monkeypatch.setattr(time, "time", turned)
    return turned


def limited(rate: str = "2/minute", *, exempts_loopback: bool = True) -> RateLimit:
    return RateLimit(Recorder(), parsed_rate(rate), exempts_loopback=exempts_loopback)


def asked_by(app: RateLimit, *clients: str, path: str = "/api/v1/ask") -> list[int]:
    return statuses_of(app, [http_scope(path, client=client) for client in clients])


def test_client_that_asks_too_often_is_told_when_to_ask_again(clock: Clock) -> None:
    app = limited()
    assert asked_by(app, ELSEWHERE, ELSEWHERE) == [200, 200]
    clock.now += 20.5
    reply = reply_to(app, "/api/v1/ask")
    assert reply.status == 429
    assert reply.headers["content-type"] == "application/problem+json"
    seconds = reply.headers["retry-after"]
    assert json.loads(reply.body) == {
        "type": "about:blank",
        "title": "Too Many Requests",
        "status": 429,
        "detail": f"more than 2 requests per 1 minute came from this address; ask again in {seconds} s",
    }
    assert len(app.app.scopes) == 2  # type: ignore[attr-defined]


def test_time_makes_it_free_again(clock: Clock) -> None:
    app = limited()
    assert asked_by(app, ELSEWHERE, ELSEWHERE, ELSEWHERE) == [200, 200, 429]
    clock.now += 120
    assert asked_by(app, ELSEWHERE, ELSEWHERE, ELSEWHERE) == [200, 200, 429]


def test_who_waits_as_long_as_was_said_is_let_in(clock: Clock) -> None:
    app = limited()
    assert asked_by(app, ELSEWHERE, ELSEWHERE) == [200, 200]
    clock.now += int(reply_to(app, "/api/v1/ask").headers["retry-after"])
    assert asked_by(app, ELSEWHERE) == [200]


def test_each_client_is_counted_by_itself(clock: Clock) -> None:
    assert asked_by(limited("1/minute"), "203.0.113.5", "203.0.113.6", "203.0.113.5") == [200, 200, 429]


def test_network_of_a_household_is_one_client(clock: Clock) -> None:
    app = limited("1/minute")
    assert asked_by(app, "2001:db8:0:1::1", "2001:db8:0:1:ffff::9", "2001:db8:0:2::1") == [200, 429, 200]
    assert asked_by(app, "203.0.113.5", "::ffff:203.0.113.5") == [200, 429]


@pytest.mark.parametrize("client", ["127.0.0.1", "127.9.9.9", "::1", "::ffff:127.0.0.1"])
def test_this_machine_is_exempt_unless_a_rate_was_set(clock: Clock, client: str) -> None:
    assert asked_by(limited("1/minute"), client, client, client) == [200, 200, 200]
    assert asked_by(limited("1/minute", exempts_loopback=False), client, client) == [200, 429]


def test_client_over_a_socket_file_has_no_address(clock: Clock) -> None:
    assert statuses_of(limited("1/minute"), [http_scope("/api/v1/ask", client=None)] * 3) == [200, 200, 200]


@pytest.mark.parametrize(
    ("path", "is_counted"),
    [
        ("/api/v1/ask", True),
        ("/api/v1/nothing", True),
        ("/mcp", True),
        ("/mcp/", True),
        ("/explore/overview", True),
        ("/embed", True),
        ("/chat/gradio_api/queue/join", True),
        ("/chat/gradio_api/run/predict", True),
        ("/chat/gradio_api/call/x", True),
        ("/embed/frame.css", False),
        ("/quote-bot.js", False),
        ("/chat/", False),
        ("/chat/config", False),
        ("/chat/assets/a.js", False),
        ("/chat/gradio_api/queue/data", False),
        ("/healthz", False),
        ("/readyz", False),
        ("/metrics", False),
        ("/docs", False),
        ("/openapi.json", False),
        ("/apis", False),
        ("/", False),
    ],
)
def test_only_what_makes_work_is_counted(clock: Clock, path: str, is_counted: bool) -> None:
    assert asked_by(limited("1/minute"), ELSEWHERE, ELSEWHERE, path=path) == [200, 429 if is_counted else 200]


def test_preflight_is_not_counted(clock: Clock) -> None:
    app = limited("1/minute")
    assert statuses_of(app, [http_scope("/api/v1/ask", "OPTIONS")] * 2) == [200, 200]


@pytest.mark.parametrize(
    ("client", "network"),
    [
        ("203.0.113.5", "203.0.113.5"),
        ("::ffff:203.0.113.5", "203.0.113.5"),
        ("2001:db8:1:2:3:4:5:6", "2001:db8:1:2::/64"),
        ("a socket", "a socket"),
    ],
)
def test_network_that_is_counted(client: str, network: str) -> None:
    assert network_of(client) == network


@pytest.mark.parametrize(("client", "is_here"), [("", True), ("10.0.0.1", False), ("2001:db8::1", False), ("x", False)])
def test_who_is_on_this_machine(client: str, is_here: bool) -> None:
    assert is_loopback(client) is is_here


@pytest.mark.parametrize(
    ("rate", "sentence"),
    [
        ("many", "'many' is no rate; write it like 120/minute, or off"),
        ("5/fortnight", "'5/fortnight' is no rate; write it like 120/minute, or off"),
        ("0/minute", "'0/minute' would let nobody ask; write it like 120/minute, or off"),
    ],
)
def test_what_is_no_rate_is_refused_at_the_start(rate: str, sentence: str) -> None:
    with pytest.raises(ServeError) as raised:
        create_app(fake_index([fake_passage("Rain.")]), Settings(rate_limit=rate), with_chat=False)
    assert str(raised.value) == sentence
