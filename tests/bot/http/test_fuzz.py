"""Requests that nobody should send: each is answered or refused in one sentence, none is a bug."""

import json
import string
from urllib.parse import quote

import httpx2
import pytest
from fastapi.testclient import TestClient
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.api import create_app
from bot.settings import Settings
from tests.bot.chat_app import in_own_loop
from tests.bot.http.asgi import Reply, http_scope, reply_of
from tests.fakes import fake_article, fake_index, fake_passage, quotation

BORDER = "“The border\u00a0is shut,” said Ann Lee."
PASSAGES = [
    fake_passage(BORDER, quotation(BORDER, "“The border\u00a0is shut,”", "Ann Lee")),
    fake_passage("Sanctions <b>and</b> weather.", number=2),
    fake_passage("Music.", article=fake_article(id="a/b c%2F")),
]
TEXTS = {passage.id: passage.text for passage in PASSAGES}
APP = create_app(fake_index(PASSAGES), Settings(rate_limit="off"), with_chat=False)

PATHS = (
    *("/api/v1/ask", "/api/v1/cards", "/api/v1/speakers", "/api/v1/passages", "/api/v1/passages/a:1", "/embed"),
    *("/api/v1/passages/", "/api/v1/verify", "/healthz", "/readyz", "/metrics", "/openapi.json", "/docs", "/mcp"),
    *("/", "/quote-bot.js", "/chat/", "/chat/gradio_api/queue/join", "/docs/page.css", "/nowhere", "/api"),
)
NAMES = (
    *("q", "speaker", "kind", "publisher", "from", "to", "anyone", "previous", "k", "ranking", "find", "limit"),
    *("cursor", "contains", "theme", "title", "x", ""),
)
ODD = (
    *("%ED%A0%80", "%00", "%FF", "%C3%28", "%", "%ZZ", "+", "%2B", "%F0%9F%98%80", "%E2%80%AE", "%0D%0AX-A:%20b"),
    *("9" * 400, "-1", "1e3", "1_0", "%D9%A3", "0x1", "NaN", "Infinity", "1.0", "true", "null", "[]", "..", "%2e%2e"),
    *("a" * 600, "%20" * 50, "2021-02-30", "0000", "9999-12-31", "MSA5", "%3Cscript%3E", "border", "Ann%20Lee"),
)
VALUES = (
    st.sampled_from(ODD)
    | st.binary(max_size=30).map(lambda raw: quote(raw, safe=""))
    | st.text(string.printable).map(quote)
)
QUERIES = st.lists(st.tuples(st.sampled_from(NAMES) | VALUES, VALUES), max_size=5).map(
    lambda pairs: "&".join(f"{name}={value}" for name, value in pairs)
)
SEGMENTS = st.sampled_from(
    ("..", ".", "", "api", "v1", "passages", "ask", "a:1", "a/b c%2F:1", "chat", "embed", "\0", "\r\n")
)
METHODS = ("GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS", "TRACE", "FOO", "get", "")


def asked(path: str, method: str = "GET", headers: dict[str, str] | None = None) -> Reply:
    return in_own_loop(reply_of(APP, http_scope(path, method, headers=headers)))


def assert_answered(reply: Reply) -> None:
    """Whatever it is, it is no bug, says what it is, and tells in a sentence what to do where it refuses."""
    assert reply.status < 500
    assert reply.headers["x-content-type-options"] == "nosniff"
    assert "frame-ancestors" in reply.headers["content-security-policy"]
    assert all("\r" not in value and "\n" not in value for value in reply.headers.values())
    kind = reply.headers.get("content-type", "").partition(";")[0]
    if kind == "application/problem+json" and reply.body:
        assert_sentence(reply)
    elif reply.status >= 400 and reply.body:
        # The embedded page and preflights have words of their own.
        assert kind in ("text/html", "text/plain")


