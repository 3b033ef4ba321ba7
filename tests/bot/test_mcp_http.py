"""/mcp among the other paths: who may call it, by which name and how, and that no process keeps anything."""

import asyncio
import logging
from base64 import b64encode
from collections.abc import Iterator
from typing import Any

import httpx
import pytest
from fastapi import FastAPI
from fastapi.testclient import TestClient

from bot.api import create_app
from bot.live_index import LiveIndex
from bot.routes.mcp import add_mcp
from bot.settings import Settings
from bot.tools.hosts import checked_hosts, host_name, is_served_as, may_call
from bot.tools.server import mcp_server
from tests.bot.chat_app import in_own_loop
from tests.bot.running import running
from tests.bot.tool_calls import app_with_tools, called
from tests.fakes import fake_article, fake_index, fake_passage

pytestmark = pytest.mark.usefixtures("decision_by_cosine")

INDEX = fake_index([fake_passage("The border is shut.")])
HEADERS = {"Content-Type": "application/json", "Accept": "application/json"}
CALL = {"jsonrpc": "2.0", "id": 1, "method": "tools/call", "params": {"name": "ask", "arguments": {"q": "border"}}}


@pytest.fixture(scope="module")
def site() -> Iterator[str]:
    with running(app_with_tools(INDEX)) as address:
        yield address


def posted(address: str, call: Any = CALL, **headers: str) -> httpx.Response:  # noqa: ANN401 - JSON
    return httpx.post(address, json=call, headers=HEADERS | headers, trust_env=False)


def texts(reply: httpx.Response) -> list[str]:
    assert reply.status_code == 200
    return [hit["passage"]["text"] for hit in reply.json()["result"]["structuredContent"]["hits"]]


@pytest.mark.parametrize("path", ["/mcp", "/mcp/"])
def test_call_needs_no_session_and_no_redirection(site: str, path: str) -> None:
    reply = posted(site + path)
    assert texts(reply) == ["The border is shut."]
    assert reply.headers["content-type"] == "application/json"
    assert "mcp-session-id" not in reply.headers


def test_application_inside_another_serves_the_tools_too() -> None:
    outer = FastAPI()
    outer.mount("/library", app_with_tools(INDEX))
    with running(outer) as address:
        result = in_own_loop(called(f"{address}/library", "ask", {"q": "border"}))
    assert [hit["passage"]["text"] for hit in result.structured_content["hits"]] == ["The border is shut."]


def test_application_can_be_started_more_than_once() -> None:
    app = FastAPI()
    add_mcp(app, LiveIndex(INDEX), ())
    for _ in range(2):
        with TestClient(app, base_url="http://localhost") as client:
            assert client.post("/mcp", json=CALL, headers=HEADERS).status_code == 200


@pytest.mark.parametrize("method", ["GET", "DELETE"])
def test_there_is_no_stream_to_open_and_no_session_to_end(site: str, method: str) -> None:
    reply = httpx.request(method, f"{site}/mcp", headers={"Accept": "text/event-stream"}, trust_env=False)
    assert (reply.status_code, reply.headers["allow"]) == (405, "POST")
    assert reply.json()["detail"] == f"{method} is not for /mcp; use POST"


def test_what_is_no_message_is_refused(site: str) -> None:
    reply = httpx.post(f"{site}/mcp", content=b"{", headers=HEADERS, trust_env=False)
    assert (reply.status_code, reply.json()["error"]["code"]) == (400, -32700)
    surrogate = b'{"jsonrpc":"2.0","id":1,"method":"tools/call","params":{"name":"ask","arguments":{"q":"\\ud800"}}}'
    reply = httpx.post(f"{site}/mcp", content=surrogate, headers=HEADERS, trust_env=False)
    assert (reply.status_code, reply.json()["error"]["code"]) == (400, -32700)


@pytest.mark.parametrize("content_type", ["text/plain", "application/x-www-form-urlencoded"])
def test_form_of_a_page_is_no_call(site: str, content_type: str) -> None:
    # A page of any site may send these without asking the browser first.
    reply = httpx.post(f"{site}/mcp", json=CALL, headers=HEADERS | {"Content-Type": content_type}, trust_env=False)
    assert reply.status_code == 400
    assert reply.text == "Invalid Content-Type header"


def test_login_is_asked_for_here_too() -> None:
    with running(create_app(INDEX, Settings(login="ann:secret"), with_chat=False)) as address:
        assert posted(f"{address}/mcp").status_code == 401
        assert texts(posted(f"{address}/mcp", Authorization=f"Basic {b64encode(b'ann:secret').decode()}")) == [
            "The border is shut."
        ]


