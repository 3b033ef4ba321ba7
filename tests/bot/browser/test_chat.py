"""What a reader of the chat sees, in a real browser."""

import pytest
from playwright.sync_api import Page, expect

from bot.answer import MESSAGE_CLOSEST, MESSAGE_SILENT
from tests.bot.browser.actions import ask, exact_text
from tests.bot.browser.passages import TOPICS

pytestmark = pytest.mark.browser


def test_nearest_passages_come_with_the_sentence_before_them(page: Page) -> None:
    # Each passage is on one of the question's nine topics: a cosine of a third.
    answer = ask(page, " ".join(TOPICS[:9]))
    assert exact_text(answer.locator(".onrecord-message")) == MESSAGE_CLOSEST
    assert answer.locator(".onrecord-card").count() == 3
    assert answer.evaluate("answer => answer.firstElementChild.className") == "onrecord-message"


def test_silence_is_the_sentence_alone(page: Page) -> None:
    answer = ask(page, "opera?")
    assert exact_text(answer.locator(".onrecord-message")) == MESSAGE_SILENT
    assert answer.locator(".onrecord-card").count() == 0


def test_overlong_question_is_refused_in_words_and_stays_in_the_box(page: Page) -> None:
    question = "tags " * 101
    answer = ask(page, question)
    assert exact_text(answer) == "the question has 505 characters; ask it in 500 or fewer"
    assert page.get_by_label("Question").input_value() == question


def test_refused_question_is_not_echoed_and_may_be_mended_in_the_box(page: Page) -> None:
    refusal = ask(page, "")
    assert exact_text(refusal) == "the question is empty; ask one in a few words"
    assert page.locator(".onrecord-question").count() == 0
    ask(page, "tags")
    assert page.locator(".onrecord-question").all_text_contents() == ["tags"]


def test_questions_sent_while_an_answer_is_under_way_are_all_answered(page: Page) -> None:
    box = page.get_by_label("Question")
    for question in ("tags", "markdown", "formulas"):
        box.press_sequentially(question, delay=10)
        box.press("Enter")
    box.press_sequentially("blanks", delay=10)
    expect(page.locator(".onrecord-answer")).to_have_count(3, timeout=30_000)
    assert page.locator(".onrecord-question").all_text_contents() == ["tags", "markdown", "formulas"]
    assert box.input_value() == "blanks"


def test_answered_question_leaves_an_empty_box(page: Page) -> None:
    ask(page, "tags")
    expect(page.get_by_label("Question")).to_have_value("")


def test_example_question_is_asked_on_a_click(page: Page) -> None:
    example = page.locator("#onrecord-examples button").first
    question = exact_text(example).strip()
    example.click()
    expect(page.locator(".onrecord-answer")).to_have_count(1, timeout=15_000)
    assert exact_text(page.locator(".onrecord-question")) == question


def test_page_has_no_links_of_gradio(page: Page) -> None:
    assert page.title() == "onrecord"
    assert page.locator("footer a, footer button").count() == 0