def assert_sentence(reply: Reply) -> None:
    problem = json.loads(reply.body)
    assert sorted(problem) == ["detail", "status", "title", "type"]
    assert problem["status"] == reply.status
    assert "; " in problem["detail"] or ", so " in problem["detail"]
    assert not problem["detail"].endswith(".")
    assert "Traceback" not in problem["detail"] and "site-packages" not in problem["detail"]


@given(st.sampled_from(PATHS), QUERIES)
def test_no_query_is_a_bug(path: str, query: str) -> None:
    assert_answered(asked(f"{path}?{query}"))


@given(st.lists(SEGMENTS | st.text(max_size=8).filter(lambda text: "?" not in text), max_size=6), st.booleans())
def test_no_path_is_a_bug(segments: list[str], is_of_a_passage: bool) -> None:
    beginning = "/api/v1/passages/" if is_of_a_passage else "/"
    path = beginning + "/".join(segments)
    if all(not "\ud800" <= character <= "\udfff" for character in path):
        assert_answered(asked(path.replace("?", "")))


@given(st.sampled_from(PATHS), st.sampled_from(METHODS))
@settings(max_examples=100)
def test_no_method_is_a_bug(path: str, method: str) -> None:
    if path != "/mcp" or method != "POST":
        reply = asked(path, method)
        assert_answered(reply)
        assert reply.status != 405 or reply.headers["allow"] in ("GET, HEAD", "POST")
        # Below /chat the server itself keeps the body back.
        assert method != "HEAD" or reply.body == b"" or path.startswith("/chat/")


HEADERS = ("Host", "Origin", "If-None-Match", "Accept-Encoding", "Authorization", "Range", "Content-Type", "Cookie")
HEADER_VALUES = st.text("".join(map(chr, range(32, 127))), max_size=40) | st.sampled_from(
    ["[", "]", "http://[", "a:b:c", "*", "null", "gzip;q=x", "bytes=0-1", "\u00e4", "Basic \u00ff", "W/", '"', ",,,"]
)


@given(st.sampled_from(PATHS[:-1]), st.dictionaries(st.sampled_from(HEADERS), HEADER_VALUES))
def test_no_header_is_a_bug(path: str, headers: dict[str, str]) -> None:
    assert_answered(asked(f"{path}?x=1&q=border", headers=headers))


@given(
    st.binary(max_size=200)
    | st.recursive(
        st.none() | st.text() | st.integers(),
        lambda deeper: (
            st.lists(deeper) | st.dictionaries(st.sampled_from(["passages", "id", "text", "speakers"]), deeper)
        ),
    ).map(lambda value: json.dumps(value).encode())
)
def test_no_body_is_a_bug(body: bytes) -> None:
    reply = TestClient(APP).post("/api/v1/verify", content=body, headers={"Content-Type": "application/json"})
    assert reply.status_code in (200, 422)
    if reply.status_code == 422:
        assert reply.json()["detail"].startswith("the request's body is not what is expected; send ")


@pytest.mark.parametrize(
    "body", [b"[" * 60_000, b'{"passages":' * 5_000, b'{"passages":' + b"[" * 60_000, b"9" * 60_000]
)
def test_nested_or_endless_body_is_refused(body: bytes) -> None:
    reply = TestClient(APP).post("/api/v1/verify", content=body, headers={"Content-Type": "application/json"})
    assert reply.status_code == 422


@given(st.text(min_size=1, max_size=60).map(lambda text: f"border {text}"))
def test_valid_question_gets_passages_word_for_word(question: str) -> None:
    reply: httpx2.Response = TestClient(APP).get("/api/v1/ask", params={"q": question, "k": 10})
    if "\0" in question:
        assert reply.status_code == 422
        return
    assert reply.status_code == 200
    assert reply.json()["query"] == question
    for hit in reply.json()["hits"]:
        assert hit["passage"]["text"] == TEXTS[hit["passage"]["id"]]
        assert hit["speakers"] == (["Ann Lee"] if hit["passage"]["id"] == "a:1" else [])
