"""What goes wrong: one sentence, the question is kept, and the next one works."""

import threading
from collections.abc import Iterator
from contextlib import ExitStack
from dataclasses import dataclass, field

import pytest
from playwright.sync_api import BrowserContext, Page, Route, expect

from bot.answer import Answer
from bot.conversation import FAILED
from bot.filters import Filters
from tests.bot.answers import made_answer
from tests.bot.browser.actions import ask, exact_text, nth_answer, send
from tests.bot.browser.conftest import watched_chat
from tests.bot.browser.library import library_index
from tests.bot.chat_app import app_with_chat
from tests.bot.running import running
from tests.fakes import fake_passage

pytestmark = pytest.mark.browser

BUSY = "The server is busy. The question is kept; ask it again in a moment."
UNREACHED = "The server cannot be reached. The question is kept; ask it again when it is back."
BUG, SLOW = "a bug", "a slow one"


@dataclass
class Troubled:
    """Answers with the question itself, but fails on one and is slow with another until it may go on."""

    may_go_on: threading.Event = field(default_factory=threading.Event)

    def __call__(self, query: str, *, filters: Filters, previous: str | None, anyone: bool) -> Answer:
        if query == BUG:
            raise RuntimeError("a bug made on purpose")
        if query == SLOW:
            assert self.may_go_on.wait(30)
        return made_answer(fake_passage(query), query=query)


@pytest.fixture(scope="module")
def troubled() -> Troubled:
    return Troubled()


@pytest.fixture(scope="module")
def troubled_site(troubled: Troubled) -> Iterator[str]:
    with running(app_with_chat(library_index(), troubled)) as address:
        yield address


def expect_fault(page: Page, sentence: str, question: str) -> None:
    """The sentence stands beside the box, which holds the question again; there is no answer."""
    status = page.locator("#onrecord-status")
    expect(status).to_have_text(sentence, timeout=15_000)
    expect(page.get_by_label("Question")).to_have_value(question)
    expect(page.locator(".onrecord-answer")).to_have_count(0)


def expect_next_works(page: Page) -> None:
    page.get_by_label("Question").press("Enter")
    nth_answer(page, 1)
    expect(page.locator("#onrecord-status")).to_have_text("")
    expect(page.get_by_label("Question")).to_have_value("")


def test_bug_is_said_and_the_question_kept(context: BrowserContext, troubled_site: str) -> None:
    with watched_chat(context, troubled_site) as page:
        refusal = ask(page, BUG)
        assert exact_text(refusal) == FAILED
        expect(page.get_by_label("Question")).to_have_value(BUG)
        assert page.locator(".onrecord-question").count() == 0
        answer = ask(page, "ferry")
        assert exact_text(answer.locator(".onrecord-passage")) == "ferry"


def test_full_queue_is_said_and_the_question_kept(context: BrowserContext, troubled_site: str) -> None:
    with watched_chat(context, troubled_site, expected="503") as page:
        page.route("**/queue/join*", lambda route: route.fulfill(status=503, json={"detail": "Queue is full"}))
        send(page, "ferry")
        expect_fault(page, BUSY, "ferry")
        page.unroute_all()
        expect_next_works(page)


def test_refused_question_is_named_where_the_next_one_is_being_typed(
    context: BrowserContext, troubled_site: str
) -> None:
    with watched_chat(context, troubled_site, expected="503") as page:

        def refuse_once_typed(route: Route) -> None:
            page.get_by_label("Question").fill("harbour")
            route.fulfill(status=503, json={"detail": "Queue is full"})

        page.route("**/queue/join*", refuse_once_typed)
        send(page, "ferry")
        expect(page.locator("#onrecord-status")).to_have_text("The server is busy. Not answered: ferry")
        expect(page.get_by_label("Question")).to_have_value("harbour")


def test_unreached_server_is_said_and_the_question_kept(context: BrowserContext, troubled_site: str) -> None:
    with watched_chat(context, troubled_site, expected="net::ERR_FAILED") as page:
        page.route("**/queue/join*", lambda route: route.abort())
        send(page, "ferry")
        expect_fault(page, UNREACHED, "ferry")
        # Gradio loads the page anew as soon as the server can be reached again.
        with page.expect_event("load"):
            page.unroute_all()
        expect(page.get_by_label("Question")).to_have_value("ferry")
        expect_next_works(page)


def test_server_that_stops_is_said_and_the_question_kept(context: BrowserContext, troubled: Troubled) -> None:
    with ExitStack() as server:
        site = server.enter_context(running(app_with_chat(library_index(), troubled)))
        with watched_chat(context, site, expected="net::ERR_") as page:
            server.close()
            send(page, "ferry")
            expect_fault(page, UNREACHED, "ferry")


def test_slow_answer_is_announced_while_it_is_waited_for(
    context: BrowserContext, troubled_site: str, troubled: Troubled
) -> None:
    troubled.may_go_on.clear()
    with watched_chat(context, troubled_site) as page:
        send(page, SLOW)
        status = page.locator("#onrecord-status")
        expect(status).to_have_text("Looking through the passages …")
        expect(status).to_have_attribute("role", "status")
        troubled.may_go_on.set()
        nth_answer(page, 1)
        expect(status).to_have_text("")


def test_answer_that_is_overdue_takes_its_question_out_of_the_box_again(
    context: BrowserContext, troubled_site: str, troubled: Troubled
) -> None:
    troubled.may_go_on.clear()
    with watched_chat(context, troubled_site, expected="net::ERR_FAILED") as page:
        page.route("**/healthz", lambda route: route.abort())
        send(page, SLOW)
        expect_fault(page, UNREACHED, SLOW)
        # Gradio has the question still; another one now would be lost.
        page.get_by_label("Question").press("Enter")
        expect_fault(page, UNREACHED, SLOW)
        troubled.may_go_on.set()
        nth_answer(page, 1)
        expect(page.get_by_label("Question")).to_have_value("")
        expect(page.locator("#onrecord-status")).to_have_text("")
        ask(page, "ferry")
        assert page.locator(".onrecord-question").all_text_contents() == [SLOW, "ferry"]
