"""Several worker processes: all answer, one that dies is replaced, a new index is taken up without a lost request."""

import os
import re
import signal
import threading
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from pathlib import Path

import httpx
import pytest

from tests.bot.http.served import BORDER, READY, SANCTIONS, Served, asked, build, is_running, ready, wait_for

WATER = "“Water will cost less from June,” said Runa Lind."
QUESTION = "Will the border stay shut this winter?"


@pytest.fixture
def two_workers(own_index: Path) -> Iterator[Served]:
    with ready("serve", "--workers", "2", "--index", str(own_index)) as served:
        yield served


@contextmanager
def paused(process_id: int) -> Iterator[None]:
    """The process does nothing meanwhile."""
    os.kill(process_id, signal.SIGSTOP)
    wait_for(lambda: Path(f"/proc/{process_id}/stat").read_text().rpartition(")")[2].split()[0] == "T")
    yield
    os.kill(process_id, signal.SIGCONT)


def test_each_process_answers_and_all_are_counted_together(two_workers: Served) -> None:
    first, second = two_workers.workers()
    for idle, n_questions in ((first, 2), (second, 3)):
        with paused(idle):
            for _ in range(n_questions):
                assert asked(two_workers.url, QUESTION) == [BORDER]
    exposition = httpx.get(f"{two_workers.url}/metrics").text
    assert 'onrecord_requests_total{method="GET",route="/api/v1/ask",status="200"} 5.0' in exposition
    assert re.findall(r"onrecord_index_passages\{.*\} (.*)", exposition) == ["2.0"]
    assert two_workers.stopped() == (0, "")
    assert not is_running(first) and not is_running(second)


def test_killed_process_is_replaced_and_its_counts_are_kept(two_workers: Served) -> None:
    killed, kept = two_workers.workers()
    counted = 'onrecord_requests_total{method="GET",route="/api/v1/ask",status="200"}'
    with paused(kept):
        assert asked(two_workers.url, QUESTION) == [BORDER]
        # A request is counted when its reply is out already.
        wait_for(lambda: f"{counted} 1.0" in httpx.get(f"{two_workers.url}/metrics").text)
    os.kill(killed, signal.SIGKILL)
    assert two_workers.wait_until_ready() == f"{READY}{two_workers.url}\n"
    (new,) = set(two_workers.workers()) - {kept}
    with paused(kept):
        assert asked(two_workers.url, QUESTION) == [BORDER]
        wait_for(lambda: f"{counted} 2.0" in httpx.get(f"{two_workers.url}/metrics").text)
    assert two_workers.stopped() == (
        0,
        f"WARNING: worker process {killed} ended (signal 9); another takes its place\n",
    )
    assert not is_running(new) and not is_running(kept)


def test_new_index_is_taken_up_while_no_request_fails(two_workers: Served, own_index: Path) -> None:
    old = set(two_workers.workers())
    build(own_index, BORDER, SANCTIONS, WATER)
    assert asked(two_workers.url, "What will water cost?") != [WATER]
    is_over = threading.Event()

    def ask_on(keeps_connection: bool) -> set[int]:
        seen: set[int] = set()
        with httpx.Client(timeout=60) as kept:
            while not is_over.is_set():
                get = kept.get if keeps_connection else httpx.get
                seen.add(get(f"{two_workers.url}/api/v1/ask", params={"q": QUESTION}, timeout=60).status_code)
        return seen

    with ThreadPoolExecutor(4) as askers:
        asking = [askers.submit(ask_on, keeps) for keeps in (True, True, False, False)]
        two_workers.send(signal.SIGHUP)
        try:
            assert two_workers.wait_until_ready() == f"{READY}{two_workers.url}\n"
        finally:
            is_over.set()
        assert [seen.result() for seen in asking] == [{200}] * 4
    assert not old & set(two_workers.workers())
    assert asked(two_workers.url, "What will water cost?") == [WATER]
    # What the old processes said of the index they had is gone with them.
    passages = re.findall(r"onrecord_index_passages\{.*\} (.*)", httpx.get(f"{two_workers.url}/metrics").text)
    assert passages == ["3.0"]
    assert two_workers.stopped() == (0, "")


def test_broken_new_index_is_refused_in_one_sentence_while_the_old_one_serves_on(
    two_workers: Served, own_index: Path
) -> None:
    workers = two_workers.workers()
    build(own_index, BORDER, SANCTIONS, WATER)
    newest = max(own_index.glob("segments/*/passages.sqlite"), key=lambda path: path.stat().st_mtime_ns)
    newest.write_bytes(newest.read_bytes().replace(b"June", b"July"))
    two_workers.send(signal.SIGHUP)
    assert two_workers.process.stderr is not None
    # A worker that looks for itself before may have said so, too.
    refused = next(line for line in two_workers.process.stderr if line.startswith("ERROR"))
    assert refused == (
        f"ERROR: {newest} was altered after the build; run 'onrecord index --repair' to rebuild it; "
        "the worker processes go on with the index they have\n"
    )
    assert two_workers.workers() == workers
    assert asked(two_workers.url, QUESTION) == [BORDER]
    assert two_workers.stopped() == (0, "")


def test_processes_end_with_the_one_that_started_them(two_workers: Served) -> None:
    workers = two_workers.workers()
    two_workers.send(signal.SIGKILL)
    two_workers.process.wait()
    wait_for(lambda: not any(map(is_running, workers)))


def test_interrupt_from_the_keyboard_reaches_all_and_is_no_failure(two_workers: Served) -> None:
    workers = two_workers.workers()
    for one in (two_workers.process.pid, *workers):
        os.kill(one, signal.SIGINT)
    assert two_workers.ended() == (0, "")
    assert not any(map(is_running, workers))
