"""Filters in the chat: set, seen while they are in force, and cleared."""

import asyncio
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field

import pytest
from fastapi import FastAPI
from fastapi.responses import Response
from playwright.sync_api import BrowserContext, Page, expect

from bot.answer import Answer
from bot.chat import build_chat, mount_chat
from bot.filters import Filters
from bot.render.filter_form import filter_form
from bot.render.page import icon
from index.errors import QueryError
from tests.bot.answers import made_answer
from tests.bot.browser.actions import ask, exact_text
from tests.bot.browser.conftest import running, watched_chat
from tests.bot.browser.passages import HOSTILE_NAME
from tests.fakes import fake_passage

pytestmark = pytest.mark.browser

SPEAKERS = {"Ana Lind": 12, HOSTILE_NAME: 3}
PUBLISHERS = {"The Tidings": 9, HOSTILE_NAME: 4}

Asked = tuple[str, Filters, str | None, bool]


@dataclass
class Recorder:
    """Answers every question with one passage and remembers what it was asked; Ana Lind is recognised by name."""

    asked: list[Asked] = field(default_factory=list)

    def __call__(self, query: str, *, filters: Filters, previous: str | None, anyone: bool) -> Answer:
        if query == "refuse":
            raise QueryError("no")
        self.asked.append((query, filters, previous, anyone))
        recognised = "Lind" in query and not anyone and filters.speaker is None
        if recognised:
            return made_answer(fake_passage(query), filters=Filters("Ana Lind"), speaker_named_in="query", query=query)
        return made_answer(fake_passage(query), filters=filters, query=query)


@pytest.fixture(scope="module")
def recorder() -> Recorder:
    return Recorder()


@pytest.fixture(scope="module")
def filters_site(recorder: Recorder) -> Iterator[str]:
    async def build() -> FastAPI:
        app = FastAPI()
        app.get("/favicon.ico")(lambda: Response(icon(), media_type="image/svg+xml"))
        mount_chat(app, build_chat(recorder, form=filter_form(SPEAKERS, PUBLISHERS)), "/chat")
        return app

    # In a thread of its own, since Playwright keeps a loop running in the tests' thread.
    with ThreadPoolExecutor(1) as thread:
        app = thread.submit(lambda: asyncio.run(build())).result()
    with running(app) as address:
        yield address


@pytest.fixture
def chat(context: BrowserContext, filters_site: str, recorder: Recorder) -> Iterator[Page]:
    recorder.asked.clear()
    with watched_chat(context, filters_site) as opened:
        yield opened


def set_filter(page: Page, name: str, value: str) -> None:
    control = page.locator(f'#onrecord-filters [name="{name}"]')
    if control.evaluate("control => control.tagName") == "SELECT":
        control.select_option(value)
    else:
        control.fill(value)


def open_filters(page: Page) -> None:
    page.locator("#onrecord-filters summary").click()


def in_force(page: Page) -> str:
    return exact_text(page.locator(".onrecord-filters-now"))


def test_filters_are_closed_until_they_are_opened(chat: Page) -> None:
    speaker = chat.get_by_label("Speaker")
    expect(speaker).to_be_hidden()
    expect(chat.get_by_role("button", name="Clear filters")).to_be_hidden()
    open_filters(chat)
    expect(speaker).to_be_visible()
    assert chat.locator("#onrecord-speakers option").evaluate_all("all => all.map(o => [o.value, o.textContent])") == [
        ["Ana Lind", "Ana Lind (12)"],
        [HOSTILE_NAME, f"{HOSTILE_NAME} (3)"],
    ]


def test_filters_apply_to_each_question_while_they_are_set(chat: Page, recorder: Recorder) -> None:
    open_filters(chat)
    given = {"speaker": "lind", "kind": "quotation", "publisher": HOSTILE_NAME, "from": "2021-03", "to": "2021"}
    for name, value in given.items():
        set_filter(chat, name, value)
    open_filters(chat)
    assert in_force(chat) == f"lind · Quotations · {HOSTILE_NAME} · from 2021-03 · to 2021"
    ask(chat, "ferry")
    ask(chat, "harbour")
    chat.get_by_role("button", name="Clear filters").click()
    assert in_force(chat) == ""
    ask(chat, "bridge")
    filters = Filters("lind", "quotation", HOSTILE_NAME, "2021-03", "2021")
    assert recorder.asked == [
        ("ferry", filters, None, False),
        ("harbour", filters, "ferry", False),
        ("bridge", Filters(), "harbour", False),
    ]


