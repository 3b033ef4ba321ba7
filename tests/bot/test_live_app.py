"""The application while its index is built anew: nobody is refused, and each answer is of one generation."""

import re
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from threading import Event
from typing import Any

import pytest
from fastapi.testclient import TestClient

import bot.chat
from bot.api import create_app
from bot.chat import ASKED_FIELDS, ChatPage
from bot.live_index import LiveIndex
from bot.settings import Settings
from tests.bot.chat_app import app_with_chat, in_own_loop
from tests.bot.generations import N_PASSAGES, generation
from tests.bot.running import running
from tests.bot.tool_calls import called

N_SWITCHES = 100
GENERATION = re.compile(r"of generation (g\d+)\.")
ASK = "/api/v1/ask?q=border"

pytestmark = pytest.mark.usefixtures("decision_by_cosine")


@dataclass
class Site:
    """An application with its chat, and the generations that it let go of."""

    live_index: LiveIndex
    client: TestClient
    page: ChatPage
    closed: list[str]

    def take_up(self, name: str, n_passages: int = N_PASSAGES) -> None:
        self.live_index.take_up(generation(name, self.closed, n_passages=n_passages))

    @property
    def respond(self) -> Callable[..., list[Any]]:
        """The function that Gradio calls with a question."""
        found = next(function.fn for function in self.page.blocks.fns.values() if function.name == "respond")
        assert found is not None
        return found


@pytest.fixture
def site(monkeypatch: pytest.MonkeyPatch) -> Site:
    closed: list[str] = []
    live_index, pages = LiveIndex(generation("g0", closed)), list[ChatPage]()
    build = bot.chat.build_chat

    def build_and_keep(*parts: Any) -> ChatPage:  # noqa: ANN401
        pages.append(build(*parts))
        return pages[-1]

    monkeypatch.setattr("bot.chat.build_chat", build_and_keep)
    app = app_with_chat(live_index, settings=Settings(rate_limit="off"))
    return Site(live_index, TestClient(app), pages[0], closed)


def asked_in_chat(site: Site, turns: tuple[Any, ...], question: str = "border") -> tuple[Any, ...]:
    fields = [question, *[""] * (len(ASKED_FIELDS) - 2)]
    outcome, turns, *_ = site.respond(turns, "7", *fields)
    assert outcome == "answered 7"
    return turns


def generations_by_http(site: Site) -> Iterator[set[str]]:
    while True:
        reply = site.client.get(ASK)
        assert reply.status_code == 200
        answer = reply.json()
        assert answer["index"]["passages"] == len(answer["hits"]) == N_PASSAGES
        yield {*GENERATION.findall(reply.text), answer["index"]["built"].removeprefix("built as ")}


def generations_in_chat(site: Site) -> Iterator[set[str]]:
    turns: tuple[Any, ...] = ()
    while True:
        turns = asked_in_chat(site, turns)
        yield set(re.findall(r"generation (g\d+)\.", re.sub(r"</?mark[^>]*>", "", turns[-1].card)))


def test_hundred_switches_under_questions_lose_none_and_mix_no_two(site: Site) -> None:
    is_over = Event()

    def ask(asked: Iterator[set[str]]) -> list[str]:
        seen = []
        for found in asked:
            (only,) = found
            seen.append(only)
            if is_over.is_set():
                return seen
        raise AssertionError

    with ThreadPoolExecutor(4) as threads:
        asking = [
            threads.submit(ask, asked(site)) for asked in (generations_by_http, generations_in_chat) for _ in range(2)
        ]
        try:
            for n in range(1, N_SWITCHES + 1):
                site.take_up(f"g{n}")
        finally:
            is_over.set()
        for each in asking:
            numbers = [int(name[1:]) for name in each.result()]
            assert numbers == sorted(numbers)
    assert sorted(site.closed) == sorted(f"g{n}" for n in range(N_SWITCHES))
    assert next(generations_by_http(site)) == next(generations_in_chat(site)) == {f"g{N_SWITCHES}"}


def test_tag_of_a_reply_goes_with_the_generation(site: Site) -> None:
    tag = site.client.get(ASK).headers["etag"]
    assert site.client.get(ASK, headers={"If-None-Match": tag}).status_code == 304
    site.take_up("g1")
    reply = site.client.get(ASK, headers={"If-None-Match": tag})
    assert (reply.status_code, reply.headers["etag"] == tag) == (200, False)
    assert set(GENERATION.findall(reply.text)) == {"g1"}


