"""The timing of the page: each question is asked in the page and answered before the next."""

from collections.abc import Iterator

import latency_page
import pytest
from latency_page import times_on_page
from playwright.sync_api import Browser

from tests.bot.chat_app import app_with_chat
from tests.bot.running import running
from tests.fakes import fake_index, fake_passage

pytestmark = pytest.mark.browser


@pytest.fixture
def site(monkeypatch: pytest.MonkeyPatch) -> Iterator[str]:
    monkeypatch.setattr(latency_page, "SETTLED_MS", 0)
    with running(
        app_with_chat(fake_index([fake_passage("The border."), fake_passage("The music.", number=2)]))
    ) as address:
        yield address


def test_every_question_is_asked_and_timed_in_one_page(browser: Browser, site: str) -> None:
    page = browser.new_page()
    times = times_on_page(page, site, ["border", "music", "border"])
    assert page.locator(".onrecord-question").all_text_contents() == ["border", "music", "border"]
    assert len(times) == 3
    assert all(0 < time < 60_000 for time in times)
    page.close()
