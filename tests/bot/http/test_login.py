"""A name and a password in front of everything but the supervisor's checks."""

import json
from base64 import b64encode
from collections.abc import Iterator

import httpx2
import pytest
from fastapi.testclient import TestClient

from bot.api import create_app
from bot.http.login import Login, parsed_login
from bot.settings import Settings
from index.errors import ServeError
from tests.bot.chat_app import in_own_loop
from tests.bot.http.asgi import Recorder, http_scope, reply_of
from tests.fakes import fake_index, fake_passage

LOGIN = "ann:pä:ss"
RIGHT = b64encode(LOGIN.encode()).decode()


def status_with(authorization: str | None, path: str = "/docs", login: str = LOGIN) -> int:
    headers = {} if authorization is None else {"Authorization": authorization}
    app = Login(Recorder(), parsed_login(login))
    return in_own_loop(reply_of(app, http_scope(path, headers=headers))).status


@pytest.mark.parametrize(
    ("authorization", "status"),
    [
        (f"Basic {RIGHT}", 200),
        (f"basic {RIGHT}", 200),
        (f"BASIC  {RIGHT} ", 200),
        (None, 401),
        ("", 401),
        ("Basic", 401),
        ("Basic ", 401),
        (f"Bearer {RIGHT}", 401),
        (RIGHT, 401),
        ("Basic %%%", 401),
        (f"Basic {RIGHT[:-1]}", 401),
        (f"Basic {RIGHT}!", 401),
        ("Basic " + b64encode(b"ann:").decode(), 401),
        ("Basic " + b64encode("ann:pä:s".encode()).decode(), 401),
        ("Basic " + b64encode("ann:pä:sss".encode()).decode(), 401),
        ("Basic " + b64encode("Ann:pä:ss".encode()).decode(), 401),
        ("Basic " + b64encode("ann:pä:ss".encode("latin-1")).decode(), 401),
        ("Basic " + b64encode(b"\xff\xfe").decode(), 401),
        ("Basic \xff", 401),
    ],
)
def test_only_the_name_with_its_password_is_let_in(authorization: str | None, status: int) -> None:
    assert status_with(authorization) == status


def test_sentence_and_the_header_that_has_a_browser_ask() -> None:
    reply = in_own_loop(reply_of(Login(Recorder(), parsed_login(LOGIN)), http_scope("/docs")))
    assert reply.headers["www-authenticate"] == 'Basic realm="onrecord", charset="UTF-8"'
    assert json.loads(reply.body) == {
        "type": "about:blank",
        "title": "Unauthorized",
        "status": 401,
        "detail": "a name and a password are asked for; log in with yours",
    }


@pytest.fixture(scope="module")
def client() -> Iterator[TestClient]:
    app = create_app(fake_index([fake_passage("Rain.")]), Settings(login=LOGIN), with_chat=False)
    with TestClient(app) as opened:
        yield opened


@pytest.mark.parametrize("path", ["/healthz", "/readyz"])
def test_supervisor_needs_no_password(client: TestClient, path: str) -> None:
    assert client.get(path).status_code == 200


CLOSED = (
    *("/", "/docs", "/docs/page.css", "/openapi.json", "/metrics", "/mcp", "/embed", "/embed/frame.css"),
    *("/quote-bot.js", "/favicon.ico", "/chat", "/chat/", "/chat/config", "/nowhere", "/healthz/", "//healthz"),
    *("/api/v1/ask?q=rain", "/api/v1/speakers", "/api/v1/passages/a:1", "/healthz/../metrics", "/healthz%2f"),
)


@pytest.mark.parametrize("path", CLOSED)
@pytest.mark.parametrize("method", ["GET", "HEAD", "POST"])
def test_everything_else_is_closed(client: TestClient, method: str, path: str) -> None:
    assert client.request(method, f"http://testserver{path}").status_code == 401


def test_right_password_opens_the_application(client: TestClient) -> None:
    reply = client.get("/api/v1/speakers", headers={"Authorization": f"Basic {RIGHT}"})
    assert (reply.status_code, reply.json()) == (200, {"speakers": [], "next": None})


def test_refusal_can_be_read_by_any_page_that_may_read_the_api(client: TestClient) -> None:
    headers = {"Origin": "https://wiki.example"}
    assert client.get("/api/v1/speakers", headers=headers).headers["access-control-allow-origin"] == "*"
    assert "access-control-allow-origin" not in client.get("/docs", headers=headers).headers


def test_no_page_of_another_site_may_send_a_password(client: TestClient) -> None:
    headers = {
        "Origin": "https://evil.example",
        "Access-Control-Request-Method": "GET",
        "Access-Control-Request-Headers": "authorization",
    }
    reply: httpx2.Response = client.options("/api/v1/ask", headers=headers)
    assert reply.status_code == 400
    assert "authorization" not in reply.headers["access-control-allow-headers"].lower()
    assert "access-control-allow-credentials" not in reply.headers


@pytest.mark.parametrize("login", ["ann", ":", "ann:", ":word", " "])
def test_what_is_no_login_is_refused_at_the_start(login: str) -> None:
    with pytest.raises(ServeError, match=r"^ONRECORD_LOGIN is no login; write it as NAME:PASSWORD$"):
        parsed_login(login)


def test_websocket_is_closed_without_a_word() -> None:
    sent: list[object] = []

    async def send(message: object) -> None:
        sent.append(message)

    inner = Recorder()
    scope = {"type": "websocket", "path": "/chat/ws", "headers": []}
    in_own_loop(Login(inner, parsed_login(LOGIN))(scope, None, send))  # type: ignore[arg-type]
    assert (sent, inner.scopes) == ([{"type": "websocket.close", "code": 1008}], [])
