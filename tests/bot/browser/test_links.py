"""Addresses: of an answer, to be opened again, and of what Explore shows."""

from urllib.parse import parse_qs

import pytest
from playwright.sync_api import BrowserContext, Locator, Page, expect

from tests.bot.browser.actions import ask, exact_text, exact_texts, in_force, nth_answer, open_filters, set_filter
from tests.bot.browser.conftest import watched_chat

pytestmark = pytest.mark.browser


def _asked_by(answer: Locator) -> str:
    """What the link to the answer asks for, as "?q=…"."""
    href = answer.get_by_role("link", name="Link to this answer").get_attribute("href")
    assert href is not None
    return href


def _shown(answer: Locator) -> list[str]:
    return exact_texts(answer.locator(".onrecord-filter, .onrecord-message, .onrecord-passage, .onrecord-speaker"))


def test_link_opens_the_same_answer_with_its_filters(library: Page, context: BrowserContext, library_site: str) -> None:
    open_filters(library)
    for name, value in {"kind": "quotation", "publisher": "The Tidings", "from": "2021", "to": "2021-12"}.items():
        set_filter(library, name, value)
    answer = ask(library, "harbour & ferry?")
    asked = _asked_by(answer)
    assert parse_qs(asked.removeprefix("?")) == {
        "q": ["harbour & ferry?"],
        "kind": ["quotation"],
        "publisher": ["The Tidings"],
        "from": ["2021"],
        "to": ["2021-12"],
    }
    with watched_chat(context, library_site, asked) as opened:
        assert _shown(nth_answer(opened, 1)) == _shown(answer)
        assert exact_text(opened.locator(".onrecord-question")) == "harbour & ferry?"
        assert in_force(opened) == ["Quotations", "The Tidings", "from 2021", "to 2021-12"]
        assert _asked_by(opened.locator(".onrecord-answer")) == asked


def test_link_of_a_follow_up_holds_what_it_follows(library: Page, context: BrowserContext, library_site: str) -> None:
    ask(library, "What did Ana Lind say about the ferry?")
    answer = ask(library, "and Bo Ek?")
    asked = _asked_by(answer)
    assert parse_qs(asked.removeprefix("?")) == {
        "q": ["and Bo Ek?"],
        "previous": ["What did Ana Lind say about the ferry?"],
    }
    with watched_chat(context, library_site, asked) as opened:
        assert _shown(nth_answer(opened, 1)) == _shown(answer)


def test_link_of_an_answer_for_anyone_asks_for_anyone(
    library: Page, context: BrowserContext, library_site: str
) -> None:
    narrowed = ask(library, "What did Ana Lind say about the ferry?")
    assert exact_text(narrowed.locator(".onrecord-filter")) == (
        "Only passages with Ana Lind (named in the question) Ask for anyone"
    )
    library.get_by_role("button", name="Ask for anyone").click()
    answer = nth_answer(library, 2)
    assert "Bo Ek" in _shown(answer)
    with watched_chat(context, library_site, _asked_by(answer)) as opened:
        assert _shown(nth_answer(opened, 1)) == _shown(answer)
        expect(opened.locator(".onrecord-filter")).to_have_count(0)


def test_question_in_the_address_that_is_refused_stays_in_the_box(
    context: BrowserContext, library_site: str, decision_by_cosine: None
) -> None:
    question = "harbour" * 80
    with watched_chat(context, library_site, f"?q={question}") as opened:
        answer = nth_answer(opened, 1)
        assert exact_text(answer) == "the question has 560 characters; ask it in 500 or fewer"
        expect(opened.get_by_label("Question")).to_have_value(question)


def test_explore_in_the_address_opens_the_tab(context: BrowserContext, library_site: str) -> None:
    with watched_chat(context, library_site, "?explore") as opened:
        expect(opened.get_by_role("tab", name="Explore")).to_have_attribute("aria-selected", "true")
        expect(opened.get_by_role("heading", name="Who said how much, and when")).to_be_visible()


def test_speaker_in_the_address_opens_that_page_which_asks(
    context: BrowserContext, library_site: str, decision_by_cosine: None
) -> None:
    with watched_chat(context, library_site, "?explore=Ana+Lind") as opened:
        expect(opened.get_by_role("heading", name="Ana Lind")).to_be_visible()
        opened.get_by_role("button", name="Ask what Ana Lind said").click()
        expect(opened.get_by_role("tab", name="Ask")).to_have_attribute("aria-selected", "true")
        answer = nth_answer(opened, 1)
        assert exact_text(opened.locator(".onrecord-question")) == "What did Ana Lind say?"
        assert in_force(opened) == ["Ana Lind"]
        assert set(exact_texts(answer.locator(".onrecord-speaker"))) == {"Ana Lind"}
