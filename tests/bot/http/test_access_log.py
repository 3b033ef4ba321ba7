"""The line that each request leaves: exactly what it says, and what it never says."""

import json
import logging

import pytest
from fastapi.testclient import TestClient

from bot.api import create_app
from bot.http.access_log import ACCESS_LOG, JsonLine, access_log
from bot.http.exchange import Exchange
from bot.settings import RequestLog, Settings
from tests.fakes import fake_index, fake_passage

EXCHANGE = Exchange(
    method="GET",
    route="/api/v1/ask",
    status=200,
    seconds=0.0123456,
    n_bytes=1234,
    query="q=Who+is+%C3%84nn%3F&speaker=&q=again&k",
)


def line_of(caplog: pytest.LogCaptureFixture, exchange: Exchange, *, with_questions: bool) -> str:
    caplog.set_level(logging.INFO, logger=ACCESS_LOG)
    access_log(with_questions=with_questions)(exchange)
    (record,) = caplog.records
    record.created = 1_700_000_000.25
    return JsonLine().format(record)


def test_line_says_what_was_done_and_not_what_was_asked(caplog: pytest.LogCaptureFixture) -> None:
    assert line_of(caplog, EXCHANGE, with_questions=False) == (
        '{"time": "2023-11-14T22:13:20.250+00:00", "method": "GET", "route": "/api/v1/ask", "status": 200, '
        '"ms": 12.3, "bytes": 1234}'
    )


def test_line_says_what_was_asked_where_that_is_wanted(caplog: pytest.LogCaptureFixture) -> None:
    assert line_of(caplog, EXCHANGE, with_questions=True) == (
        '{"time": "2023-11-14T22:13:20.250+00:00", "method": "GET", "route": "/api/v1/ask", "status": 200, '
        '"ms": 12.3, "bytes": 1234, "asked": {"q": ["Who is Änn?", "again"], "speaker": [""], "k": [""]}}'
    )


def test_question_cannot_begin_a_line_of_its_own(caplog: pytest.LogCaptureFixture) -> None:
    forged = Exchange("GET", "/api/v1/ask", 200, 0.001, 1, "q=%0a%7B%22time%22%3A1%7D%E2%80%A8%1b%5B2J")
    line = line_of(caplog, forged, with_questions=True)
    assert json.loads(line)["asked"] == {"q": ['\n{"time":1}\u2028\x1b[2J']}
    assert "\n" not in line and "\x1b" not in line


@pytest.mark.parametrize(("log", "keys"), [("off", None), ("on", False), ("questions", True)])
def test_setting_says_whether_requests_are_logged(
    caplog: pytest.LogCaptureFixture, log: RequestLog, keys: bool | None
) -> None:
    caplog.set_level(logging.INFO, logger=ACCESS_LOG)
    client = TestClient(create_app(fake_index([fake_passage("Rain.")]), Settings(log_requests=log), with_chat=False))
    client.get("/api/v1/speakers?find=a", headers={"Authorization": "Basic c2VjcmV0", "User-Agent": "secret"})
    client.get("/secret/address")
    records = [json.loads(JsonLine().format(record)) for record in caplog.records if record.name == ACCESS_LOG]
    if keys is None:
        assert records == []
        return
    assert [(each["route"], each["status"], "asked" in each) for each in records] == [
        ("/api/v1/speakers", 200, keys),
        ("other", 404, keys),
    ]
    # Neither the address that was made up nor who asked.
    assert "secret" not in json.dumps(records)
    assert "testclient" not in json.dumps(records)
