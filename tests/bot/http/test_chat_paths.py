"""What of Gradio can be reached: what the chat's page uses, and nothing else."""

import json
from collections.abc import Iterator

import pytest
from fastapi.testclient import TestClient

from bot.http.chat_paths import ChatPaths
from tests.bot.chat_app import app_with_chat
from tests.bot.http.asgi import Recorder, reply_to
from tests.fakes import fake_index, fake_passage

USED = (
    *(("GET", f"/chat{path}") for path in ("", "/", "/config", "/theme.css", "/assets/a.js", "/static/img/a.svg")),
    *(("GET", f"/chat/gradio_api/{path}") for path in ("queue/data", "heartbeat/abc", "info", "app_id")),
    *(("HEAD", "/chat/"), ("POST", "/chat/gradio_api/queue/join"), ("OPTIONS", "/chat/gradio_api/queue/join")),
)
UNUSED = (
    *("file=/etc/passwd", "file/etc/passwd", "proxy=http://127.0.0.1/", "stream/a/1/2/playlist.m3u8", "deep_link"),
    *(
        "openapi.json",
        "upload_progress",
        "startup-events",
        "dev/reload",
        "token",
        "user",
        "login_check",
        "queue/status",
    ),
    *("run/predict", "call/respond", "api/predict", "vibe-code", "runs", "run-history/records", "profiling/traces"),
)


@pytest.mark.parametrize(("method", "path"), USED)
def test_what_the_page_uses_is_let_through(method: str, path: str) -> None:
    assert reply_to(ChatPaths(Recorder()), path, method).body == b"here"


@pytest.mark.parametrize("path", ["/chats", "/api/v1/ask", "/", "/mcp", "/embed"])
def test_what_is_not_the_chats_is_left_alone(path: str) -> None:
    assert reply_to(ChatPaths(Recorder()), path, "POST").body == b"here"


@pytest.mark.parametrize("method", ["GET", "HEAD", "POST", "PUT", "DELETE"])
@pytest.mark.parametrize("path", UNUSED)
def test_the_rest_of_gradio_is_not_there(method: str, path: str) -> None:
    inner = Recorder()
    reply = reply_to(ChatPaths(inner), f"/chat/gradio_api/{path}", method)
    assert (reply.status, inner.scopes) == (404, [])
    detail = f"the chat has nothing for {method} at this address; open /chat/ in a browser"
    assert json.loads(reply.body)["detail"] == detail


@pytest.mark.parametrize(
    ("method", "path"),
    [
        *(("POST", path) for path in ("/chat/", "/chat/login", "/chat/config", "/chat/gradio_api/upload")),
        *(("POST", f"/chat/gradio_api/{path}") for path in ("cancel", "reset", "component_server", "stream/x")),
        *(
            ("GET", path)
            for path in ("/chat/logout", "/chat/monitoring", "/chat/openapi.json", "/chat/custom_component/a")
        ),
        *(("GET", path) for path in ("/chat/gradio_api/queue/join", "/chat//", "/chat/svelte/a.js", "/chat/pwa_icon")),
    ],
)
def test_other_methods_and_addresses_are_not_there(method: str, path: str) -> None:
    assert reply_to(ChatPaths(Recorder()), path, method).status == 404


@pytest.fixture(scope="module")
def chat() -> Iterator[TestClient]:
    with TestClient(app_with_chat(fake_index([fake_passage("Rain.")])), raise_server_exceptions=False) as client:
        yield client


def test_page_that_names_the_host_of_a_request_is_kept_by_no_cache(chat: TestClient) -> None:
    headers = {"Host": "evil.example", "X-Forwarded-Host": "evil.example"}
    for path in ("/chat/", "/chat/config"):
        assert chat.get(path, headers=headers).headers["cache-control"] == "no-cache"


@pytest.mark.parametrize("path", ["/chat/assets/%2e%2e/%2e%2e/routes.py", "/chat/static/..%2f..%2froutes.py"])
def test_no_file_beside_gradios_own_is_given(chat: TestClient, path: str) -> None:
    reply = chat.get(path)
    assert reply.status_code in (403, 404)
    assert "import" not in reply.text


@pytest.mark.parametrize("body", [b'{"a": NaN}', b'{"a": "\\ud800"}', b"[" * 30_000, b'{"a":' * 10_000, b"\xff", b""])
def test_what_gradio_cannot_read_is_refused_without_a_trace(chat: TestClient, body: bytes) -> None:
    headers = {"Content-Type": "application/json"}
    reply = chat.post("/chat/gradio_api/queue/join", content=body, headers=headers)
    assert reply.status_code in (400, 422, 500)
    assert "Traceback" not in reply.text and ".py" not in reply.text
