"""Before the index is open: the process says that it lives, and that it cannot answer yet."""

import os
import signal
import threading
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import httpx
import pytest
from fastapi import FastAPI

from bot.api import create_app
from bot.http.listener import bound_socket
from bot.http.opening import NOT_READY, Opening
from bot.http.serve import serve
from bot.live_index import LiveIndex
from index.errors import IndexFolderError
from tests.bot.http.served import BORDER, asked, ready, serving, started, wait_for
from tests.fakes import fake_index, fake_passage

NOT_READY_PROBLEM = {"type": "about:blank", "title": "Service Unavailable", "status": 503, "detail": NOT_READY}


def created(live_index: LiveIndex) -> FastAPI:
    return create_app(live_index, with_chat=False)


def assert_not_ready(reply: httpx.Response) -> None:
    assert (reply.status_code, reply.json()) == (503, NOT_READY_PROBLEM)
    assert reply.headers["content-type"] == "application/problem+json"
    assert reply.headers["retry-after"] == "2"


def test_alive_but_not_ready_until_the_index_is_open() -> None:
    may_open = threading.Event()

    def open_index() -> LiveIndex:
        may_open.wait()
        return LiveIndex(fake_index([fake_passage("The border is shut.")]))

    is_opened = threading.Event()
    with serving(Opening(open_index, created, lambda *_: is_opened.set())) as (url, _):
        assert (httpx.get(f"{url}/healthz").status_code, httpx.get(f"{url}/healthz").json()) == (200, {"status": "ok"})
        for path in ("/readyz", "/api/v1/ask?q=border", "/", "/metrics", "/chat/"):
            assert_not_ready(httpx.get(f"{url}{path}"))
        may_open.set()
        is_opened.wait()
        assert (httpx.get(f"{url}/readyz").status_code, httpx.get(f"{url}/readyz").json()) == (200, {"status": "ready"})
        assert httpx.get(f"{url}/healthz").json() == {"status": "ok"}
        assert asked(url, "border") == ["The border is shut."]


@pytest.mark.parametrize("failing", ["open_index", "create_app"])
def test_failure_to_open_ends_the_server_and_is_raised(failing: str) -> None:
    def open_index() -> LiveIndex:
        if failing == "open_index":
            raise IndexFolderError("no index here")
        return LiveIndex(fake_index([fake_passage("x")]))

    def create(live_index: LiveIndex) -> FastAPI:
        raise IndexFolderError("no index here")

    # In a thread of its own: Playwright keeps a loop running in the tests' thread.
    with bound_socket("127.0.0.1", 0) as listener, ThreadPoolExecutor(1) as thread:
        served = thread.submit(serve, open_index, create, listener, lambda _: None)
        with pytest.raises(IndexFolderError, match="no index here"):
            served.result()


HELD = """
import os
import index.passage_index

opened = index.passage_index.open_index

def held(*arguments, **options):
    with open(os.environ["HELD_BY"]):
        return opened(*arguments, **options)

index.passage_index.open_index = held
"""


@pytest.fixture
def held(tmp_path: Path) -> dict[str, str]:
    """An environment in which no index is opened until somebody opens the pipe HELD_BY at its other end."""
    (tmp_path / "held").mkdir()
    (tmp_path / "held" / "sitecustomize.py").write_text(HELD, encoding="utf-8")
    os.mkfifo(tmp_path / "pipe")
    return {"PYTHONPATH": str(tmp_path / "held"), "HELD_BY": str(tmp_path / "pipe")}


def test_chat_process_is_alive_then_ready(built_index: Path, held: dict[str, str]) -> None:
    with started("chat", "--index", str(built_index), environment=held) as served:
        assert httpx.get(f"{served.url}/healthz").json() == {"status": "ok"}
        assert_not_ready(httpx.get(f"{served.url}/readyz"))
        assert_not_ready(httpx.get(f"{served.url}/chat/"))
        Path(held["HELD_BY"]).write_text("")
        assert served.wait_until_ready() == f"onrecord is ready on {served.url}\n"
        assert httpx.get(f"{served.url}/readyz").json() == {"status": "ready"}
        assert asked(served.url, "Will the border stay shut this winter?") == [BORDER]
        assert served.stopped() == (0, "")


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGINT])
def test_stop_of_a_chat_that_is_still_opening_ends_it_at_once(
    built_index: Path, held: dict[str, str], number: signal.Signals
) -> None:
    with started("chat", "--index", str(built_index), environment=held) as served:
        assert_not_ready(httpx.get(f"{served.url}/readyz"))
        assert served.stopped(number) == (0, "")
        assert served.lines.empty()


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGINT])
def test_stop_of_workers_that_are_still_opening_ends_them_at_once(
    built_index: Path, held: dict[str, str], number: signal.Signals
) -> None:
    with started("serve", "--workers", "2", "--index", str(built_index), environment=held) as served:
        wait_for(lambda: len(served.workers()) == 2)
        assert served.stopped(number) == (0, "")
        assert served.lines.empty()


def test_broken_index_ends_the_chat_with_one_sentence(own_index: Path) -> None:
    (passages,) = own_index.glob("segments/*/passages.sqlite")
    passages.write_bytes(passages.read_bytes().replace(b"winter", b"summer"))
    sentence = f"error: {passages} was altered after the build; run 'onrecord index --repair' to rebuild it\n"
    with started("chat", "--index", str(own_index)) as served:
        assert served.ended() == (1, sentence)
    with started("serve", "--workers", "2", "--index", str(own_index)) as served:
        assert served.ended() == (1, sentence)


def test_process_that_is_ready_says_so_in_one_line(built_index: Path) -> None:
    with ready("serve", "--workers", "2", "--index", str(built_index)) as served:
        assert served.stopped() == (0, "")
        assert served.lines.empty()
