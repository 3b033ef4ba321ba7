"""How a wiki's server asks the service: with little patience, at one address, and not again at once where it failed."""

import json
import threading
import time
from base64 import b64encode
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from email.utils import format_datetime

import pytest

from tests.fakes import fake_passage
from tests.wiki.mediawiki import Wiki
from tests.wiki.service import Reply, Service, record_of, running_service

QUOTATION = "{{#onrecord:a:1}}"
SHOWN = ">Rain fell&#46;</div>"
UNAVAILABLE = "cannot be shown&#44; since the onrecord service does not give it now"
WITHDRAWN = "does not exist&#44; or it was withdrawn"
TOO_MUCH = b" " * 2_000_000


@contextmanager
def holding_back(service: Service) -> Iterator[None]:
    """The service answers nothing within the block, and then whatever it was asked."""
    goes_on = threading.Event()

    def held() -> Reply:
        goes_on.wait()
        return Reply()

    service.reply = held
    try:
        yield
    finally:
        goes_on.set()


def test_a_redirect_is_not_followed(wiki: Wiki, service: Service) -> None:
    with running_service() as other:
        other.has(fake_passage("Rain fell."))
        service.gives(302, b"", Location=f"{other.address}/api/v1/passages/a:1")
        wiki.configure(wgOnRecordUrl=service.address)
        assert UNAVAILABLE in wiki.html(QUOTATION)
        assert other.asked == []


def test_a_service_that_does_not_answer_is_not_waited_for(wiki: Wiki, service: Service) -> None:
    # The wiki's own limit is far beyond what this test waits.
    wiki.configure(wgOnRecordUrl=service.address, wgOnRecordTimeoutSeconds=0.2, wgHTTPTimeout=600)
    with holding_back(service):
        assert UNAVAILABLE in wiki.html(QUOTATION)


def test_a_page_waits_once_for_all_its_quotations(wiki: Wiki, service: Service) -> None:
    # Nothing is remembered of a failure: it is the page's own time that is spent.
    wiki.configure(wgOnRecordUrl=service.address, wgOnRecordTimeoutSeconds=0.2, wgOnRecordRetrySeconds=0)
    page = "{{#onrecord:a:1}} {{#onrecord:a:2}} {{#onrecord:a:3}}"
    with holding_back(service):
        assert wiki.html(page).count(UNAVAILABLE) == 3
        assert service.asked == ["/api/v1/passages/a%3A1"]
    # The next page has its own time.
    assert wiki.html(page).count(UNAVAILABLE) == 3
    assert len(service.asked) == 4


def test_a_page_that_has_no_time_left_shows_what_is_kept(wiki: Wiki, service: Service) -> None:
    service.has(fake_passage("Rain fell."))
    wiki.configure(
        wgOnRecordUrl=service.address, wgOnRecordTimeoutSeconds=1, wgOnRecordRetrySeconds=0, wgOnRecordCacheSeconds=0
    )
    assert SHOWN in wiki.html(QUOTATION)
    with holding_back(service):
        html = wiki.html(f"{{{{#onrecord:a:2}}}} {QUOTATION}")
    assert UNAVAILABLE in html and SHOWN in html
    assert service.asked == ["/api/v1/passages/a%3A1", "/api/v1/passages/a%3A2"]


def test_a_page_without_patience_left_switches_nothing_off(wiki: Wiki, service: Service) -> None:
    record, goes_on = json.dumps(record_of()).encode(), threading.Event()

    def slow_from_the_second_on() -> Reply:
        if not service.asked[-1].endswith("a%3A1"):
            goes_on.wait()
        return Reply(200, record)

    service.reply = slow_from_the_second_on
    wiki.configure(wgOnRecordUrl=service.address, wgOnRecordTimeoutSeconds=1)
    try:
        html = wiki.html(f"{QUOTATION} {{{{#onrecord:a:2}}}}")
    finally:
        goes_on.set()
    assert SHOWN in html and UNAVAILABLE in html
    assert UNAVAILABLE in wiki.html("{{#onrecord:a:3}}")
    assert service.asked[2:] == ["/api/v1/passages/a%3A3"]


@pytest.mark.parametrize("status", [400, 403, 404, 405, 410, 414, 422, 431, 451])
def test_a_refusal_of_one_passage_switches_nothing_off(wiki: Wiki, service: Service, status: int) -> None:
    # As a server before the service gives where it dislikes the path.
    service.gives(status, b"<html>Bad request</html>")
    wiki.configure(wgOnRecordUrl=service.address)
    assert UNAVAILABLE in wiki.html("{{#onrecord:x%00}}")
    service.has(fake_passage("Rain fell."))
    assert SHOWN in wiki.html(QUOTATION)


IN_AN_HOUR = format_datetime(datetime.fromtimestamp(time.time() + 3600, UTC), usegmt=True)


