"""Below a path of somebody's site, by the configuration in docs/deploy.md: everything is found, nothing leaves it."""

import socket
from pathlib import Path

import httpx
import pytest
from playwright.sync_api import BrowserContext, Page

from tests.bot.browser.actions import ask
from tests.bot.browser.conftest import watched_chat
from tests.bot.http.served import BORDER, ready
from tests.deploy.nginx import behind_nginx, required_nginx, shown_configuration

QUESTION = "Will the border stay shut this winter?"
CALL = {"jsonrpc": "2.0", "id": 1, "method": "tools/call", "params": {"name": "ask", "arguments": {"q": QUESTION}}}


@pytest.mark.browser
def test_chat_answers_below_the_path(reader: BrowserContext, quotes: str) -> None:
    with watched_chat(reader, quotes) as page:
        answer = ask(page, QUESTION)
        assert answer.locator("blockquote").first.evaluate("element => element.textContent") == BORDER


@pytest.mark.browser
def test_embedded_page_answers_below_the_path(reader: BrowserContext, quotes: str) -> None:
    page = reader.new_page()
    faults = watched(page, quotes)
    page.goto(f"{quotes}/embed?q={QUESTION}")
    page.get_by_text(BORDER).first.wait_for()
    page.close()
    assert faults == []


@pytest.mark.browser
def test_description_of_the_api_is_shown_below_the_path(reader: BrowserContext, quotes: str) -> None:
    page = reader.new_page()
    faults = watched(page, quotes)
    page.goto(f"{quotes}/docs")
    page.get_by_text("/api/v1/ask").first.wait_for()
    page.close()
    assert faults == []


def test_pages_and_files_are_found_below_the_path(quotes: str) -> None:
    for path in ("/healthz", "/readyz", "/docs", "/embed", "/quote-bot.js", "/explore/overview", "/chat/"):
        assert (path, httpx.get(f"{quotes}{path}").status_code) == (path, 200)
    home = httpx.get(quotes, follow_redirects=True)
    assert (home.status_code, str(home.url)) == (200, f"{quotes}/chat/")


def test_api_answers_and_its_description_names_the_path(quotes: str) -> None:
    answer = httpx.get(f"{quotes}/api/v1/ask", params={"q": QUESTION, "k": 1}).json()
    assert [hit["passage"]["text"] for hit in answer["hits"]] == [BORDER]
    passage_id = answer["hits"][0]["passage"]["id"]
    assert httpx.get(f"{quotes}/api/v1/passages/{passage_id}").json()["passage"]["text"] == BORDER
    described = httpx.get(f"{quotes}/openapi.json").json()
    assert described["servers"] == [{"url": "/quotes"}]
    assert "/api/v1/ask" in described["paths"]


def test_tools_are_served_by_the_name_of_the_site_only(quotes: str) -> None:
    headers = {"Accept": "application/json"}
    reply = httpx.post(f"{quotes}/mcp", json=CALL, headers={**headers, "Host": "quotes.example"})
    assert reply.status_code == 200
    assert reply.json()["result"]["structuredContent"]["hits"][0]["passage"]["text"] == BORDER
    assert httpx.post(f"{quotes}/mcp", json=CALL, headers={**headers, "Host": "evil.example"}).status_code == 421


def test_figures_are_not_for_everybody(quotes: str) -> None:
    assert httpx.get(f"{quotes}/metrics").status_code == 403


def test_stream_of_events_comes_as_it_is_written(quotes: str) -> None:
    # Gradio sends a sign of life into a stream without an event; a proxy that collects would keep that back.
    with (
        httpx.stream("GET", f"{quotes}/chat/gradio_api/heartbeat/abc", timeout=60) as stream,
    ):
        assert stream.status_code == 200
        assert stream.headers["content-type"].startswith("text/event-stream")
        assert next(stream.iter_text()).startswith("data: ALIVE")


def test_clients_are_told_apart_by_their_addresses_not_by_what_they_claim(
    repository: Path, built_index: Path, tmp_path: Path
) -> None:
    required_nginx()
    options = ("--root-path", "/quotes", "--rate-limit", "2/hour", "--index", str(built_index))
    server = shown_configuration(repository, "one service")
    with ready("chat", *options) as served, behind_nginx(server, {7860: served.port}, tmp_path) as site:
        one, another = client_at("127.0.0.2"), client_at("127.0.0.3")
        with one, another:
            statuses = [
                one.get(f"{site}/quotes/api/v1/speakers", headers={"X-Forwarded-For": f"203.0.113.{n}"}).status_code
                for n in range(3)
            ]
            assert statuses == [200, 200, 429]
            assert another.get(f"{site}/quotes/api/v1/speakers").status_code == 200


def client_at(address: str) -> httpx.Client:
    """A client that comes from that address of this machine."""
    options = [(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)]
    return httpx.Client(transport=httpx.HTTPTransport(local_address=address, socket_options=options))


def watched(page: Page, site: str) -> list[str]:
    """What goes wrong on the page, or leaves the path, as it happens."""
    faults: list[str] = []
    page.on("pageerror", lambda error: faults.append(f"page error: {error}"))
    page.on("console", lambda said: faults.append(f"console: {said.text}") if said.type == "error" else None)
    page.on("request", lambda one: None if one.url.startswith(f"{site}/") else faults.append(f"request to {one.url}"))
    return faults
