"""What `onrecord chat` and `onrecord serve` are told: each wrong value a sentence, each right one in force."""

import json
import signal
from collections.abc import Mapping
from pathlib import Path

import httpx
import pytest
from click.testing import CliRunner

from bot.cli import main
from tests.bot.http.served import ready

COMMANDS = ("chat", "serve")
SECRET = "walrus"


def error_of(*arguments: str, environment: Mapping[str, str] | None = None) -> str:
    result = CliRunner(env=environment).invoke(main, [*arguments, "--port", "0"], catch_exceptions=False)
    assert (result.exit_code, result.stdout) == (1, "")
    return result.stderr


@pytest.mark.parametrize("command", COMMANDS)
@pytest.mark.parametrize("rate", ["lots", "120", "120/fortnight", "0/minute", "-1/minute", "1.5/minute", "120 minutes"])
def test_rate_that_is_none(command: str, rate: str) -> None:
    sentences = ("is no rate", "would let nobody ask")
    assert error_of(command, f"--rate-limit={rate}") in [
        f"error: '{rate}' {sentence}; write it like 120/minute, or off\n" for sentence in sentences
    ]
    assert error_of(command, environment={"ONRECORD_RATE_LIMIT": rate}).startswith(f"error: '{rate}' ")


@pytest.mark.parametrize("command", COMMANDS)
@pytest.mark.parametrize(
    "origin", ["wiki.example", "https://wiki.example/", "https://wiki.example/page", "*", "https://a; script-src *", ""]
)
def test_site_that_is_none(command: str, origin: str) -> None:
    sentence = f"error: '{origin}' is no site that may frame the chat; write it like https://wiki.example\n"
    assert error_of(command, "--frame-ancestor", "https://good.example", "--frame-ancestor", origin) == sentence


@pytest.mark.parametrize("command", COMMANDS)
@pytest.mark.parametrize("login", [SECRET, f":{SECRET}", f"{SECRET}:"])
def test_login_that_is_none_and_is_not_repeated(command: str, login: str) -> None:
    sentence = "error: ONRECORD_LOGIN is no login; write it as NAME:PASSWORD\n"
    assert error_of(command, environment={"ONRECORD_LOGIN": login}) == sentence


@pytest.mark.parametrize("command", COMMANDS)
@pytest.mark.parametrize(
    "host", ["https://quotes.example", "quotes.example/", "*.quotes.example", "a,b", "-a.example", "a..b", "b" * 64]
)
def test_host_that_is_no_name(command: str, host: str) -> None:
    sentence = f"error: ONRECORD_HOSTS has '{host}', which is no name of a server; write it like quotes.example\n"
    assert error_of(command, environment={"ONRECORD_HOSTS": f"good.example {host}"}) == sentence


@pytest.mark.parametrize("command", COMMANDS)
@pytest.mark.parametrize("path", ["quotes", "/quotes//more", "/../quotes", "https://quotes.example"])
def test_root_path_that_is_none(command: str, path: str) -> None:
    sentence = f"Invalid value for '--root-path': '{path}' is no path; write it like /quotes"
    assert error_of(command, "--root-path", path) == f"error: {sentence}; see 'main {command} --help'\n"


@pytest.mark.parametrize("command", COMMANDS)
def test_request_log_that_is_none(command: str) -> None:
    assert error_of(command, environment={"ONRECORD_LOG_REQUESTS": "all"}) == (
        "error: ONRECORD_LOG_REQUESTS is 'all'; choose off, on or questions\n"
    )
    assert "'all' is not one of 'off', 'on', 'questions'" in error_of(command, "--log-requests", "all")


def test_workers_are_one_or_more() -> None:
    assert "0 is not in the range x>=1" in error_of("serve", "--workers", "0")


def test_index_that_is_missing(tmp_path: Path) -> None:
    folder = tmp_path / "none"
    assert error_of("serve", "--index", str(folder)) == f"error: no index in {folder}; run 'onrecord index'\n"


@pytest.mark.parametrize("command", COMMANDS)
def test_log_has_a_line_of_json_for_each_request_and_nothing_of_who_asked(command: str, built_index: Path) -> None:
    with ready(command, "--log-requests", "on", "--index", str(built_index)) as served:
        headers = {"User-Agent": SECRET, "Referer": f"https://{SECRET}.example", "X-Forwarded-For": "203.0.113.7"}
        httpx.get(f"{served.url}/api/v1/ask", params={"q": f"Is a {SECRET} shut in?"}, headers=headers)
        httpx.get(f"{served.url}/{SECRET}", headers=headers)
        code, said = served.stopped()
    assert code == 0 and SECRET not in said and "203.0.113.7" not in said and "127.0.0.1" not in said
    records = [json.loads(line) for line in said.splitlines()]
    assert [(record["method"], record["route"], record["status"]) for record in records] == [
        ("GET", "/api/v1/ask", 200),
        ("GET", "other", 404),
    ]
    assert [list(record) for record in records] == [["time", "method", "route", "status", "ms", "bytes"]] * 2


def test_log_has_the_questions_where_that_is_wanted(built_index: Path) -> None:
    environment = {"ONRECORD_LOG_REQUESTS": "questions"}
    with ready("serve", "--index", str(built_index), environment=environment) as served:
        httpx.get(f"{served.url}/api/v1/ask", params={"q": "Will Østervik stay shut?", "k": "1"})
        code, said = served.stopped(signal.SIGINT)
    assert code == 0
    assert json.loads(said)["asked"] == {"q": ["Will Østervik stay shut?"], "k": ["1"]}


@pytest.mark.parametrize("command", COMMANDS)
def test_login_is_asked_for_before_all_but_the_checks(command: str, built_index: Path) -> None:
    environment = {"ONRECORD_LOGIN": f"reader:{SECRET}:ø"}
    with ready(command, "--index", str(built_index), environment=environment) as served:
        for path in ("/", "/api/v1/speakers", "/docs", "/metrics", "/embed", "/quote-bot.js"):
            refused = httpx.get(f"{served.url}{path}")
            assert (path, refused.status_code) == (path, 401)
            assert refused.headers["www-authenticate"] == 'Basic realm="onrecord", charset="UTF-8"'
            assert httpx.get(f"{served.url}{path}", auth=("reader", SECRET)).status_code == 401
        assert httpx.get(f"{served.url}/api/v1/speakers", auth=("reader", f"{SECRET}:ø")).status_code == 200
        assert [httpx.get(f"{served.url}{path}").status_code for path in ("/healthz", "/readyz")] == [200, 200]
        assert served.stopped() == (0, "")
