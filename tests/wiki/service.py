"""A service whose replies a test decides, and which remembers what it was asked for."""

import json
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

from bot.records import passage_details_record
from index.passage import Passage
from tests.fakes import fake_index, fake_passage

START_SECONDS = 30


@dataclass(frozen=True, slots=True)
class Reply:
    """What a request is answered; nothing at all for status 0."""

    status: int = 200
    body: bytes = b""
    headers: dict[str, str] = field(default_factory=lambda: {"Content-Type": "application/json"})


@dataclass(slots=True)
class Service:
    """A running server; `asked` and `logins` are the paths and Authorizations of the requests so far."""

    address: str = ""
    reply: Callable[[], Reply] = Reply
    asked: list[str] = field(default_factory=list)
    logins: list[str | None] = field(default_factory=list)

    def gives(self, status: int, body: bytes | dict[str, Any], **headers: str) -> None:
        """Answer every request from now on so."""
        written = body if isinstance(body, bytes) else json.dumps(body).encode()
        reply = Reply(status, written, {"Content-Type": "application/json"} | headers)
        self.reply = lambda: reply

    def has(self, passage: Passage) -> None:
        """Answer every request from now on with the record of this passage."""
        self.gives(200, record_of(passage))

    def has_not(self, passage_id: str) -> None:
        """Answer every request from now on as the real service does where it lacks the passage."""
        detail = f"no passage has the id '{passage_id}'; answers give the ids there are"
        problem = {"type": "about:blank", "title": "Not Found", "status": 404, "detail": detail}
        self.gives(404, problem, **{"Content-Type": "application/problem+json"})


def record_of(passage: Passage | None = None) -> dict[str, Any]:
    """What the real service gives for the passage, or for `a:1` of the invented article."""
    shown = passage or fake_passage("Rain fell.")
    return passage_details_record(fake_index([shown]), shown.id)


@contextmanager
def running_service(port: int = 0) -> Iterator[Service]:
    """A service on a free port of the loopback interface, or on that one; it stops when the block ends."""
    service = Service()

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            service.asked.append(self.path)
            service.logins.append(self.headers["Authorization"])
            reply = service.reply()
            if reply.status == 0:
                self.close_connection = True
                return
            self.send_response(reply.status)
            for name, value in reply.headers.items():
                self.send_header(name, value)
            self.send_header("Content-Length", str(len(reply.body)))
            self.end_headers()
            try:
                self.wfile.write(reply.body)
            except OSError:
                return  # the wiki had enough

        def log_message(self, format: str, *arguments: object) -> None:
            return

    with ThreadingHTTPServer(("127.0.0.1", port), Handler) as server:
        server.daemon_threads = True
        service.address = f"http://127.0.0.1:{server.server_port}"
        thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.05}, daemon=True)
        thread.start()
        yield service
        server.shutdown()
        thread.join(START_SECONDS)
