"""What an accessibility checker reports of the frame's page and of the custom element: nothing, in any state."""

from collections.abc import Iterator
from typing import Any

import pytest
from axe_playwright_python.sync_playwright import Axe  # type: ignore[import-untyped]
from playwright.sync_api import BrowserContext, Locator, Page, expect

from tests.bot.browser.embed.host import Host, watched
from tests.bot.browser.library import FAR_FROM_FERRY
from tests.bot.browser.test_accessibility import RULES

pytestmark = [pytest.mark.browser, pytest.mark.usefixtures("decision_by_cosine")]

WIDTHS = (320, 800)


@pytest.mark.parametrize("theme", ["light", "dark"])
@pytest.mark.parametrize("width", WIDTHS)
@pytest.mark.parametrize("way", ["frame", "element"])
def test_checker_finds_no_violation_in_any_state(
    context: BrowserContext, host: Host, theme: str, width: int, way: str
) -> None:
    # A refused question is a fault to the browser's console.
    with watched(context, host.address, host.service, expected="Failed to load resource") as page:
        # Colours are judged when they have arrived.
        page.emulate_media(reduced_motion="reduce")
        page.set_viewport_size({"width": width, "height": 800})
        page.goto(_address(host, theme, way))
        found = {state: _violations(page) for state in _states(page)}
    assert {state: violations for state, violations in found.items() if violations} == {}
    assert list(found) == ["empty", "answered", "opened", "closest", "silent", "refused"]


def _address(host: Host, theme: str, way: str) -> str:
    if way == "frame":
        return f"{host.service}/embed?theme={theme}&title=Tarn"
    box = f'<quote-bot theme="{theme}" title="Tarn" height="auto"></quote-bot>'
    return host.page(f"{host.script()}<main><h1>A page</h1>{box}</main>")


def _states(page: Page) -> Iterator[str]:
    yield "empty"
    answers = _asked(page, "What did Ana Lind say about the harbour?", "answer")
    yield "answered"
    for summary in answers.locator("summary").all():
        if summary.is_visible():
            summary.click()
    yield "opened"
    _asked(page, FAR_FROM_FERRY, "closest")
    yield "closest"
    _asked(page, "opal", "silent")
    yield "silent"
    _asked(page, "x" * 501, "error")
    yield "refused"


def _asked(page: Page, question: str, level: str) -> Locator:
    page.get_by_label("Question").fill(question)
    page.get_by_label("Question").press("Enter")
    answers = page.locator("#onrecord-answers")
    expect(answers.locator(f'[data-level="{level}"]')).to_have_count(1)
    return answers


def _violations(page: Page) -> list[str]:
    """Each broken rule with the elements that break it."""
    response: dict[str, Any] = Axe().run(page, options=RULES).response
    return [
        f"{violation['id']}: {node['target']} {node['html'][:200]}"
        for violation in response["violations"]
        for node in violation["nodes"]
    ]
