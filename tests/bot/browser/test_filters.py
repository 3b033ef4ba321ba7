"""Filters in the chat: set, seen while they are in force, and cleared."""

from collections.abc import Iterator

import pytest
from playwright.sync_api import BrowserContext, Page, expect

from bot.filters import Filters
from tests.bot.browser.actions import ask, exact_text, exact_texts, in_force, open_filters, set_filter
from tests.bot.browser.conftest import watched_chat
from tests.bot.browser.passages import HOSTILE_NAME
from tests.bot.browser.recorder import PASSAGES, Recorder
from tests.bot.chat_app import app_with_chat
from tests.bot.running import running
from tests.fakes import fake_index

pytestmark = pytest.mark.browser


@pytest.fixture(scope="module")
def recorder() -> Recorder:
    return Recorder()


@pytest.fixture(scope="module")
def filters_site(recorder: Recorder) -> Iterator[str]:
    with running(app_with_chat(fake_index(PASSAGES), recorder)) as address:
        yield address


@pytest.fixture
def chat(context: BrowserContext, filters_site: str, recorder: Recorder) -> Iterator[Page]:
    recorder.asked.clear()
    with watched_chat(context, filters_site) as opened:
        yield opened


def test_filters_stand_open_on_a_wide_screen_and_closed_on_a_narrow_one(chat: Page) -> None:
    speaker = chat.get_by_label("Speaker")
    expect(speaker).to_be_in_viewport(ratio=1)
    conversation, filters = (chat.locator(f"#onrecord-{name}").bounding_box() for name in ("conversation", "filters"))
    assert conversation is not None and filters is not None
    assert conversation["x"] + conversation["width"] < filters["x"]
    chat.set_viewport_size({"width": 1023, "height": 800})
    expect(speaker).to_be_hidden()
    open_filters(chat)
    expect(speaker).to_be_in_viewport(ratio=1)
    expect(chat.get_by_label("Question")).to_be_in_viewport(ratio=1)
    chat.set_viewport_size({"width": 1024, "height": 800})
    expect(speaker).to_be_in_viewport(ratio=1)


def test_filters_offer_the_names_there_are_with_their_numbers(chat: Page) -> None:
    options = "all => all.map(option => [option.value, option.textContent])"
    assert chat.locator("#onrecord-speakers option").evaluate_all(options) == [
        ["Ana Lind", "Ana Lind (12)"],
        [HOSTILE_NAME, f"{HOSTILE_NAME} (3)"],
    ]
    assert chat.locator('[name="publisher"] option').evaluate_all(options) == [
        ["", "Any"],
        ["The Tidings", "The Tidings (12)"],
        [HOSTILE_NAME, f"{HOSTILE_NAME} (3)"],
    ]


def test_names_that_came_with_no_page_are_asked_for_while_typing(library: Page) -> None:
    options = library.locator("#onrecord-speakers option")
    expect(options).to_have_count(50)
    library.get_by_label("Speaker").press_sequentially("holm59")
    expect(options).to_have_count(1)
    assert options.evaluate_all("all => all.map(option => [option.value, option.textContent])") == [
        ["Ida Holm59", "Ida Holm59 (1)"]
    ]
    library.get_by_label("Speaker").fill("Ida Holm59")
    assert exact_texts(ask(library, "song").locator(".onrecord-speaker")) == ["Ida Holm59"]


def test_chip_drops_its_filter_at_one_press_and_the_next_has_the_focus(chat: Page, recorder: Recorder) -> None:
    for name, value in {"speaker": "Ana Lind", "kind": "narration", "from": "2021"}.items():
        set_filter(chat, name, value)
    assert in_force(chat) == ["Ana Lind", "Narration", "from 2021"]
    chat.get_by_role("button", name="Drop the filter Narration").click()
    assert in_force(chat) == ["Ana Lind", "from 2021"]
    expect(chat.get_by_role("button", name="Drop the filter Ana Lind")).to_be_focused()
    chat.keyboard.press("Enter")
    chat.keyboard.press("Enter")
    assert in_force(chat) == []
    expect(chat.get_by_label("Question")).to_be_focused()
    expect(chat.locator(".onrecord-in-force")).to_be_hidden()
    expect(chat.get_by_role("button", name="Clear filters")).to_be_hidden()
    ask(chat, "ferry")
    assert recorder.asked == [("ferry", Filters(), None, False)]


def test_filters_apply_to_each_question_while_they_are_set(chat: Page, recorder: Recorder) -> None:
    given = {"speaker": "lind", "kind": "quotation", "publisher": HOSTILE_NAME, "from": "2021-03", "to": "2021"}
    for name, value in given.items():
        set_filter(chat, name, value)
    assert in_force(chat) == ["lind", "Quotations", HOSTILE_NAME, "from 2021-03", "to 2021"]
    ask(chat, "ferry")
    ask(chat, "harbour")
    chat.get_by_role("button", name="Clear filters").click()
    assert in_force(chat) == []
    expect(chat.get_by_label("Speaker")).to_be_focused()
    ask(chat, "bridge")
    filters = Filters("lind", "quotation", HOSTILE_NAME, "2021-03", "2021")
    assert recorder.asked == [
        ("ferry", filters, None, False),
        ("harbour", filters, "ferry", False),
        ("bridge", Filters(), "harbour", False),
    ]


def test_question_keeps_the_filters_that_it_was_asked_with(chat: Page, recorder: Recorder) -> None:
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
    chat.get_by_role("button", name="Clear", exact=True).click()
    expect(chat.locator(".onrecord-answer")).to_have_count(0)
    ask(chat, "bridge")
    assert [(question, previous) for question, _, previous, _ in recorder.asked] == [
        ("ferry", None),
        ("harbour", "ferry"),
        ("bridge", None),
    ]


def test_filters_work_by_keyboard_alone(chat: Page, recorder: Recorder) -> None:
    chat.set_viewport_size({"width": 800, "height": 800})
    expect(chat.get_by_label("Speaker")).to_be_hidden()
    chat.get_by_label("Question").focus()
    chat.keyboard.press("Shift+Tab")
    assert chat.evaluate("document.activeElement.tagName") == "SUMMARY"
    chat.keyboard.press("Enter")
    chat.keyboard.press("Tab")
    chat.keyboard.type("Ana Lind")
    chat.keyboard.press("Tab")
    chat.keyboard.press("Q")
    assert in_force(chat) == ["Ana Lind", "Quotations"]
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
