"""What readers of the frame are told when a question cannot be answered."""

from collections.abc import Iterator
from contextlib import ExitStack

import pytest
from playwright.sync_api import BrowserContext, Page, Request, Route, expect

from bot.answer import MESSAGE_SILENT
from tests.bot.browser.actions import exact_texts
from tests.bot.browser.embed.host import UNREACHED, Host, watched
from tests.bot.browser.library import FERRY, HARBOUR_PARAGRAPHS, library_index
from tests.bot.embedded import embedded_app
from tests.bot.running import running

pytestmark = [pytest.mark.browser, pytest.mark.usefixtures("decision_by_cosine")]

BUSY = "The server is busy. The question is kept; ask it again in a moment."
LOOKING = "Looking through the passages …"
CARDS = "**/api/v1/cards?*"


@pytest.fixture
def page(context: BrowserContext, host: Host) -> Iterator[Page]:
    """The page in a tab of its own, watched; requests may fail."""
    with watched(context, host.service, expected="Failed to load resource") as opened:
        opened.goto(f"{host.service}/embed")
        yield opened


def send(page: Page, question: str) -> None:
    page.get_by_label("Question").fill(question)
    page.get_by_label("Question").press("Enter")


def assert_refused(page: Page, sentence: str) -> None:
    alert = page.get_by_role("alert")
    expect(alert).to_have_text(sentence)
    expect(alert).to_be_visible()
    assert MESSAGE_SILENT not in page.content()
    assert page.locator(".onrecord-card").count() == 0


def test_server_that_is_gone_is_said_and_the_question_kept(context: BrowserContext) -> None:
    with ExitStack() as until_stopped:
        site = until_stopped.enter_context(running(embedded_app(library_index())))
        with watched(context, site, expected="Failed to load resource") as page:
            page.goto(f"{site}/embed")
            send(page, "harbour")
            expect(page.locator(".onrecord-card")).to_have_count(1)
            until_stopped.close()
            send(page, "ferry")
            assert_refused(page, UNREACHED)
            assert page.get_by_label("Question").input_value() == "ferry"


@pytest.mark.parametrize(
    ("status", "content_type", "body", "sentence"),
    [
        (503, "text/plain", "x", BUSY),
        (
            503,
            "application/problem+json",
            '{"detail": "the server is full; ask in 2 s"}',
            "the server is full; ask in 2 s",
        ),
        (429, "application/problem+json", '{"detail": "too much"}', "too much"),
        (502, "text/html", "<h1>Bad gateway</h1>", UNREACHED),
        (500, "application/problem+json", "no JSON", UNREACHED),
        (200, "text/html", "<h1>Log in to the network</h1>", UNREACHED),
        (200, "text/html", "", UNREACHED),
    ],
)
def test_faults_are_said_in_words(page: Page, status: int, content_type: str, body: str, sentence: str) -> None:
    page.route(CARDS, lambda route: route.fulfill(status=status, content_type=content_type, body=body))
    send(page, "harbour")
    assert_refused(page, sentence)


def test_refused_question_is_said_in_the_servers_sentence(page: Page) -> None:
    send(page, "x" * 501)
    assert_refused(page, "the question has 501 characters; ask it in 500 or fewer")
    send(page, "harbour")
    expect(page.locator(".onrecord-card")).to_have_count(1)
    expect(page.get_by_role("alert")).to_have_count(0)


def test_slow_answer_is_announced_and_the_last_question_wins(page: Page) -> None:
    held: list[Route] = []
    page.route(CARDS, lambda route: held.append(route))
    send(page, "harbour")
    expect(page.locator("#onrecord-announced")).to_have_text(LOOKING)
    send(page, "ferry")
    page.wait_for_function("document.querySelector('#onrecord-answers').ariaBusy === 'true'")
    assert [route.request.url.split("q=")[1] for route in held] == ["harbour", "ferry"]
    held[1].continue_()
    expect(page.locator(".onrecord-passage").first).to_have_text(FERRY)
    expect(page.locator("#onrecord-announced")).to_have_text("2 passages.")
    assert page.locator("#onrecord-answers").get_attribute("aria-busy") is None
    assert held[0].request.failure is not None


def test_answer_that_does_not_come_is_said_and_given_up(page: Page) -> None:
    page.clock.install()
    page.route(CARDS, lambda route: None)
    send(page, "harbour")
    page.clock.run_for(5_000)
    expect(page.locator("#onrecord-announced")).to_have_text("The answer is slow to come; still waiting for it …")
    page.clock.run_for(55_000)
    assert_refused(page, UNREACHED)


def test_question_sent_twice_is_asked_once(page: Page) -> None:
    asked: list[Request] = []
    held: list[Route] = []
    page.on("request", lambda request: asked.append(request))
    page.route(CARDS, lambda route: held.append(route))
    send(page, "harbour")
    page.get_by_role("button", name="Ask", exact=True).dblclick()
    expect(page.locator("#onrecord-announced")).to_have_text(LOOKING)
    held[0].continue_()
    expect(page.locator(".onrecord-card")).to_have_count(1)
    assert len(asked) == 1
    assert exact_texts(page.locator(".onrecord-passage")) == [HARBOUR_PARAGRAPHS[1]]


def test_page_at_an_address_that_asks_for_too_much_says_so(context: BrowserContext, host: Host) -> None:
    with watched(context, host.service, expected="Failed to load resource") as page:
        page.goto(f"{host.service}/embed?q=harbour&k=99")
        assert_refused(page, "k is 99; ask for 1 to 10 passages")
