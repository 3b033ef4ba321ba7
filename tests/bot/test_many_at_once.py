"""Fifty readers who ask in the same moment, over the network as their browsers do."""

import asyncio
import json
from collections.abc import Iterator
from typing import Any

import httpx2
import pytest

from bot.chat import ASKED_FIELDS
from bot.settings import MAX_QUEUE
from tests.bot.chat_app import app_with_chat, in_own_loop
from tests.bot.decisions import BY_COSINE
from tests.bot.running import running
from tests.fakes import fake_article, fake_index, fake_passage

N_READERS = 50
WORDS = tuple(f"topic{number:02}x" for number in range(N_READERS))
BUSY = 503

Outcome = tuple[str, ...] | int
"""The messages on a reader's page after the question, or the status that refused it."""


@pytest.fixture(scope="module")
def site() -> Iterator[str]:
    """A chat over fifty passages, each on a topic of its own."""
    # An article each, so that no passage is another's context.
    index = fake_index([fake_passage(f"Of {word}.", article=fake_article(id=word)) for word in WORDS], topics=WORDS)
    with pytest.MonkeyPatch.context() as patch, running(app_with_chat(index)) as address:
        patch.setattr("bot.search.load_decision", lambda: BY_COSINE)
        yield address


async def answering_function(client: httpx2.AsyncClient) -> int:
    """The number by which Gradio knows the function that answers: the one with the most inputs."""
    config = (await client.get("/chat/config")).json()
    found = max(config["dependencies"], key=lambda dependency: len(dependency["inputs"]) * dependency["backend_fn"])
    assert len(found["inputs"]) == 1 + len(ASKED_FIELDS)
    return int(found["id"])


async def ask(client: httpx2.AsyncClient, function: int, session: str, question: str) -> Outcome:
    """What the page of that session shows after the question."""
    data = [None, "1", question, *[""] * (len(ASKED_FIELDS) - 2)]
    body = {"data": data, "fn_index": function, "session_hash": session}
    joined = await client.post("/chat/gradio_api/queue/join", json=body)
    if joined.status_code != 200:
        return joined.status_code
    async with client.stream("GET", "/chat/gradio_api/queue/data", params={"session_hash": session}) as events:
        async for line in events.aiter_lines():
            event = json.loads(line.removeprefix("data: ")) if line.startswith("data: ") else {}
            if event.get("msg") == "process_completed":
                return messages_of(event["output"]["data"][2])
    raise AssertionError("no answer came")


def messages_of(chatbot: Any) -> tuple[str, ...]:  # noqa: ANN401 - Gradio's JSON
    """The HTML of each message."""
    return tuple(str(message["content"][0]["value"]) for message in chatbot)


async def all_ask(site: str) -> list[tuple[Outcome, Outcome]]:
    """What each reader sees after a first question, asked by all at once, and after a second one."""
    limits = httpx2.Limits(max_connections=2 * N_READERS)
    async with httpx2.AsyncClient(base_url=site, timeout=60, limits=limits) as client:
        function = await answering_function(client)
        sessions = [f"reader{number}" for number in range(N_READERS)]
        firsts = await asyncio.gather(*(ask(client, function, s, w) for s, w in zip(sessions, WORDS, strict=True)))
        seconds = await asyncio.gather(
            *(ask(client, function, s, f"{w} again") for s, w in zip(sessions, WORDS, strict=True))
        )
    return list(zip(firsts, seconds, strict=True))


def test_each_reader_gets_their_own_answer_or_is_told_that_the_server_is_busy(site: str) -> None:
    outcomes = in_own_loop(all_ask(site))
    n_answered = 0
    for word, (first, second) in zip(WORDS, outcomes, strict=True):
        shown = [outcome for outcome in (first, second) if not isinstance(outcome, int)]
        assert all(status == BUSY for status in (first, second) if isinstance(status, int))
        for messages in shown:
            n_answered += 1
            page = " ".join(messages)
            assert {other for other in WORDS if other in page} == {word}
            assert f"Of {word}." in page.replace('<mark class="onrecord-match">', "").replace("</mark>", "")
        if len(shown) == 2:
            # The second answer comes under the first: the conversation is the reader's own.
            assert shown[1][: len(shown[0])] == shown[0]
            assert len(shown[1]) == 4
    assert n_answered >= 2 * MAX_QUEUE
