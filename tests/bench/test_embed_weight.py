"""The weighing of what other sites' pages load: every request of the service's is counted, and none of the page's."""

from collections.abc import Iterator

import embed_weight
import pytest
from embed_weight import WAYS, Way, Weight, table, weight_of
from playwright.sync_api import Browser

from tests.bot.browser.embed.host import Host, hosted
from tests.bot.embedded import two_speakers


@pytest.fixture
def host(monkeypatch: pytest.MonkeyPatch, browser: Browser) -> Iterator[Host]:
    monkeypatch.setattr(embed_weight, "STEADY_MS", 0)
    with hosted(two_speakers()) as site:
        yield site


@pytest.mark.browser
@pytest.mark.parametrize(("way", "n_requests"), [(WAYS[0], 3), (WAYS[1], 1)])
def test_requests_of_the_service_are_counted(browser: Browser, host: Host, way: Way, n_requests: int) -> None:
    weight = weight_of(way, browser, host.page(way.html(host.service)), "border")
    assert weight.requests == n_requests
    assert 1 < weight.kilobytes < 12
    assert 0 < weight.answer_ms < 60_000


def test_table_has_the_medians() -> None:
    weights = {"one": [Weight(3, 8.0, 200, 20), Weight(3, 9.0, 400, 40)], "two": [Weight(60, 340.26, 3000, 600)] * 2}
    assert table(weights) == [
        "medians of 2 openings, each with nothing cached",
        "                            requests        kB   usable ms   answer ms",
        "one                                3       8.5         300          30",
        "two                               60     340.3        3000         600",
    ]
