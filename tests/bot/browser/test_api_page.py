"""The description of the API in Chromium, under its strict policy: readable in every scheme and width."""

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Page, expect

from bot.api import create_app
from tests.bot.browser.axe import violations
from tests.bot.running import running
from tests.fakes import fake_index, fake_passage

pytestmark = pytest.mark.browser

WIDTHS = (1280, 320)


@pytest.fixture(scope="module")
def docs_site(browser: Browser) -> Iterator[str]:
    with running(create_app(fake_index([fake_passage("Rain.")]), with_chat=False)) as address:
        yield address


@pytest.fixture(params=["light", "dark"])
def docs_page(browser: Browser, docs_site: str, request: pytest.FixtureRequest) -> Iterator[Page]:
    """The page; whatever its policy keeps from running, or that leaves the site, fails the test at its end."""
    page = browser.new_page(color_scheme=request.param)
    faults: list[str] = []
    asked: list[str] = []
    page.on("console", lambda said: faults.append(said.text))
    page.on("pageerror", lambda error: faults.append(str(error)))
    page.on("request", lambda sent: asked.append(sent.url))
    page.goto(f"{docs_site}/docs", wait_until="networkidle")
    yield page
    page.close()
    assert faults == []
    own = {f"{docs_site}{path}" for path in ("/docs", "/docs/page.css", "/favicon.ico", "/openapi.json")}
    assert set(asked) - own == set()


@pytest.mark.parametrize("width", WIDTHS)
def test_checker_finds_nothing(docs_page: Page, width: int) -> None:
    docs_page.set_viewport_size({"width": width, "height": 800})
    assert violations(docs_page) == []


def test_page_fits_a_narrow_screen(docs_page: Page) -> None:
    docs_page.set_viewport_size({"width": 320, "height": 800})
    assert docs_page.evaluate("document.documentElement.scrollWidth") == 320
    wide = "[...document.querySelectorAll('section')].filter(s => s.scrollWidth > s.clientWidth).map(s => s.id)"
    assert docs_page.evaluate(wide) == []


def test_styles_are_those_of_the_page(docs_page: Page) -> None:
    assert docs_page.evaluate("getComputedStyle(document.querySelector('main')).maxWidth") == "864px"


def test_every_request_and_every_shape_is_there(docs_page: Page) -> None:
    assert docs_page.locator("h3 code").all_inner_texts() == [
        "GET /api/v1/ask",
        "GET /api/v1/cards",
        "GET /api/v1/speakers",
        "GET /api/v1/passages",
        "GET /api/v1/passages/{passage_id}",
        "POST /api/v1/verify",
        "GET /healthz",
        "GET /readyz",
        "GET /metrics",
    ]
    targets = docs_page.evaluate("[...document.querySelectorAll('a[href^=\"#\"]')].map(a => a.getAttribute('href'))")
    shapes = docs_page.evaluate("[...document.querySelectorAll('section[id]')].map(s => '#' + s.id)")
    assert set(targets) == set(shapes) - {"#ShownPassage", "#ShownPassages"} | {"#ShownPassage"}


def test_link_leads_to_the_shape(docs_page: Page) -> None:
    docs_page.get_by_role("link", name="AnswerJson").first.click()
    expect(docs_page.locator("#AnswerJson h3")).to_be_in_viewport()


def test_machines_description_opens_from_the_page(docs_page: Page) -> None:
    docs_page.get_by_role("link", name="openapi.json").click()
    assert docs_page.url.endswith("/openapi.json")
