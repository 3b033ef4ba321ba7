"""What the clipboard holds after copying: exactly the passage, or exactly the form that was asked for."""

import json

import pytest
from playwright.sync_api import Page, Route, expect

from bot.render.citations.citation import citation
from bot.render.citations.formats import CITATION_FORMATS
from tests.bot.browser.actions import ask, clipboard, exact_text
from tests.bot.browser.library import HARBOUR_PARAGRAPHS
from tests.bot.browser.passages import HOSTILE_PASSAGES, HOSTILE_TEXTS

pytestmark = pytest.mark.browser

N_PARTS = 2
"""Fewer pages to open, and none with too many cards."""


@pytest.mark.parametrize("part", range(N_PARTS))
def test_every_form_of_a_hostile_passage_is_copied_exactly(page: Page, part: int) -> None:
    for topic, passage in list(zip(HOSTILE_TEXTS, HOSTILE_PASSAGES, strict=True))[part::N_PARTS]:
        card = ask(page, topic).locator(".onrecord-card").first
        assert exact_text(card.locator(".onrecord-passage")) == passage.text
        card.locator(".onrecord-copy").click()
        expect(card.locator(".onrecord-copy")).to_have_text("Copied")
        assert clipboard(page) == passage.text
        card.get_by_text("Copy as", exact=True).click()
        for name, shown in CITATION_FORMATS.items():
            button = card.locator(f'[data-format="{name}"]')
            expect(button).to_have_text(shown)
            button.click()
            expect(button).to_have_text("Copied")
            assert clipboard(page) == citation(passage, name), (topic, name)


def test_passage_that_has_changed_in_the_index_is_not_copied(library: Page) -> None:
    def change(route: Route) -> None:
        found = route.fetch().json()
        found["passage"]["text"] += "!"
        route.fulfill(body=json.dumps(found), content_type="application/json")

    card = ask(library, "harbour").locator(".onrecord-card").first
    card.locator(".onrecord-copy").click()
    library.route("**/api/v1/passages/**", change)
    card.get_by_text("Copy as", exact=True).click()
    card.get_by_role("button", name="Wikitext").click()
    expect(card.locator('[data-format="wikitext"]')).to_have_text("Not copied; try again")
    expect(library.locator("#onrecord-announced")).to_have_text("Not copied; try again")
    assert clipboard(library) == HARBOUR_PARAGRAPHS[1]
    expect(card.locator('[data-format="wikitext"]')).to_have_text("Wikitext")


def test_paragraphs_around_a_passage_are_copied_by_hand_exactly(library: Page) -> None:
    card = ask(library, "harbour").locator(".onrecord-card").first
    card.get_by_text("In context", exact=True).click()
    for place, paragraph in ((0, HARBOUR_PARAGRAPHS[0]), (1, HARBOUR_PARAGRAPHS[2])):
        card.locator(".onrecord-neighbour").nth(place).click(click_count=3)
        library.keyboard.press("Control+c")
        assert clipboard(library) == paragraph


def test_whole_card_copied_by_hand_keeps_every_blank_and_no_button(library: Page) -> None:
    card = ask(library, "harbour").locator(".onrecord-card").first
    for opened in ("Why this speaker", "In context"):
        card.get_by_text(opened, exact=True).click()
    card.evaluate("card => getSelection().selectAllChildren(card)")
    library.keyboard.press("Control+c")
    copied = clipboard(library)
    assert [paragraph in copied for paragraph in HARBOUR_PARAGRAPHS] == [True, True, True]
    assert [word in copied for word in ("Copy", "In context", "Why this speaker", "AL")] == [False] * 4


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
