"""The real application in a thread and a real Chromium in front of it."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from playwright.sync_api import Browser, BrowserContext, ConsoleMessage, Page, Request

from tests.bot.browser.explore_site import PASSAGES, page_around, site_app
from tests.bot.browser.library import library_index
from tests.bot.browser.passages import HOSTILE_PASSAGES, TOPICS
from tests.bot.chat_app import app_with_chat
from tests.bot.running import running
from tests.fakes import fake_index


@pytest.fixture(scope="session")
def site(browser: Browser) -> Iterator[str]:
    """The address of the application over the hostile passages."""
    index = fake_index(HOSTILE_PASSAGES, topics=TOPICS)
    with running(app_with_chat(index)) as address:
        yield address


@pytest.fixture(scope="session")
def library_site(browser: Browser) -> Iterator[str]:
    """The address of the application over the invented articles."""
    with running(app_with_chat(library_index())) as address:
        yield address


@pytest.fixture(scope="session")
def context(browser: Browser) -> Iterator[BrowserContext]:
    """One for all tests, so that Gradio's many files are loaded once."""
    opened = browser.new_context()
    opened.grant_permissions(["clipboard-read", "clipboard-write"])
    yield opened
    opened.close()


@pytest.fixture
def page(context: BrowserContext, site: str, decision_by_cosine: None) -> Iterator[Page]:
    """The chat over the hostile passages, ready for a question and watched; cosines alone decide."""
    with watched_chat(context, site) as opened:
        yield opened


@pytest.fixture
def library(context: BrowserContext, library_site: str, decision_by_cosine: None) -> Iterator[Page]:
    """The chat over the invented articles, ready for a question and watched; cosines alone decide."""
    with watched_chat(context, library_site) as opened:
        yield opened


@pytest.fixture(scope="session")
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
    opened.on("request", lambda request: faults.extend(_foreign(request, explore_site)))
    opened.goto(f"{explore_site}/chat")
    yield opened
    assert opened.evaluate("window.pwned") is None
    opened.close()
    assert faults == []


@contextmanager
def watched_chat(context: BrowserContext, site: str, asked: str = "", *, expected: str = "") -> Iterator[Page]:
    """The chat at that address; anything that ran, failed or left the site fails the test at its end.

    :param asked: what the address asks for, as "?q=…".
    :param expected: words of the one console message that a fault made on purpose may write.
    """
    opened = context.new_page()
    faults: list[str] = []
    opened.on("dialog", lambda dialog: faults.append(f"dialog: {dialog.message}"))
    opened.on("pageerror", lambda error: faults.append(f"page error: {error}"))
    opened.on("console", lambda said: faults.extend(_error(said, expected)))
    opened.on("request", lambda request: faults.extend(_foreign(request, site)))
    opened.goto(f"{site}/chat/{asked}")
    # The last part of the page that Gradio makes, whichever tab is shown.
    opened.locator("#onrecord-send").wait_for(state="attached")
    yield opened
    assert opened.evaluate("window.pwned") is None
    opened.close()
    assert faults == []


def _error(said: ConsoleMessage, expected: str) -> list[str]:
    is_fault = said.type == "error" and not (expected and expected in said.text)
    return [f"console: {said.text}"] if is_fault else []


def _foreign(request: Request, site: str) -> list[str]:
    own = request.url.startswith((f"{site}/", "data:", "blob:"))
    return [] if own else [f"request to {request.url}"]
