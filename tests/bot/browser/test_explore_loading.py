"""The Explore tab in a real browser: slow and failing pages, and the way back."""

import re
import time

import pytest
from playwright.sync_api import BrowserContext, Page, Route, expect

from tests.bot.browser.actions import open_tab
from tests.bot.browser.conftest import watched_chat
from tests.bot.browser.explore_site import open_overview, open_speaker

pytestmark = pytest.mark.browser

SPEAKER_PAGES = "**/explore/speaker**"


def held(page: Page, pattern: str | re.Pattern[str]) -> list[Route]:
    """The requests for such addresses from now on, each unanswered until it is continued."""
    routes: list[Route] = []
    page.route(pattern, lambda route: routes.append(route))
    return routes


def wait_for(page: Page, routes: list[Route]) -> Route:
    deadline = time.monotonic() + 5
    while not routes and time.monotonic() < deadline:
        page.wait_for_timeout(10)
    return routes[0]


def test_page_that_is_opened_while_a_name_is_typed_is_shown(explore_page: Page) -> None:
    names = open_overview(explore_page)
    routes = held(explore_page, SPEAKER_PAGES)
    explore_page.evaluate(
        """() => {
            const field = document.querySelector('[name="find"]');
            field.value = 'ek';
            field.dispatchEvent(new Event('input', { bubbles: true }));
            document.querySelector('.onrecord-open-speaker').click();
        }"""
    )
    expect(explore_page.locator(".onrecord-loading")).to_be_focused()
    explore_page.wait_for_timeout(300)  # twice as long as the page waits for the next letter
    wait_for(explore_page, routes).continue_()
    expect(explore_page.locator("h2")).to_have_text("Ana Lind")
    expect(explore_page.locator("h2")).to_be_focused()
    # What was typed is looked for when the list is seen again.
    explore_page.get_by_role("button", name="All speakers").click()
    expect(names).to_have_text(["Bo Ek"])
    expect(explore_page.get_by_label("Find a speaker")).to_be_focused()


def test_focus_stays_in_the_page_that_cannot_be_loaded(explore_page: Page) -> None:
    names = open_overview(explore_page)
    explore_page.route(SPEAKER_PAGES, lambda route: route.abort())
    names.nth(1).click()
    again = explore_page.get_by_role("button", name="Try again")
    expect(again).to_be_focused()
    again.press("Enter")
    expect(again).to_be_focused()
    explore_page.unroute_all()
    again.press("Enter")
    expect(explore_page.locator("h2")).to_have_text("Bo Ek")
    expect(explore_page.locator("h2")).to_be_focused()


def test_focus_is_left_to_whoever_went_elsewhere(explore_page: Page) -> None:
    names = open_overview(explore_page)
    routes = held(explore_page, SPEAKER_PAGES)
    names.nth(1).click()
    explore_page.locator("#elsewhere").focus()
    wait_for(explore_page, routes).continue_()
    expect(explore_page.locator("h2")).to_have_text("Bo Ek")
    expect(explore_page.locator("#elsewhere")).to_be_focused()


def test_more_can_be_asked_for_again_after_the_list_was_left(explore_page: Page) -> None:
    names = open_overview(explore_page)
    held(explore_page, re.compile("group="))
    explore_page.get_by_role("button", name="Show 14 more").click()
    names.first.click()
    explore_page.get_by_role("button", name="All speakers").click()
    explore_page.unroute_all()
    explore_page.get_by_role("button", name="Show 14 more").click()
    expect(names).to_have_count(34)


def test_back_and_forward_go_through_the_pages(explore_page: Page, explore_site: str) -> None:
    names = open_overview(explore_page)
    heading = explore_page.locator("h2")
    names.nth(1).click()
    expect(heading).to_have_text("Bo Ek")
    expect(explore_page).to_have_url(f"{explore_site}/chat?explore=Bo+Ek")
    explore_page.go_back()
    expect(names.nth(1)).to_be_focused()
    expect(explore_page).to_have_url(f"{explore_site}/chat")
    explore_page.go_forward()
    expect(heading).to_have_text("Bo Ek")
    explore_page.get_by_role("button", name="All speakers").click()
    expect(names.nth(1)).to_be_focused()
    expect(explore_page).to_have_url(f"{explore_site}/chat?explore")
    explore_page.go_back()
    expect(heading).to_have_text("Bo Ek")
    explore_page.go_back()
    expect(names).to_have_count(20)


def test_page_that_the_address_opens_is_no_step_of_the_history(explore_page: Page) -> None:
    before = explore_page.evaluate("history.length")
    open_speaker(explore_page, "Bo Ek")
    assert explore_page.evaluate("history.length") == before


def test_chat_has_its_own_address_again(explore_page: Page, explore_site: str) -> None:
    explore_page.goto(f"{explore_site}/chat?q=harbour&kind=quotation")
    open_overview(explore_page).nth(1).click()
    expect(explore_page).to_have_url(f"{explore_site}/chat?explore=Bo+Ek")
    open_tab(explore_page, "Explore")
    expect(explore_page).to_have_url(f"{explore_site}/chat?explore=Bo+Ek")
    open_tab(explore_page, "Ask")
    expect(explore_page).to_have_url(f"{explore_site}/chat?q=harbour&kind=quotation")
    explore_page.goto(f"{explore_site}/chat?explore=Bo+Ek")
    open_tab(explore_page, "Ask")
    expect(explore_page).to_have_url(f"{explore_site}/chat")


def test_back_in_the_whole_chat(context: BrowserContext, library_site: str, decision_by_cosine: None) -> None:
    with watched_chat(context, library_site) as opened:
        open_tab(opened, "Explore")
        opened.locator(".onrecord-open-speaker", has_text="Ana Lind").click()
        expect(opened.get_by_role("heading", name="Ana Lind")).to_be_focused()
        expect(opened).to_have_url(f"{library_site}/chat/?explore=Ana+Lind")
        opened.get_by_role("button", name="All speakers").click()
        expect(opened).to_have_url(f"{library_site}/chat/?explore")
        open_tab(opened, "Ask")
        expect(opened).to_have_url(f"{library_site}/chat/")
        opened.go_back()
        expect(opened.get_by_role("tab", name="Explore")).to_have_attribute("aria-selected", "true")
        expect(opened.get_by_role("heading", name="Ana Lind")).to_be_visible()
        opened.go_back()
        expect(opened.get_by_role("heading", name="Who said how much, and when")).to_be_visible()
