"""Asking in the frame and in the custom element: the box and the cards speak of one question, from wherever it came."""

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, Route, expect

from bot.api import create_app
from bot.settings import Settings
from tests.bot.browser.actions import clipboard
from tests.bot.browser.embed.host import NO_ADDRESS, UNREACHED, Host, hosted, watched
from tests.bot.embedded import BORDER, SANCTIONS, two_speakers
from tests.bot.running import running
from tests.fakes import fake_index, fake_passage

pytestmark = [pytest.mark.browser, pytest.mark.usefixtures("decision_by_cosine")]

CARDS = "**/api/v1/cards?*"
PASSAGE = ".onrecord-passage"
ASKED = "What did Ann Lee say about the border?"


@pytest.fixture(scope="module")
def speakers(browser: Browser) -> Iterator[Host]:
    """A site that may frame the service over what two people said."""
    with hosted(two_speakers()) as site:
        yield site


@pytest.fixture
def visit(context: BrowserContext, speakers: Host) -> Iterator[Page]:
    with watched(context, speakers.address, speakers.service, expected="Failed to load resource") as opened:
        yield opened


def test_asking_for_anyone_asks_what_the_cards_answer(visit: Page, speakers: Host) -> None:
    visit.goto(f"{speakers.service}/embed?q={ASKED}")
    expect(visit.locator(PASSAGE)).to_have_text(BORDER)
    visit.get_by_label("Question").fill("music")
    visit.locator(".onrecord-anyone").click()
    expect(visit.locator(".onrecord-anyone")).to_have_count(0)
    assert visit.get_by_label("Question").input_value() == ASKED
    assert visit.locator(".onrecord-turn").get_attribute("data-query") == ASKED


def test_page_with_a_login_asks_with_it(browser: Browser) -> None:
    app = create_app(two_speakers(), Settings(login="ann:secret"), with_chat=False)
    context = browser.new_context(http_credentials={"username": "ann", "password": "secret"})
    with running(app) as site, watched(context, site, expected="Failed to load resource") as page:
        page.goto(f"{site}/embed")
        page.get_by_label("Question").fill(ASKED)
        page.get_by_label("Question").press("Enter")
        expect(page.locator(PASSAGE)).to_have_text(BORDER)
    context.close()


def test_boxes_of_one_page_share_its_policy(visit: Page, speakers: Host) -> None:
    policy = (
        f"default-src 'none'; script-src {speakers.service}; connect-src {speakers.service}; "
        "require-trusted-types-for 'script'; trusted-types onrecord"
    )
    pair = f'<quote-bot question="{ASKED}"></quote-bot><quote-bot question="sanctions"></quote-bot>'
    visit.goto(speakers.page(f"{speakers.script()}{pair}", policy=policy))
    expect(visit.locator("quote-bot").nth(0).locator(PASSAGE)).to_have_text(BORDER)
    expect(visit.locator("quote-bot").nth(1).locator(PASSAGE)).to_have_text(SANCTIONS)


def test_readers_question_is_refused_too_where_the_address_is_none(visit: Page, speakers: Host) -> None:
    visit.goto(speakers.page(f'{speakers.script()}<quote-bot src="ftp://x.example"></quote-bot>'))
    visit.get_by_label("Question").fill("border")
    visit.get_by_label("Question").press("Enter")
    expect(visit.get_by_role("alert")).to_have_text(NO_ADDRESS)
    assert visit.get_by_label("Question").input_value() == "border"


def test_line_ends_in_a_question_are_blanks(visit: Page, speakers: Host) -> None:
    visit.goto(speakers.page(f'{speakers.script()}<quote-bot question=" the\nborder\r\n "></quote-bot>'))
    expect(visit.locator(".onrecord-turn")).to_have_attribute("data-query", "the border")
    assert visit.get_by_label("Question").input_value() == "the border"


