"""What an accessibility checker reports of each state of the page: nothing, in either scheme, wide and narrow."""

from collections.abc import Iterator
from typing import Any

import pytest
from axe_playwright_python.sync_playwright import Axe  # type: ignore[import-untyped]
from playwright.sync_api import Page, expect

from tests.bot.browser.actions import ask, open_filters, open_tab, set_filter
from tests.bot.browser.library import FAR_FROM_FERRY

pytestmark = pytest.mark.browser

RULES = {
    "resultTypes": ["violations"],
    "runOnly": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"],
}
"""Every rule of the checker that is not an experiment."""

STILL = "*, *::before, *::after { animation: none !important; transition: none !important }"
"""Colours are judged when they have arrived."""

WIDTHS = {"wide": (1280, 860), "narrow": (390, 844)}


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", WIDTHS)
def test_checker_finds_no_violation_in_any_state(library: Page, scheme: str, width: str) -> None:
    library.emulate_media(color_scheme="dark" if scheme == "dark" else "light")
    library.set_viewport_size({"width": WIDTHS[width][0], "height": WIDTHS[width][1]})
    library.add_style_tag(content=STILL)
    found = {state: _violations(library) for state in _states(library)}
    assert {state: violations for state, violations in found.items() if violations} == {}
    assert list(found) == [
        *("empty", "answered", "opened", "closest", "silent", "refused", "filters"),
        *("overview", "speaker"),
    ]


def _states(page: Page) -> Iterator[str]:
    """The page walked through its states, each named while it stands."""
    yield "empty"
    answer = ask(page, "What did Ana Lind say about the harbour?")
    yield "answered"
    for summary in answer.locator(".onrecord-card").first.locator("summary").all():
        summary.click()
    page.get_by_role("button", name="Verify").click()
    expect(page.locator(".onrecord-verdict")).to_contain_text("Checked on the server")
    yield "opened"
    expect(ask(page, FAR_FROM_FERRY)).to_have_attribute("data-level", "closest")
    yield "closest"
    expect(ask(page, "opal")).to_have_attribute("data-level", "silent")
    yield "silent"
    expect(ask(page, "")).to_have_attribute("data-level", "error")
    yield "refused"
    open_filters(page)
    set_filter(page, "speaker", "Ana Lind")
    set_filter(page, "kind", "quotation")
    ask(page, "harbour")
    yield "filters"
    open_tab(page, "Explore")
    page.get_by_role("button", name="Ana Lind", exact=True).wait_for()
    yield "overview"
    page.get_by_role("button", name="Ana Lind", exact=True).click()
    page.get_by_role("heading", name="Ana Lind").wait_for()
    yield "speaker"


def _violations(page: Page) -> list[str]:
    """Each broken rule with the elements that break it."""
    response: dict[str, Any] = Axe().run(page, options=RULES).response
    return [
        f"{violation['id']}: {node['target']} {node['html'][:200]}"
        for violation in response["violations"]
        for node in violation["nodes"]
    ]
