"""`onrecord chat` and `onrecord serve` as processes of their own, and servers inside the tests' process."""

import os
import queue
import signal
import socket
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import IO

import httpx
from starlette.types import ASGIApp

from bot.http.listener import bound_socket, url_of
from bot.http.server import Server
from index.building.build_index import build_index
from index.passage import write_passages
from index.store.article_texts import texts_beside
from tests.fakes import fake_passage, quotation

BORDER = "“The border stays shut this winter,” said Dagny Holt."
SANCTIONS = "“Sanctions on timber end in May,” said Ivar Moen."
DEADLINE_SECONDS = 120

READY = "onrecord is ready on "


@dataclass(frozen=True, slots=True)
class Served:
    """A running command: its process, where it listens, and the lines that it prints."""

    process: subprocess.Popen[str]
    lines: "queue.Queue[str]"
    port: int

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.port}"

    def wait_until_ready(self) -> str:
        """The line that says so."""
        return self.lines.get(timeout=DEADLINE_SECONDS)

    def workers(self) -> list[int]:
        """The ids of the worker processes."""
        children = Path(f"/proc/{self.process.pid}/task/{self.process.pid}/children").read_text().split()
        return [int(child) for child in children if b"spawn_main" in Path(f"/proc/{child}/cmdline").read_bytes()]

    def send(self, number: signal.Signals) -> None:
        self.process.send_signal(number)

    def ended(self) -> tuple[int, str]:
        """The exit code, and what stood on standard error."""
        return self.process.wait(DEADLINE_SECONDS), _standard_error(self.process)

    def stopped(self, number: signal.Signals = signal.SIGTERM) -> tuple[int, str]:
        self.send(number)
        return self.ended()


@contextmanager
def started(*arguments: str, environment: Mapping[str, str] | None = None) -> Iterator[Served]:
    """The command on a free port, once its socket listens; what is left of it is killed at the end."""
    with bound_socket("127.0.0.1", 0) as free:
        port = int(free.getsockname()[1])
    command = [sys.executable, "-m", "bot", arguments[0], "--port", str(port), *arguments[1:]]
    process = subprocess.Popen(
        command,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        env={**os.environ, **(environment or {})},
        preexec_fn=_hear_interrupts,
    )
    lines: queue.Queue[str] = queue.Queue()
    assert process.stdout is not None
    reader = threading.Thread(target=_hand_over, args=(process.stdout, lines), daemon=True)
    reader.start()
    served = Served(process, lines, port)
    try:
        wait_for(lambda: process.poll() is not None or _listens(port))
        yield served
    finally:
        for one in [*_family(process), process.pid]:
            _kill(one)
        process.wait()
        reader.join()
        process.stdout.close()
        if process.stderr is not None:
            process.stderr.close()


@contextmanager
def ready(*arguments: str, environment: Mapping[str, str] | None = None) -> Iterator[Served]:
    """The same, once questions are taken."""
    with started(*arguments, environment=environment) as served:
        assert served.wait_until_ready() == f"{READY}{served.url}\n"
        yield served


@contextmanager
def serving(app: ASGIApp) -> Iterator[tuple[str, Server]]:
    """The address of the application, and its server in a thread, which ends when it is told to or at the end."""
    with bound_socket("127.0.0.1", 0) as listener:
        # Little is sent ahead, so that a client who reads nothing is noticed soon.
        listener.setsockopt(socket.SOL_SOCKET, socket.SO_SNDBUF, 4096)
        server = Server(app, "")
        thread = threading.Thread(target=server.run, args=([listener],), daemon=True)
        thread.start()
        wait_for(lambda: server.started)
        try:
            yield url_of(listener), server
        finally:
            server.should_exit = True
            thread.join(DEADLINE_SECONDS)
            assert not thread.is_alive()


def wait_for(is_so: Callable[[], object]) -> None:
    """Return once it is so; fail where it does not come to that."""
    deadline = time.monotonic() + DEADLINE_SECONDS
    while not is_so():
        assert time.monotonic() < deadline, "waited in vain"
        time.sleep(0.01)


def build(folder: Path, *texts: str) -> None:
    """Index the passages, each a quotation of whoever is named at its end."""
    passages = [
        fake_passage(text, quotation(text, text[: text.index(" said")], text.rpartition(" said ")[2][:-1]), number=n)
        for n, text in enumerate(texts, 1)
    ]
    path = folder.parent / "passages.jsonl"
    write_passages(passages, path)
    build_index(path, texts_beside(path), folder, model=None, on_progress=lambda *_: None)


def asked(url: str, question: str) -> list[str]:
    """The passage that answers best, if any, asked over a connection of its own."""
    reply = httpx.get(f"{url}/api/v1/ask", params={"q": question, "k": 1}, timeout=DEADLINE_SECONDS)
    assert reply.status_code == 200
    return [hit["passage"]["text"] for hit in reply.json()["hits"]]


def said_by(connection: socket.socket) -> bytes:
    """All that comes until the connection ends."""
    with connection.makefile("rb") as reader:
        return reader.read()


def connected(url: str) -> socket.socket:
    return socket.create_connection(("127.0.0.1", int(url.rpartition(":")[2])), timeout=60)


def said_until(connection: socket.socket, end: bytes) -> bytes:
    """What comes up to those last bytes."""
    said = b""
    while not said.endswith(end):
        taken = connection.recv(4096)
        assert taken, said
        said += taken
    return said


def is_running(process_id: int) -> bool:
    """Whether there is such a process that has not ended."""
    try:
        return Path(f"/proc/{process_id}/stat").read_text().rpartition(")")[2].split()[0] != "Z"
    except FileNotFoundError:
        return False


def _hand_over(stream: IO[str], lines: "queue.Queue[str]") -> None:
    for line in stream:
        lines.put(line)


def _hear_interrupts() -> None:
    # A script in the background makes its children deaf to Ctrl-C.
    signal.signal(signal.SIGINT, signal.SIG_DFL)


def _listens(port: int) -> bool:
    with socket.socket() as tried:
        return tried.connect_ex(("127.0.0.1", port)) == 0


def _family(process: subprocess.Popen[str]) -> list[int]:
    try:
        return [int(one) for one in Path(f"/proc/{process.pid}/task/{process.pid}/children").read_text().split()]
    except FileNotFoundError:
        return []


def _kill(process_id: int) -> None:
    if is_running(process_id):
        os.kill(process_id, signal.SIGKILL)


def _standard_error(process: subprocess.Popen[str]) -> str:
    assert process.stderr is not None
    return process.stderr.read()
