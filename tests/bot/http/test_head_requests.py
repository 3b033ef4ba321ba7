"""HEAD: the status and the headers of GET, and no body."""

import pytest
from fastapi.testclient import TestClient

from bot.api import create_app
from bot.http.head_requests import HeadRequests
from tests.bot.http.asgi import Recorder, reply_to
from tests.fakes import fake_index, fake_passage

CLIENT = TestClient(create_app(fake_index([fake_passage("Rain.")]), with_chat=False))


@pytest.mark.parametrize(
    "path",
    [
        *("/api/v1/speakers", "/api/v1/ask?q=rain", "/api/v1/ask", "/api/v1/passages/a:1", "/api/v1/passages/a:9"),
        *("/healthz", "/readyz", "/docs", "/docs/page.css", "/openapi.json", "/embed", "/quote-bot.js", "/nowhere"),
    ],
)
def test_head_has_what_get_has_but_the_body(path: str) -> None:
    got, head = CLIENT.get(path), CLIENT.head(path)
    assert (head.status_code, head.content) == (got.status_code, b"")
    assert dict(head.headers) == dict(got.headers)


def test_what_cannot_be_got_has_no_head() -> None:
    reply = CLIENT.head("/api/v1/verify")
    assert (reply.status_code, reply.headers["allow"], reply.content) == (405, "POST", b"")


def test_application_that_sees_to_it_itself_is_asked_as_it_came() -> None:
    inner = Recorder()
    reply_to(HeadRequests(inner, ("/chat",)), "/chat/", "HEAD")
    reply_to(HeadRequests(inner, ("/chat",)), "/docs", "HEAD")
    reply_to(HeadRequests(inner, ("/chat",)), "/docs", "POST")
    assert [scope["method"] for scope in inner.scopes] == ["HEAD", "GET", "POST"]