def test_cursor_of_the_generation_before_is_refused_in_a_sentence(site: Site) -> None:
    address = "/api/v1/passages?contains=border&limit=1"
    cursor = site.client.get(address).json()["next"]
    assert site.client.get(f"{address}&cursor={cursor}").status_code == 200
    site.take_up("g1")
    assert site.client.get(f"{address}&cursor={cursor}").status_code == 422


def test_every_address_is_answered_from_the_generation_of_now(site: Site) -> None:
    addresses = {
        "/api/v1/ask?q=border": "of generation g1.",
        "/api/v1/cards?q=border": "generation g1.",
        "/embed?q=border": "generation g1.",
        "/api/v1/speakers": "Ana Lindg1",
        "/api/v1/passages/a:1": "of generation g1.",
        "/explore/overview": "Ana Lindg1",
        "/explore/speaker?name=Ana%20Lindg1": "generation g1.",
        "/metrics": 'onrecord_index_passages{built="built as g1",model="fake-model"} 5.0',
    }
    for address in addresses:
        site.client.get(address)
    site.take_up("g1", n_passages=5)
    for address, words in addresses.items():
        text = re.sub(r"</?mark[^>]*>", "", site.client.get(address).text)
        assert words in text, address
        assert "g0" not in text, address
    assert (site.client.get("/readyz").status_code, site.closed) == (200, ["g0"])


def test_shown_passage_is_held_against_the_generation_of_now(site: Site) -> None:
    shown = {"passages": [{"id": "a:1", "text": "The border is shut, by order 1 of generation g0."}]}

    def verdict() -> str:
        (found,) = site.client.post("/api/v1/verify", json=shown).json()["passages"]
        return str(found["verdict"])

    assert verdict() == "verbatim"
    site.take_up("g1")
    assert verdict() == "differs"


def test_conversation_goes_on_over_a_switch(site: Site) -> None:
    turns = asked_in_chat(site, (), "What did Ana Lindg0 say of the border?")
    site.take_up("g1")
    longer = asked_in_chat(site, turns, "and of the border?")
    assert longer[0] == turns[0]
    assert "g1" in longer[1].card
    assert "g0." not in longer[1].card


def test_page_that_is_opened_after_a_switch_shows_what_the_index_holds_then(site: Site) -> None:
    def shown() -> str:
        page, config = site.client.get("/chat/"), site.client.get("/chat/config")
        assert (page.status_code, config.status_code) == (200, 200)
        return config.text + page.text

    assert "3 passages" in shown()
    assert "What did Ana Lindg0 say?" in shown()
    site.take_up("g1", n_passages=5)
    assert "5 passages" in shown()
    assert "What did Ana Lindg1 say?" in shown()
    assert "Ana Lindg0" not in shown()
    assert "3 passages" not in shown()


def test_page_as_it_is_shown_later_is_one_that_is_built_so(site: Site) -> None:
    site.take_up("g1")
    fresh = app_with_chat(generation("g1", []), settings=Settings(rate_limit="off"))

    def parts(client: TestClient) -> list[Any]:
        components = [each for each in client.get("/chat/config").json()["components"] if each["type"] != "state"]
        return [(each["type"], each["props"].get("value"), each["props"].get("visible")) for each in components]

    assert parts(site.client) == parts(TestClient(fresh))


def test_tools_answer_from_the_generation_of_now(site: Site) -> None:
    with running(site.client.app) as address:  # type: ignore[arg-type]
        for name in ("g0", "g1"):
            if name != "g0":
                site.take_up(name)
            result = in_own_loop(called(address, "ask", {"q": "border"}))
            assert set(GENERATION.findall(str(result.structured_content))) == {name}


def test_watcher_is_entered_as_long_as_the_application_runs() -> None:
    steps: list[str] = []

    class Watcher:
        def __enter__(self) -> None:
            steps.append("entered")

        def __exit__(self, *_: object) -> None:
            steps.append("left")

    app = create_app(generation("g0", []), with_chat=False, watcher=Watcher())
    for n in (1, 2):
        with TestClient(app) as client:
            assert client.get("/readyz").status_code == 200
            assert steps == [*["entered", "left"] * (n - 1), "entered"]
    assert steps == ["entered", "left"] * 2
