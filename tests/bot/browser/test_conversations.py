"""Conversations: each page has its own, a follow-up knows what came before, and the newest answer is in view."""

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.bot.browser.actions import ask, exact_text, exact_texts, nth_answer, send
from tests.bot.browser.conftest import watched_chat
from tests.bot.browser.library import FERRY, HARBOUR_PARAGRAPHS, MARKET

pytestmark = pytest.mark.browser

FERRY_QUESTION = "What did Ana Lind say about the ferry?"


def _questions(page: Page) -> list[str]:
    return exact_texts(page.locator(".onrecord-question"))


def test_two_readers_at_once_have_conversations_of_their_own(
    library: Page, browser: Browser, library_site: str, decision_by_cosine: None
) -> None:
    context = browser.new_context()
    with watched_chat(context, library_site) as other:
        send(library, FERRY_QUESTION)
        send(other, "market")
        nth_answer(library, 1)
        nth_answer(other, 1)
        # The other reader has asked about nobody that this could follow on.
        ask(other, "And what about the ferry?")
        answer = ask(library, "and Bo Ek?")
        assert exact_texts(answer.locator(".onrecord-passage")) == [FERRY]
        assert _questions(library) == [FERRY_QUESTION, "and Bo Ek?"]
        assert _questions(other) == ["market", "And what about the ferry?"]
        assert exact_text(other.locator(".onrecord-passage").first) == MARKET
        assert other.locator(".onrecord-filter").count() == 0
        library.get_by_role("button", name="Clear", exact=True).click()
        expect(library.locator(".onrecord-answer")).to_have_count(0)
        assert _questions(other) == ["market", "And what about the ferry?"]
    context.close()


def test_earlier_answers_stay_until_they_are_cleared(library: Page) -> None:
    clear = library.get_by_role("button", name="Clear", exact=True)
    expect(clear).to_be_hidden()
    ask(library, "harbour")
    expect(library.locator("#onrecord-examples")).to_be_hidden()
    ask(library, "opal")
    assert _questions(library) == ["harbour", "opal"]
    assert exact_texts(library.locator(".onrecord-passage")) == [HARBOUR_PARAGRAPHS[1]]
    clear.click()
    expect(library.locator(".onrecord-answer")).to_have_count(0)
    expect(library.locator("#onrecord-examples")).to_be_visible()
    expect(clear).to_be_hidden()
    ask(library, "market")
    assert _questions(library) == ["market"]


def test_newest_question_stands_at_the_top(page: Page) -> None:
    for question in ("addresses", "returns", "addresses accents"):
        ask(page, question)
        expect(page.locator(".onrecord-answer").last.locator(".onrecord-credits").first).to_be_in_viewport()
        expect(page.locator(".onrecord-question").last).to_be_in_viewport(ratio=1)


def test_refusal_of_a_long_question_is_in_view(page: Page) -> None:
    ask(page, "addresses")
    refusal = ask(page, "tags " * 101)
    expect(page.get_by_label("Question")).to_have_value("tags " * 101)
    expect(refusal.locator(".onrecord-message")).to_be_in_viewport(ratio=1)
