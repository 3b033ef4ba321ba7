"""The Explore tab in a real browser: what it shows, and where its presses lead."""

import re

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.bot.browser.actions import exact_text
from tests.bot.browser.explore_site import LONG_NAME, PASSAGES, RIGHT_TO_LEFT, asked, open_overview, open_speaker
from tests.bot.browser.passages import HOSTILE_NAME

pytestmark = pytest.mark.browser


def test_overview_lists_speakers_with_their_plot_and_table(explore_page: Page) -> None:
    names = open_overview(explore_page)
    expect(names).to_have_count(20)
    assert exact_text(names.first) == "Ana Lind"
    nominals = explore_page.locator('[data-group="nominals"] .onrecord-open-speaker').all()
    assert [exact_text(words) for words in nominals] == [HOSTILE_NAME, "some dockers"]
    first = explore_page.locator(".onrecord-ranked").first
    expect(first.get_by_role("button", name="March 2021: 4", exact=True)).to_be_visible()
    explore_page.get_by_text("The same as a table").click()
    row = explore_page.get_by_role("row", name=re.compile("^Bo Ek"))
    expect(row.get_by_role("cell")).to_have_text([*"111", *"000000000", "0", "3"])


@pytest.mark.parametrize("path", ["chat/", "chat?x=y", "library/chat", "library/chat/"])
def test_fragments_are_found_beside_the_chat_wherever_it_is(explore_page: Page, explore_site: str, path: str) -> None:
    explore_page.goto(f"{explore_site}/{path}")
    assert exact_text(open_overview(explore_page).first) == "Ana Lind"


def test_opening_again_keeps_what_is_shown(explore_page: Page) -> None:
    open_overview(explore_page)
    open_speaker(explore_page, "Bo Ek")
    explore_page.evaluate("window.onrecordExplore.open()")
    expect(explore_page.locator("h2")).to_have_text("Bo Ek")


def test_more_speakers_and_rows_are_added_and_the_first_has_the_focus(explore_page: Page) -> None:
    names = open_overview(explore_page)
    explore_page.get_by_role("button", name="Show 14 more").click()
    expect(names).to_have_count(34)
    expect(names.nth(20)).to_be_focused()
    expect(explore_page.locator("tbody tr")).to_have_count(34)
    expect(explore_page.locator(".onrecord-more")).to_have_count(0)


def test_typing_finds_speakers_and_tells_how_many(explore_page: Page) -> None:
    names = open_overview(explore_page)
    status = explore_page.get_by_role("status")
    explore_page.get_by_label("Find a speaker").press_sequentially("cai")
    expect(status).to_have_text("30 speakers found.")
    explore_page.get_by_role("button", name="Show 10 more").click()
    expect(names).to_have_count(30)
    explore_page.get_by_label("Find a speaker").fill("ro29")
    expect(names).to_have_text(["Cai Ro29"])
    expect(status).to_have_text("1 speaker found.")
    explore_page.get_by_label("Find a speaker").fill("zz")
    expect(status).to_have_text("No speaker found.")
    explore_page.get_by_label("Find a speaker").fill("")
    expect(names).to_have_count(20)
    expect(status).to_have_text("")


def test_speaker_opens_and_all_passages_can_be_read(explore_page: Page) -> None:
    open_overview(explore_page).first.click()
    expect(explore_page.locator("h2")).to_be_focused()
    cards = explore_page.locator(".onrecord-card")
    expect(cards).to_have_count(20)
    explore_page.get_by_role("button", name="Show the next 20").click()
    expect(cards).to_have_count(40)
    expect(cards.nth(20)).to_be_focused()
    explore_page.get_by_role("button", name="Show the next 5").click()
    expect(cards).to_have_count(45)
    texts = [exact_text(text) for text in explore_page.locator(".onrecord-passage").all()]
    ordered = sorted(PASSAGES[:45], key=lambda passage: (passage.article.published or "", passage.article.id))
    assert texts == [passage.text for passage in ordered]


def test_way_back_leads_to_where_the_reader_was(explore_page: Page) -> None:
    names = open_overview(explore_page)
    explore_page.get_by_label("Find a speaker").fill("ek")
    expect(names).to_have_text(["Bo Ek"])
    names.first.click()
    explore_page.get_by_role("button", name="All speakers").click()
    expect(names).to_have_text(["Bo Ek"])
    expect(names.first).to_be_focused()