def test_question_keeps_the_filters_that_it_was_asked_with(chat: Page, recorder: Recorder) -> None:
    open_filters(chat)
    for day in ("2021", "2022", "2023"):
        set_filter(chat, "from", day)
        chat.get_by_label("Question").fill(day)
        chat.get_by_label("Question").press("Enter")
    expect(chat.locator(".onrecord-answer")).to_have_count(3, timeout=15_000)
    assert [(question, filters) for question, filters, _, _ in recorder.asked] == [
        (day, Filters(published_from=day)) for day in ("2021", "2022", "2023")
    ]


def test_same_question_is_asked_for_anyone(chat: Page, recorder: Recorder) -> None:
    question = "  What did  Lind say\u00a0about <b>\u200b& \\n?\n"
    thread = "What did Lind say about <b>\u200b& \\n?"  # white space counts for nothing in what is followed on
    ask(chat, "ferry")
    open_filters(chat)
    set_filter(chat, "kind", "narration")
    ask(chat, question)
    set_filter(chat, "kind", "quotation")
    ask(chat, "harbour")
    line = exact_text(chat.locator(".onrecord-answer").nth(1).locator(".onrecord-filter"))
    assert line == "Only passages with Ana Lind (named in the question) Ask for anyone"
    chat.get_by_role("button", name="Ask for anyone").press("Enter")
    expect(chat.locator(".onrecord-answer")).to_have_count(4, timeout=15_000)
    assert exact_text(chat.locator(".onrecord-question").last) == question
    ask(chat, "bridge")
    narration, quotation = Filters(kind="narration"), Filters(kind="quotation")
    assert recorder.asked == [
        ("ferry", Filters(), None, False),
        (question, narration, "ferry", False),
        ("harbour", quotation, thread, False),
        (question, narration, "ferry", True),
        ("bridge", quotation, thread, False),
    ]


def test_refused_question_and_cleared_conversation_leave_no_thread(chat: Page, recorder: Recorder) -> None:
    ask(chat, "ferry")
    ask(chat, "refuse")
    expect(chat.get_by_label("Question")).to_have_value("refuse")
    ask(chat, "harbour")
    chat.get_by_role("button", name="Clear").click()
    expect(chat.locator(".onrecord-answer")).to_have_count(0)
    ask(chat, "bridge")
    assert [(question, previous) for question, _, previous, _ in recorder.asked] == [
        ("ferry", None),
        ("harbour", "ferry"),
        ("bridge", None),
    ]


def test_filters_work_by_keyboard_alone(chat: Page, recorder: Recorder) -> None:
    chat.get_by_label("Question").focus()
    chat.keyboard.press("Shift+Tab")
    assert chat.evaluate("document.activeElement.tagName") == "SUMMARY"
    chat.keyboard.press("Enter")
    chat.keyboard.press("Tab")
    chat.keyboard.type("Ana Lind")
    chat.keyboard.press("Tab")
    chat.keyboard.press("Q")
    assert in_force(chat) == "Ana Lind · Quotations"
    chat.locator("#onrecord-filters summary").focus()
    chat.keyboard.press("Enter")
    ask(chat, "ferry")
    assert recorder.asked == [("ferry", Filters("Ana Lind", "quotation"), None, False)]


def test_narrowest_screen_holds_the_filters(chat: Page) -> None:
    chat.set_viewport_size({"width": 320, "height": 568})
    open_filters(chat)
    set_filter(chat, "publisher", HOSTILE_NAME)
    assert chat.evaluate("document.documentElement.scrollWidth") == 320
    for label in ("Speaker", "Kind", "Publisher", "From", "To"):
        control = chat.get_by_label(label, exact=True)
        control.scroll_into_view_if_needed()
        expect(control).to_be_in_viewport(ratio=1)
    expect(chat.get_by_label("Question")).to_be_in_viewport(ratio=1)
    expect(chat.get_by_role("button", name="Clear filters")).to_be_in_viewport(ratio=1)
