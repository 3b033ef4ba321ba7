"""What a browser may do with each reply: the exact headers, on every path and every status."""

from collections.abc import Iterator

import httpx2
import pytest
from fastapi.testclient import TestClient

from bot.api import create_app
from bot.http.security_headers import SecurityHeaders, checked_origins
from bot.settings import Settings
from index.errors import ServeError
from tests.bot.chat_app import in_own_loop
from tests.bot.http.asgi import Recorder, http_scope, reply_of
from tests.fakes import fake_index, fake_passage

NOTHING = "default-src 'none'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'"
OWN_PAGE = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; connect-src 'self'; "
    "form-action 'self'; base-uri 'none'"
)
CHAT = (
    "default-src 'self'; script-src 'self' 'unsafe-inline' 'unsafe-eval'; style-src 'self' 'unsafe-inline'; "
    "img-src 'self' data: blob:; font-src 'self' data:; connect-src 'self'; worker-src 'self' blob:; "
    "object-src 'none'; form-action 'self'; base-uri 'self'"
)
SITES = ("https://wiki.example", "http://localhost:8080")
FRAMED = "frame-ancestors 'self' https://wiki.example http://localhost:8080"


def headers_of(path: str, frame_ancestors: tuple[str, ...] = SITES) -> dict[str, str]:
    reply = in_own_loop(reply_of(SecurityHeaders(Recorder(), frame_ancestors), http_scope(path)))
    return {name: value for name, value in reply.headers.items() if name not in ("content-length", "content-type")}


ALWAYS = {
    "x-content-type-options": "nosniff",
    "referrer-policy": "no-referrer",
    "permissions-policy": "camera=(), geolocation=(), microphone=()",
}


@pytest.mark.parametrize(
    ("path", "expected"),
    [
        ("/api/v1/ask", {"content-security-policy": NOTHING, "x-frame-options": "DENY"}),
        ("/healthz", {"content-security-policy": NOTHING, "x-frame-options": "DENY"}),
        ("/nowhere", {"content-security-policy": NOTHING, "x-frame-options": "DENY"}),
        ("/chats", {"content-security-policy": NOTHING, "x-frame-options": "DENY"}),
        ("/explore/overview", {"content-security-policy": NOTHING, "x-frame-options": "DENY"}),
        ("/docs", {"content-security-policy": f"{OWN_PAGE}; frame-ancestors 'none'", "x-frame-options": "DENY"}),
        (
            "/docs/page.css",
            {"content-security-policy": f"{OWN_PAGE}; frame-ancestors 'none'", "x-frame-options": "DENY"},
        ),
        ("/embed", {"content-security-policy": f"{OWN_PAGE}; {FRAMED}"}),
        ("/embed/frame.js", {"content-security-policy": f"{OWN_PAGE}; {FRAMED}"}),
        ("/chat", {"content-security-policy": f"{CHAT}; {FRAMED}"}),
        ("/chat/assets/a.js", {"content-security-policy": f"{CHAT}; {FRAMED}"}),
        (
            "/quote-bot.js",
            {
                "content-security-policy": NOTHING,
                "x-frame-options": "DENY",
                "cross-origin-resource-policy": "cross-origin",
            },
        ),
    ],
)
def test_each_path_has_its_headers(path: str, expected: dict[str, str]) -> None:
    assert headers_of(path) == ALWAYS | expected


@pytest.mark.parametrize(("path", "policy"), [("/chat/", CHAT), ("/embed", OWN_PAGE)])
def test_only_the_site_itself_may_frame_where_no_other_is_named(path: str, policy: str) -> None:
    assert headers_of(path, ())["content-security-policy"] == f"{policy}; frame-ancestors 'self'"


def test_header_of_the_application_stays() -> None:
    async def inner(scope: object, receive: object, send: object) -> None:
        headers = [(b"referrer-policy", b"same-origin")]
        await send({"type": "http.response.start", "status": 200, "headers": headers})  # type: ignore[operator]
        await send({"type": "http.response.body", "body": b""})  # type: ignore[operator]

    reply = in_own_loop(reply_of(SecurityHeaders(inner, ()), http_scope("/")))
    assert reply.headers["referrer-policy"] == "same-origin"
    assert reply.headers["x-content-type-options"] == "nosniff"


@pytest.fixture(scope="module")
def client() -> Iterator[TestClient]:
    app = create_app(fake_index([fake_passage("Rain.")]), Settings(rate_limit="2/hour"), with_chat=False)

    @app.get("/embed/broken")
    def broken() -> None:
        raise ZeroDivisionError

    yield TestClient(app)


def assert_headers(reply: httpx2.Response, status: int, policy: str) -> None:
    assert reply.status_code == status
    assert reply.headers["content-security-policy"] == policy
    assert {name: reply.headers[name] for name in ALWAYS} == ALWAYS


def test_refusals_have_the_headers_too(client: TestClient) -> None:
    found = client.get("/api/v1/speakers")
    assert_headers(found, 200, NOTHING)
    assert_headers(client.get("/api/v1/speakers", headers={"If-None-Match": found.headers["etag"]}), 304, NOTHING)
    assert_headers(client.get("/api/v1/speakers"), 429, NOTHING)
    assert_headers(client.post("/docs", content=b"x" * 65_537), 413, f"{OWN_PAGE}; frame-ancestors 'none'")
    assert_headers(client.get("/nowhere"), 404, NOTHING)
    assert_headers(client.post("/docs"), 405, f"{OWN_PAGE}; frame-ancestors 'none'")
    assert_headers(client.get("/embed/broken"), 500, f"{OWN_PAGE}; frame-ancestors 'self'")


@pytest.mark.parametrize(
    "origin",
    [
        "https://wiki.example",
        "http://localhost:8080",
        "https://*.wiki.example",
        "https://wiki.example:*",
        "https://[2001:db8::1]:8443",
        "http://intranet_wiki",
    ],
)
def test_site_that_may_frame_is_taken_as_it_is(origin: str) -> None:
    assert checked_origins((origin,)) == (origin,)


@pytest.mark.parametrize(
    ("given", "origin"),
    [
        ("HTTPS://Wiki.Example", "https://wiki.example"),
        ("https://wiki.example:443", "https://wiki.example"),
        ("http://wiki.example:80", "http://wiki.example"),
        ("https://wiki.example:80", "https://wiki.example:80"),
        ("http://wiki.example:8080", "http://wiki.example:8080"),
        ("https://[2001:DB8::443]:443", "https://[2001:db8::443]"),
    ],
)
def test_site_is_written_as_browsers_write_it(given: str, origin: str) -> None:
    assert checked_origins((given,)) == (origin,)


@pytest.mark.parametrize(
    "origin",
    [
        *("*", "wiki.example", "https://", "https://*", "https://wiki.example/", "https://wiki.example/path"),
        *("'none'", "'self'", "https://a.example;", "https://a.example;script-src", "javascript:alert(1)", "data:"),
        *("https://a.example\nX-A: b", "ftp://a.example", "https://a.example:port", "https://user@a.example", "https:"),
        *("null", "https://*.*.example", "https://a..example", "https://a.example,https://b.example"),
    ],
)
def test_what_is_no_site_is_refused_at_the_start(origin: str) -> None:
    with pytest.raises(ServeError) as raised:
        checked_origins(("https://wiki.example", origin))
    assert str(raised.value) == f"'{origin}' is no site that may frame the chat; write it like https://wiki.example"
