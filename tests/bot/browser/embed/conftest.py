"""A site whose pages may hold the service over the invented articles, and a watched page of it."""

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, BrowserContext, Page

from tests.bot.browser.embed.host import Host, hosted, watched
from tests.bot.browser.library import library_index


@pytest.fixture(scope="package")
def host(browser: Browser) -> Iterator[Host]:
    """A site that may frame the service over the invented articles."""
    with hosted(library_index()) as site:
        yield site


@pytest.fixture
def page(context: BrowserContext, host: Host) -> Iterator[Page]:
    """An empty page; what it asks the site and the service for is allowed."""
    with watched(context, host.address, host.service) as opened:
        yield opened