def test_changed_attribute_asks_the_last_question_and_not_half_a_one(visit: Page, speakers: Host) -> None:
    visit.goto(speakers.page(f'{speakers.script()}<quote-bot question="border"></quote-bot>'))
    element, box = visit.locator("quote-bot"), visit.get_by_label("Question")
    expect(element.locator(PASSAGE)).to_have_count(2)
    box.fill("the border")
    box.press("Enter")
    expect(element.locator(".onrecord-turn")).to_have_attribute("data-query", "the border")
    box.fill("mus")
    element.evaluate("element => element.setAttribute('speaker', 'Bo Li')")
    expect(element.locator(PASSAGE)).to_have_text(SANCTIONS)
    assert element.locator(".onrecord-turn").get_attribute("data-query") == "the border"
    assert box.input_value() == "mus"


def test_changed_attribute_asks_nothing_before_a_question(visit: Page, speakers: Host) -> None:
    asked: list[str] = []
    visit.on("request", lambda request: asked.extend([request.url] if "/api/v1/cards" in request.url else []))
    visit.goto(speakers.page(f"{speakers.script()}<quote-bot></quote-bot>"))
    visit.get_by_label("Question").fill("mus")
    visit.locator("quote-bot").evaluate("element => element.setAttribute('speaker', 'Bo Li')")
    visit.get_by_label("Question").fill("border")
    visit.get_by_label("Question").press("Enter")
    expect(visit.locator(PASSAGE)).to_have_text(SANCTIONS)
    assert asked == [f"{speakers.service}/api/v1/cards?q=border&speaker=Bo+Li"]


@pytest.mark.parametrize("detail", ["null", "{}", '""', '{"a": 1}', "[1]"])
def test_problem_without_a_sentence_is_no_empty_alert(visit: Page, speakers: Host, detail: str) -> None:
    def fail(route: Route) -> None:
        route.fulfill(status=503, content_type="application/problem+json", body=f'{{"detail": {detail}}}')

    visit.route(CARDS, fail)
    visit.goto(f"{speakers.service}/embed")
    visit.get_by_label("Question").fill("border")
    visit.get_by_label("Question").press("Enter")
    expect(visit.get_by_role("alert")).to_have_text(UNREACHED)


def test_element_keeps_its_looks_in_another_document(visit: Page, speakers: Host) -> None:
    frame = '<iframe title="other" srcdoc="<!doctype html><html lang=en><title>Other</title>"></iframe>'
    visit.goto(speakers.page(f'{speakers.script()}<quote-bot height="300"></quote-bot>{frame}'))
    visit.evaluate("document.querySelector('iframe').contentDocument.body.append(document.querySelector('quote-bot'))")
    moved = visit.frame_locator("iframe").locator("quote-bot")
    assert moved.evaluate("element => element.offsetHeight") == 300
    assert moved.locator(".onrecord-box").evaluate("box => getComputedStyle(box).display") == "grid"


NO_BREAK = "“The\u00a0border is\u00a0\u00a0shut,” it said."

SELECTIONS = {
    "from outside into the passage": ("#before", ".onrecord-passage"),
    "from the passage to outside": (".onrecord-passage", "#after"),
    "across the whole box": ("#before", "#after"),
}


@pytest.mark.parametrize("way", SELECTIONS)
@pytest.mark.parametrize("is_told", [True, False])
def test_selection_through_the_door_keeps_every_blank(context: BrowserContext, way: str, is_told: bool) -> None:
    """Where a browser does not tell what is selected behind the door, the passage is left out rather than changed."""
    first, last = SELECTIONS[way]
    with hosted(fake_index([fake_passage(NO_BREAK)])) as host, watched(context, host.address, host.service) as page:
        if not is_told:
            page.add_init_script("delete Selection.prototype.getComposedRanges")
        box = '<p id="before">before</p><quote-bot question="border"></quote-bot><p id="after">after</p>'
        page.goto(host.page(f"{host.script()}{box}"))
        expect(page.locator(PASSAGE)).to_have_text(NO_BREAK)
        page.evaluate(
            """([first, last]) => {
                const root = document.querySelector("quote-bot").shadowRoot;
                const [start, end] = [first, last].map((at) => document.querySelector(at) ?? root.querySelector(at));
                getSelection().setBaseAndExtent(start, 0, end, end.childNodes.length);
            }""",
            [first, last],
        )
        page.keyboard.press("Control+c")
        copied = clipboard(page)
    assert NO_BREAK.replace("\u00a0", " ") not in copied
    assert (NO_BREAK in copied) == is_told or way == "from the passage to outside"
