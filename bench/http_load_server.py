"""The servers that are loaded: `onrecord serve`, and the least that could answer the same questions."""

import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

REPOSITORY = Path(__file__).parent.parent

_BARE = """
import sys
import uvicorn
from pathlib import Path
from starlette.applications import Starlette
from starlette.responses import JSONResponse
from starlette.routing import Route
from bot.answer import answer_query
from bot.http.listener import bound_socket, url_of
from bot.render.json import answer_record
from index.passage_index import open_index

opened = open_index(Path(sys.argv[1]))

def ask(request):
    return JSONResponse(answer_record(answer_query(request.query_params["q"], opened)))

with bound_socket("127.0.0.1", 0) as listener:
    print("ready on", url_of(listener), flush=True)
    config = uvicorn.Config(Starlette(routes=[Route("/api/v1/ask", ask)]), access_log=False, log_level="warning")
    uvicorn.Server(config).run(sockets=[listener])
"""


@dataclass(frozen=True, slots=True)
class Served:
    """A server: its first process, and its address."""

    process: subprocess.Popen[str]
    url: str

    def mib(self) -> float:
        """What its worker processes, or else itself, hold in memory."""
        own = Path(f"/proc/{self.process.pid}")
        children = (own / "task" / str(self.process.pid) / "children").read_text().split()
        workers = [int(one) for one in children if b"spawn_main" in Path(f"/proc/{one}/cmdline").read_bytes()]
        return sum(_resident_mib(one) for one in workers or [self.process.pid])


@contextmanager
def onrecord_over(index: Path, n_workers: int) -> Iterator[Served]:
    """`onrecord serve` with so many processes, until the end of the block."""
    options = ["--port", "0", "--workers", str(n_workers), "--index", str(index.resolve())]
    with _started([sys.executable, "-m", "bot", "serve", *options]) as served:
        yield served


@contextmanager
def bare_over(index: Path) -> Iterator[Served]:
    """One process of uvicorn and Starlette that calls `answer_query` and does nothing else."""
    with _started([sys.executable, "-c", _BARE, str(index.resolve())]) as served:
        yield served


@contextmanager
def _started(command: list[str]) -> Iterator[Served]:
    with subprocess.Popen(command, cwd=REPOSITORY, stdout=subprocess.PIPE, text=True) as process:
        assert process.stdout is not None
        try:
            line = process.stdout.readline()
            if not line:
                sys.exit("the server did not start; what it said stands above")
            yield Served(process, line.split()[-1])
        finally:
            process.terminate()


def _resident_mib(process_id: int) -> float:
    lines = Path(f"/proc/{process_id}/status").read_text().splitlines()
    (kib,) = (int(line.split()[1]) for line in lines if line.startswith("VmRSS:"))
    return kib / 1024
