"""wrk against an address: so many connections that ask one question after another."""

import json
import subprocess
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import urlencode

SCRIPT = Path(__file__).with_suffix("").with_name("http_load.lua")


@dataclass(frozen=True, slots=True)
class Load:
    """What came of it; `refused` are replies of a status from 400 on, `broken` are connections without a reply."""

    requests: int
    seconds: float
    p50_ms: float
    p99_ms: float
    max_ms: float
    refused: int
    broken: int

    @property
    def a_second(self) -> float:
        return (self.requests - self.refused) / self.seconds


def loaded(url: str, paths: Path, n_connections: int, seconds: float, first: int = 0) -> Load:
    """The load of that many seconds.

    :param paths: a file with a path on each line, asked in turn from line `first` on.
    """
    command = ["wrk", "-t", "1", "-c", str(n_connections), "-d", f"{seconds:g}s", "--timeout", "30s", "-s", str(SCRIPT)]
    done = subprocess.run([*command, url, "--", str(paths), str(first)], capture_output=True, text=True, check=True)
    return Load(**json.loads(done.stdout.splitlines()[-1]))


def write_paths(path: Path, questions: Sequence[str]) -> Path:
    """The file, with the path of each question to the JSON API."""
    lines = [f"/api/v1/ask?{urlencode({'q': question})}\n" for question in questions]
    path.write_text("".join(lines), encoding="utf-8")
    return path