@pytest.mark.parametrize("status", [429, 503])
@pytest.mark.parametrize(
    ("retry_after", "seconds"),
    [("90", 90), ("1", 60), ("99999", 600), ("9" * 40, 600), (IN_AN_HOUR, 600), ("-5", 60), ("soon", 60), ("", 60)],
)
def test_a_service_says_for_how_long_it_wants_to_be_left_alone(
    wiki: Wiki, service: Service, status: int, retry_after: str, seconds: int
) -> None:
    service.gives(status, b"{}", **{"Retry-After": retry_after})
    wiki.configure(wgOnRecordUrl=service.address, wgOnRecordRetrySeconds=60)
    begin = int(time.time())
    assert UNAVAILABLE in wiki.html(QUOTATION)
    end = int(time.time())
    # The stash's own word, which the wiki goes by: nothing of it need be waited for.
    assert begin + seconds <= wiki.kept_until("failure") <= end + seconds


def test_the_wikis_server_may_have_a_login_that_no_reader_sees(wiki: Wiki, service: Service) -> None:
    service.has(fake_passage("Rain fell."))
    inner = service.address.replace("//", "//wiki:p%40ss%3A%C3%A9@")
    wiki.configure(wgOnRecordUrl="https://onrecord.example", wgOnRecordServiceUrl=inner)
    html = wiki.html(f"{QUOTATION} <onrecord />")
    assert SHOWN in html and "p%40ss" not in html and "p@ss" not in html
    assert service.logins == [f"Basic {b64encode('wiki:p@ss:é'.encode()).decode()}"]


def test_without_a_login_none_is_sent(wiki: Wiki, service: Service) -> None:
    wiki.configure(wgOnRecordUrl=service.address)
    wiki.html(QUOTATION)
    assert service.logins == [None]


def test_a_login_is_not_logged(wiki: Wiki, service: Service) -> None:
    service.gives(500, b"")
    log = wiki.folder / "login.log"
    wiki.configure(
        wgOnRecordUrl="https://onrecord.example",
        wgOnRecordServiceUrl=service.address.replace("//", "//wiki:secret@"),
        wgDebugLogGroups={"OnRecord": str(log)},
    )
    assert UNAVAILABLE in wiki.html(QUOTATION)
    (line,) = log.read_text(encoding="utf-8").splitlines()
    assert f"passage a:1: {service.address}/api/v1/passages/a%3A1 gave no answer, or status 500" in line
    assert "secret" not in line


@pytest.mark.parametrize(
    ("status", "body", "n_asked"),
    [
        (0, b"", 1),
        (503, b"", 1),
        (429, b"", 1),
        (401, b"", 1),
        (407, b"", 1),
        (408, b"", 1),
        (200, b"[]", 2),
        (404, b"", 2),
        (400, b"", 2),
        (403, b"", 2),
        (200, TOO_MUCH, 2),
    ],
    ids=[
        "broken off",
        "outage",
        "too many requests",
        "a login",
        "a proxy's login",
        "a slow line",
        "garbled",
        "lost",
        "no request",
        "refused",
        "too much",
    ],
)
def test_a_failing_service_is_left_alone(wiki: Wiki, service: Service, status: int, body: bytes, n_asked: int) -> None:
    service.gives(status, body)
    wiki.configure(wgOnRecordUrl=service.address)
    for _ in range(2):
        assert wiki.html("{{#onrecord:a:1}} {{#onrecord:a:2}} {{#onrecord:a:1}}").count(UNAVAILABLE) == 3
    assert len(service.asked) == n_asked


def test_a_withdrawn_passage_is_not_asked_for_each_time(wiki: Wiki, service: Service) -> None:
    service.has_not("a:1")
    wiki.configure(wgOnRecordUrl=service.address)
    assert wiki.html(f"{QUOTATION} {QUOTATION}").count(WITHDRAWN) == 2
    assert len(service.asked) == 1


def test_a_page_asks_the_service_so_many_times_and_no_more(wiki: Wiki, service: Service) -> None:
    service.gives(200, b"[]")
    wiki.configure(wgOnRecordUrl=service.address, wgExpensiveParserFunctionLimit=2)
    html = wiki.html("{{#onrecord:a:1}} {{#onrecord:a:2}} {{#onrecord:a:3}} {{#onrecord:a:4}}")
    assert service.asked == ["/api/v1/passages/a%3A1", "/api/v1/passages/a%3A2"]
    assert html.count("this page asks for too many things that take long") == 2


def test_the_wikis_server_may_reach_the_service_elsewhere(wiki: Wiki, service: Service) -> None:
    service.has(fake_passage("Rain fell."))
    wiki.configure(wgOnRecordUrl="https://onrecord.example", wgOnRecordServiceUrl=f"{service.address}/inner/")
    assert SHOWN in wiki.html(QUOTATION)
    assert service.asked == ["/inner/api/v1/passages/a%3A1"]