def test_button_asks_what_the_speaker_said(explore_page: Page) -> None:
    open_speaker(explore_page, HOSTILE_NAME)
    assert exact_text(explore_page.locator("h2")) == HOSTILE_NAME
    explore_page.locator(".onrecord-ask-speaker").click()
    assert asked(explore_page) == [{"speaker": HOSTILE_NAME, "from": "", "to": ""}]


def test_mark_asks_about_its_days(explore_page: Page) -> None:
    open_overview(explore_page)
    explore_page.locator(".onrecord-ranked").nth(0).locator("circle").nth(1).click()
    open_speaker(explore_page, "Bo Ek")
    explore_page.locator("circle").nth(2).click()
    assert asked(explore_page) == [
        {"speaker": "Ana Lind", "from": "2021-02-01", "to": "2021-02-28"},
        {"speaker": "Bo Ek", "from": "2021-03-01", "to": "2021-03-31"},
    ]


def test_keyboard_reaches_every_mark_by_one_stop_a_strip(explore_page: Page) -> None:
    names = open_overview(explore_page)
    names.first.focus()
    explore_page.keyboard.press("Tab")
    for key in ("ArrowRight", "ArrowRight", "ArrowLeft", "ArrowLeft", "ArrowLeft", "End", "ArrowRight", "ArrowLeft"):
        explore_page.keyboard.press(key)
    expect(explore_page.locator(".onrecord-mark-label")).to_have_text("November 2021: 3")
    explore_page.keyboard.press("Enter")
    explore_page.keyboard.press("Home")
    explore_page.keyboard.press("Space")
    assert asked(explore_page) == [
        {"speaker": "Ana Lind", "from": "2021-11-01", "to": "2021-11-30"},
        {"speaker": "Ana Lind", "from": "2021-01-01", "to": "2021-01-31"},
    ]
    explore_page.keyboard.press("Tab")
    expect(names.nth(1)).to_be_focused()
    expect(explore_page.locator(".onrecord-mark-label")).to_be_hidden()
    explore_page.keyboard.press("Enter")
    expect(explore_page.locator("h2")).to_be_focused()


@pytest.mark.parametrize("width", [320, 390, 1200])
def test_nothing_is_cut_or_scrolls_sideways(browser: Browser, explore_site: str, width: int) -> None:
    page = browser.new_page(viewport={"width": width, "height": 844})
    page.goto(f"{explore_site}/chat")
    names = open_overview(page)
    assert LONG_NAME in [exact_text(name) for name in names.all()]
    _assert_nothing_sticks_out(page, width)
    page.get_by_text("The same as a table").click()
    _assert_nothing_sticks_out(page, width)
    for name in (LONG_NAME, HOSTILE_NAME, RIGHT_TO_LEFT):
        open_speaker(page, name)
        _assert_nothing_sticks_out(page, width)
    assert page.evaluate("window.pwned") is None
    page.close()


def _assert_nothing_sticks_out(page: Page, width: int) -> None:
    assert page.evaluate("document.documentElement.scrollWidth") <= width
    cut = "[...document.querySelectorAll('h2, button, .onrecord-who')].filter((e) => e.scrollWidth > e.clientWidth + 1)"
    assert page.evaluate(f"{cut}.filter((e) => getComputedStyle(e).display !== 'inline').length") == 0


def test_what_fails_can_be_tried_again(explore_page: Page) -> None:
    explore_page.route("**/explore/**", lambda route: route.abort())
    explore_page.evaluate("window.onrecordExplore.open()")
    expect(explore_page.get_by_role("alert")).to_have_text("The server cannot be reached.")
    explore_page.unroute_all()
    explore_page.get_by_role("button", name="Try again").click()
    expect(explore_page.locator(".onrecord-ranked").first).to_be_visible()
    explore_page.route("**/explore/**", lambda route: route.abort())
    explore_page.get_by_role("button", name="Show 14 more").click()
    expect(explore_page.get_by_role("alert")).to_have_text("The server cannot be reached.")
    explore_page.unroute_all()
    explore_page.get_by_role("button", name="Try again").click()
    expect(explore_page.locator('[data-group="named"] .onrecord-ranked')).to_have_count(34)


def test_unknown_speaker_is_said_with_a_way_back(explore_page: Page) -> None:
    explore_page.evaluate("window.onrecordExplore.openSpeaker('Nobody')")
    sentence = "No passage has the speaker 'Nobody'; choose one of those that are listed."
    expect(explore_page.get_by_role("alert")).to_have_text(sentence)
    explore_page.get_by_role("button", name="All speakers").click()
    expect(explore_page.locator(".onrecord-ranked").first).to_be_visible()
