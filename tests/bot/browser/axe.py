"""What an accessibility checker finds on a page."""

from typing import Any

from axe_playwright_python.sync_playwright import Axe  # type: ignore[import-untyped]
from playwright.sync_api import Page

RULES = {
    "resultTypes": ["violations"],
    "runOnly": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"],
}
"""Every rule of the checker that is not an experiment."""


def violations(page: Page) -> list[str]:
    """Each broken rule with the elements that break it."""
    response: dict[str, Any] = Axe().run(page, options=RULES).response
    return [
        f"{violation['id']}: {node['target']} {node['html'][:200]}"
        for violation in response["violations"]
        for node in violation["nodes"]
    ]