def test_fifty_calls_at_once_each_get_their_own_answer() -> None:
    words = tuple(f"topic{number:02}x" for number in range(50))
    of_topics = fake_index([fake_passage(f"Of {word}.", article=fake_article(id=word)) for word in words], topics=words)

    async def ask(client: httpx.AsyncClient, word: str) -> list[str]:
        call = CALL | {"id": word, "params": {"name": "ask", "arguments": {"q": word, "k": 1}}}
        reply = await client.post("/mcp", json=call, headers=HEADERS)
        assert reply.json()["id"] == word
        return texts(reply)

    async def ask_all(address: str) -> list[list[str]]:
        async with httpx.AsyncClient(base_url=address, trust_env=False, timeout=60) as client:
            return await asyncio.gather(*(ask(client, word) for word in words))

    app = FastAPI()
    add_mcp(app, LiveIndex(of_topics), ())
    with running(app) as address:
        assert in_own_loop(ask_all(address)) == [[f"Of {word}."] for word in words]


def test_body_is_bounded_as_elsewhere(site: str) -> None:
    reply = httpx.post(f"{site}/mcp", content=b" " * 65_537, headers=HEADERS, trust_env=False)
    assert reply.status_code == 413
    assert reply.json()["detail"] == "the request's body is too large; send 65536 bytes or fewer"


@pytest.fixture(scope="module")
def named_site() -> Iterator[str]:
    app = FastAPI()
    add_mcp(app, LiveIndex(INDEX), hosts=("Quotes.Example:8443", "archive"))
    with running(app) as address:
        yield address


@pytest.mark.parametrize(
    "host", ["localhost", "quotes.example", "QUOTES.example.:443", "archive:80", "192.0.2.7", "[::1]"]
)
def test_names_of_ours_are_served(named_site: str, host: str) -> None:
    assert texts(posted(f"{named_site}/mcp", Host=host)) == ["The border is shut."]


@pytest.mark.parametrize("host", ["evil.example", "quotes.example.evil.example", "localhost.evil.example:7860"])
def test_another_name_is_refused_in_one_sentence(named_site: str, host: str) -> None:
    reply = posted(f"{named_site}/mcp", Host=host)
    assert reply.status_code == 421
    assert reply.json()["detail"] == (
        f"the tools are not served as '{host}'; give this name in the setting ONRECORD_HOSTS"
    )


@pytest.mark.parametrize("origin", ["https://evil.example", "null", "http://192.0.2.9", "file://localhost"])
def test_page_of_another_site_is_refused_in_one_sentence(named_site: str, origin: str) -> None:
    reply = posted(f"{named_site}/mcp", Origin=origin)
    assert reply.status_code == 403
    assert reply.json()["detail"] == (
        f"pages of '{origin}' may not call the tools; give its name in the setting ONRECORD_HOSTS"
    )


@pytest.mark.parametrize("origin", ["https://quotes.example", "http://localhost:6274", "http://127.0.0.1:1"])
def test_page_of_ours_may_call(named_site: str, origin: str) -> None:
    assert texts(posted(f"{named_site}/mcp", Origin=origin)) == ["The border is shut."]


def test_page_at_an_address_in_figures_may_call_its_own_server_only() -> None:
    assert may_call("http://192.0.2.7:7860", "192.0.2.7:7860", ())
    assert not may_call("http://192.0.2.7:7860", "192.0.2.8:7860", ())


@pytest.mark.parametrize(
    ("host", "name"),
    [
        ("Quotes.Example:8443", "quotes.example"),
        ("[::1]:7860", "::1"),
        ("a.example.", "a.example"),
        ("", None),
        ("evil.example@localhost", None),
        ("localhost/evil.example", None),
        ("[::1", None),
        (":80", None),
    ],
)
def test_name_in_a_host_header(host: str, name: str | None) -> None:
    assert host_name(host) == name


@pytest.mark.parametrize("host", ["", "evil.example@localhost", "localhost/evil.example", "[::1", ":80"])
def test_header_that_is_malformed_is_no_name_of_ours(host: str) -> None:
    assert not is_served_as(host, ("", "localhost", "[::1", ":80"))


def test_given_names_are_as_a_header_has_them() -> None:
    given = ("Quotes.Example:8443", "bücher.example", "archive", "a_b.example.", "[::1]:7860", "192.0.2.7")
    assert checked_hosts(given) == {
        "quotes.example",
        "xn--bcher-kva.example",
        "archive",
        "a_b.example",
        "::1",
        "192.0.2.7",
    }


def test_making_the_server_leaves_logging_as_it_is() -> None:
    before = (list(logging.getLogger().handlers), logging.getLogger().level, list(logging.getLogger("mcp").handlers))
    mcp_server(LiveIndex(INDEX))
    after = (list(logging.getLogger().handlers), logging.getLogger().level, list(logging.getLogger("mcp").handlers))
    assert after == before
