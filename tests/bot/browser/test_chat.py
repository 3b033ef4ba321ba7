"""What a reader of the chat sees and copies, in a real browser."""

import pytest
from playwright.sync_api import Page, expect

from bot.answer import MESSAGE_CLOSEST, MESSAGE_SILENT
from tests.bot.browser.actions import ask, clipboard, exact_text
from tests.bot.browser.passages import HOSTILE_NAME, HOSTILE_TEXTS, TOPICS

pytestmark = pytest.mark.browser


@pytest.mark.parametrize("topic", HOSTILE_TEXTS)
def test_passage_is_shown_and_copied_character_for_character(page: Page, topic: str) -> None:
    card = ask(page, topic).locator(".onrecord-card").first
    assert exact_text(card.locator(".onrecord-passage")) == HOSTILE_TEXTS[topic]
    card.locator(".onrecord-copy").click()
    expect(card.locator(".onrecord-copy")).to_have_text("Copied")
    assert clipboard(page) == HOSTILE_TEXTS[topic]


def test_questions_are_echoed_character_for_character(page: Page) -> None:
    for text in HOSTILE_TEXTS.values():
        # A text box turns carriage returns into line feeds before anybody reads them.
        question = text.replace("\r\n", "\n").replace("\r", "\n")
        ask(page, question)
        assert exact_text(page.locator(".onrecord-question").last) == question


def test_names_and_titles_are_shown_character_for_character(page: Page) -> None:
    card = ask(page, "tags").locator(".onrecord-card").first
    assert exact_text(card.locator(".onrecord-speaker")) == HOSTILE_NAME
    assert exact_text(card.locator(".onrecord-role")) == HOSTILE_NAME
    assert exact_text(card.locator(".onrecord-title")) == HOSTILE_NAME
    assert card.locator(".onrecord-fact").all_text_contents()[:2] == [HOSTILE_NAME, HOSTILE_NAME]


def test_selecting_a_part_by_hand_copies_that_part(page: Page) -> None:
    passage = ask(page, "blanks").locator(".onrecord-passage").first
    passage.evaluate(
        """passage => {
            const walker = document.createTreeWalker(passage, NodeFilter.SHOW_TEXT);
            const texts = []; while (walker.nextNode()) texts.push(walker.currentNode);
            const last = texts.at(-1);
            getSelection().setBaseAndExtent(texts[0], 2, last, last.length);
        }"""
    )
    page.keyboard.press("Control+c")
    assert clipboard(page) == HOSTILE_TEXTS["blanks"][2:]


def test_triple_click_copies_without_what_follows(page: Page) -> None:
    passage = ask(page, "entities").locator(".onrecord-passage").first
    passage.click(click_count=3)
    page.keyboard.press("Control+c")
    assert clipboard(page) == HOSTILE_TEXTS["entities"]


def test_selecting_several_cards_keeps_no_break_spaces(page: Page) -> None:
    answer = ask(page, "blanks and tags")
    answer.evaluate("answer => getSelection().selectAllChildren(answer)")
    page.keyboard.press("Control+c")
    copied = clipboard(page)
    assert "edges\u00a0and\u00a0\u00a0between" in copied
    assert HOSTILE_TEXTS["tags"] in copied


def test_nearest_passages_come_with_the_sentence_before_them(page: Page) -> None:
    # Each passage is on one of the question's nine topics: a cosine of a third.
    answer = ask(page, " ".join(TOPICS[:9]))
    assert exact_text(answer.locator(".onrecord-message")) == MESSAGE_CLOSEST
    assert answer.locator(".onrecord-card").count() == 3
    assert answer.evaluate("answer => answer.firstElementChild.className") == "onrecord-message"


def test_silence_is_the_sentence_alone(page: Page) -> None:
    answer = ask(page, "opera?")
    assert exact_text(answer) == MESSAGE_SILENT


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
    page.wait_for_timeout(500)
    assert page.locator(".onrecord-question").all_text_contents() == ["tags", "markdown", "formulas"]
    assert box.input_value() == "blanks"


def test_answered_question_leaves_an_empty_box(page: Page) -> None:
    ask(page, "tags")
    expect(page.get_by_label("Question")).to_have_value("")


def test_earlier_answers_stay(page: Page) -> None:
    ask(page, "tags")
    ask(page, "opera?")
    assert page.locator(".onrecord-question").all_text_contents() == ["tags", "opera?"]
    assert exact_text(page.locator(".onrecord-passage").first) == HOSTILE_TEXTS["tags"]


def test_cleared_conversation_stays_cleared(page: Page) -> None:
    ask(page, "tags")
    page.get_by_role("button", name="Clear").click()
    expect(page.locator(".onrecord-answer")).to_have_count(0)
    expect(page.locator("#onrecord-examples")).to_be_visible()
    ask(page, "opera?")
    assert page.locator(".onrecord-question").all_text_contents() == ["opera?"]


def test_example_question_is_asked_on_a_click(page: Page) -> None:
    example = page.locator("#onrecord-examples button").first
    question = exact_text(example).strip()
    example.click()
    expect(page.locator(".onrecord-answer")).to_have_count(1, timeout=15_000)
    assert exact_text(page.locator(".onrecord-question")) == question


def test_best_card_is_in_view(page: Page) -> None:
    ask(page, "tags")
    ask(page, "markdown")
    page.wait_for_timeout(500)
    expect(page.locator(".onrecord-answer").last.locator(".onrecord-credits").first).to_be_in_viewport()


def test_refusal_is_in_view(page: Page) -> None:
    ask(page, "tags")
    refusal = ask(page, "tags " * 101)
    page.wait_for_timeout(500)
    expect(refusal.locator(".onrecord-message")).to_be_in_viewport()


def test_page_has_no_links_of_gradio(page: Page) -> None:
    assert page.title() == "onrecord"
    assert page.locator("footer a, footer button").count() == 0


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_narrow_screen_needs_no_sideways_scrolling(page: Page, scheme: str) -> None:
    page.emulate_media(color_scheme="dark" if scheme == "dark" else "light")
    page.set_viewport_size({"width": 390, "height": 844})
    ask(page, "addresses")
    assert page.evaluate("document.documentElement.scrollWidth") == 390
    assert page.locator(".onrecord-card").first.evaluate("card => card.scrollWidth <= card.clientWidth")
