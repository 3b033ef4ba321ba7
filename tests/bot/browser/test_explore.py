"""The Explore tab in a real browser, on a page that holds nothing else."""

import re
import time
from collections.abc import Iterator
from pathlib import Path

import pytest
from fastapi import FastAPI
from fastapi.responses import HTMLResponse
from playwright.sync_api import Browser, BrowserContext, Locator, Page, Route, expect

from bot.api import create_app
from bot.render.page import style_sheet
from bot.routes.explore import add_explore
from index.passage import Passage
from tests.bot.browser.actions import exact_text, open_tab
from tests.bot.browser.conftest import running, watched_chat
from tests.bot.browser.passages import HOSTILE_NAME
from tests.bot.explored import spoken
from tests.fakes import fake_index

pytestmark = pytest.mark.browser

LONG_NAME = "Anna " + "Lindqvist" * 33
RIGHT_TO_LEFT = "\u202eדנה לוי\u202c"
PASSAGES = (
    *(spoken("Ana Lind", f"2021-{1 + n % 12:02}-15", article=f"a{n:02}", role="mayor of Tarn") for n in range(45)),
    *(spoken("Bo Ek", f"2021-0{n}-02", article=f"b{n}") for n in range(1, 4)),
    *(spoken(f"Cai Ro{n:02}", "2021-06-01", article=f"c{n}") for n in range(30)),
    *(spoken(name, "2021-07-01", article=f"d{name[:4]}") for name in (HOSTILE_NAME, RIGHT_TO_LEFT, LONG_NAME)),
    *(spoken(name, "2021-07-02", article=f"e{name[:4]}") for name in (RIGHT_TO_LEFT, LONG_NAME)),
    spoken("some dockers", None, article="f"),
)
TABS = """<div id="onrecord-tabs"><button role="tab">Ask</button><button role="tab">Explore</button></div>
<input id="elsewhere">"""
HEARD = "window.asked = []; document.addEventListener('onrecord:ask', (event) => window.asked.push(event.detail));"


def page_around(repository: Path) -> str:
    """A page with the tab's element; its style sheets and scripts are those that the chat page loads."""
    found = [path for name in ("explore", "timeline") for path in sorted(repository.glob(f"bot/**/{name}.*"))]
    styles = style_sheet() + "".join(path.read_text() for path in found if path.suffix == ".css")
    scripts = _address(repository) + "".join(path.read_text() for path in found if path.suffix == ".js")
    return (
        '<!doctype html><html lang="en"><meta charset="utf-8"><title>x</title><link rel="icon" href="data:,">'
        '<meta name="viewport" content="width=device-width"><style>body { margin: 0 }'
        f'{styles}</style>{TABS}<div id="onrecord-explore"></div><script>{HEARD}{scripts}</script></html>'
    )


def _address(repository: Path) -> str:
    """The chat's own way to tell its folder; the rest of its script needs the whole chat page."""
    base = re.search("const base = .*;", (repository / "bot" / "page" / "address.js").read_text())
    assert base is not None
    return f"window.onrecordAddress = (() => {{ {base[0]} return {{ base, showTab: () => {{}} }}; }})();"


def site_app(passages: tuple[Passage, ...], html: str) -> FastAPI:
    app = create_app(fake_index(passages), with_chat=False)
    add_explore(app, fake_index(passages))

    @app.get("/chat")
    @app.get("/chat/")
    def chat() -> HTMLResponse:
        return HTMLResponse(html)

    return app


@pytest.fixture(scope="module")
def explore_site(repository: Path) -> Iterator[str]:
    """The address of the site, and of the same under /library."""
    app = site_app(PASSAGES, page_around(repository))
    app.mount("/library", site_app(PASSAGES[:3], page_around(repository)))
    with running(app) as address:
        yield address


@pytest.fixture
def explore_page(context: BrowserContext, explore_site: str) -> Iterator[Page]:
    """The page before anything is opened; anything that ran or left the site fails the test at its end."""
    opened = context.new_page()
    faults: list[str] = []
    opened.on("pageerror", lambda error: faults.append(f"page error: {error}"))
    opened.on("request", lambda request: faults.append(request.url) if _is_foreign(request.url, explore_site) else None)
    opened.goto(f"{explore_site}/chat")
    yield opened
    assert opened.evaluate("window.pwned") is None
    opened.close()
    assert faults == []


def _is_foreign(url: str, site: str) -> bool:
    return not url.startswith((f"{site}/", "data:"))


def open_overview(page: Page) -> Locator:
    page.evaluate("window.onrecordExplore.open()")
    expect(page.locator(".onrecord-ranked").first).to_be_visible()
    return page.locator('[data-group="named"] .onrecord-open-speaker')


def open_speaker(page: Page, name: str) -> None:
    page.evaluate("name => window.onrecordExplore.openSpeaker(name)", name)
    expect(page.locator("h2")).to_be_focused()


def asked(page: Page) -> list[dict[str, str]]:
    details: list[dict[str, str]] = page.evaluate("window.asked")
    return details


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
