"""Text that a page gets wrong unless it shows text as text: in questions, names, filters, addresses and Explore."""

from urllib.parse import urlencode

import pytest
from playwright.sync_api import BrowserContext, Page, expect

from tests.bot.browser.actions import (
    ask,
    exact_text,
    exact_texts,
    in_force,
    nth_answer,
    open_filters,
    open_tab,
    set_filter,
)
from tests.bot.browser.conftest import watched_chat
from tests.bot.browser.passages import HOSTILE_NAME, HOSTILE_TEXTS

pytestmark = pytest.mark.browser

MAX_QUESTION = 500
NOT_TEXT = "the question holds a character that is not text; type it anew"


def _typed(text: str) -> str:
    """The text as a question: a text box turns carriage returns into line feeds before anybody reads them."""
    return text.replace("\r\n", "\n").replace("\r", "\n")[:MAX_QUESTION]


def test_questions_are_echoed_character_for_character(page: Page) -> None:
    for text in HOSTILE_TEXTS.values():
        ask(page, _typed(text))
        assert exact_text(page.locator(".onrecord-question").last) == _typed(text)


def test_names_and_titles_are_shown_character_for_character(page: Page) -> None:
    card = ask(page, "tags").locator(".onrecord-card").first
    for name in ("speaker", "role", "title"):
        assert exact_text(card.locator(f".onrecord-{name}")) == HOSTILE_NAME
    assert card.locator(".onrecord-fact").all_text_contents()[:2] == [HOSTILE_NAME, HOSTILE_NAME]
    assert card.locator(".onrecord-title a").get_attribute("target") == "_blank"


def test_names_are_filters_as_they_stand(page: Page) -> None:
    open_filters(page)
    for name in ("speaker", "publisher"):
        set_filter(page, name, HOSTILE_NAME)
    assert in_force(page) == [HOSTILE_NAME, HOSTILE_NAME]
    line = exact_text(ask(page, "tags").locator(".onrecord-filter"))
    assert line == f"Only passages with {HOSTILE_NAME}, published by {HOSTILE_NAME}"


def test_explore_shows_names_and_passages_as_they_stand(page: Page) -> None:
    open_tab(page, "Explore")
    opener = page.locator(".onrecord-open-speaker")
    expect(opener).to_have_count(1)
    assert exact_text(opener) == HOSTILE_NAME
    opener.click()
    heading = page.locator("#onrecord-explore h2")
    expect(heading).to_be_focused()
    assert exact_text(heading) == HOSTILE_NAME
    expect(page.locator("#onrecord-explore .onrecord-card")).to_have_count(20)
    page.get_by_role("button", name="Show the next").click()
    expect(page.locator("#onrecord-explore .onrecord-card")).to_have_count(len(HOSTILE_TEXTS))
    shown = exact_texts(page.locator("#onrecord-explore .onrecord-passage"))
    assert shown == list(HOSTILE_TEXTS.values())


def test_question_that_is_no_text_is_refused_with_a_sentence(page: Page) -> None:
    box = page.get_by_label("Question")
    for number, question in enumerate(("tags \\u0000", "\\u0000", "tags \\ud800", "\\udfff\\ud800 tags"), 1):
        box.evaluate(f"""box => {{ box.value = "{question}"; box.dispatchEvent(new Event("input")); }}""")
        box.press("Enter")
        assert exact_text(nth_answer(page, number)) == NOT_TEXT
        assert page.locator("#onrecord-ask textarea").evaluate(f'box => box.value === "{question}"')
    ask(page, "tags")
    assert page.locator(".onrecord-question").all_text_contents() == ["tags"]


def test_question_with_nul_in_the_address_is_refused_with_a_sentence(
    context: BrowserContext, site: str, decision_by_cosine: None
) -> None:
    with watched_chat(context, site, "?q=tags%00") as page:
        assert exact_text(nth_answer(page, 1)) == NOT_TEXT


def test_hostile_address_is_shown_as_it_stands(context: BrowserContext, site: str, decision_by_cosine: None) -> None:
    question = HOSTILE_TEXTS["tags"]
    asked = urlencode({"q": question, "speaker": HOSTILE_NAME, "publisher": HOSTILE_NAME})
    with watched_chat(context, site, f"?{asked}") as page:
        answer = nth_answer(page, 1)
        assert exact_text(page.locator(".onrecord-question")) == question
        assert exact_text(answer.locator(".onrecord-passage").first) == question
        assert in_force(page) == [HOSTILE_NAME, HOSTILE_NAME]


def test_names_that_no_filter_has_are_refused_with_a_sentence(
    context: BrowserContext, site: str, decision_by_cosine: None
) -> None:
    strange = "<img src=x onerror=window.pwned=1>"
    with watched_chat(context, site, f"?{urlencode({'q': 'tags', 'publisher': strange})}") as page:
        answer = nth_answer(page, 1)
        expect(answer).to_have_attribute("data-level", "error")
        assert strange in exact_text(answer)
        assert in_force(page) == [strange]


def test_half_characters_in_the_address_are_what_the_browser_reads(
    context: BrowserContext, site: str, decision_by_cosine: None
) -> None:
    with watched_chat(context, site, "?q=tags%ED%A0%80") as page:
        nth_answer(page, 1)
        assert exact_text(page.locator(".onrecord-question")) == "tags\ufffd\ufffd\ufffd"
