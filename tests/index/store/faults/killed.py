"""Processes that change an index and are killed while they do."""

import json
import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from statistics import median

from index.store.manifest import (
    ENCODERS_FOLDER,
    GENERATIONS_FOLDER,
    LOCK_FILE,
    MANIFEST_FILE,
    SEGMENTS_FOLDER,
    read_manifest,
)
from tests.index.store.faults.changes import State

REPOSITORY = Path(__file__).parents[4]

ONE_THREAD = {f"{library}_NUM_THREADS": "1" for library in ("OMP", "OPENBLAS", "MKL")}
"""A process that is to be forked must have no other thread."""


@dataclass
class Nursery:
    """The program of `nursery.py`, and how long the changes of its children take."""

    process: subprocess.Popen[str]
    seconds: list[float] = field(default_factory=lambda: [0.05])

    def killed_after(self, folder: Path, *, seed: int, version: int, state: State, target: int, share: float) -> int:
        """Let a child change the folder's index, and kill it within one change; how many changes it acknowledged.

        :param target: the number of the change that it is killed in.
        :param share: after what share of a change's usual time.
        """
        self._write(json.dumps([str(folder), seed, version, target + 2, dict(state)]))
        child = int(self._read().removeprefix("pid "))
        n_done, begun = 0, 0.0
        while (line := self._read()) != f"begin {target}":
            n_done += line.startswith("done")
            self._time(line, begun)
            begun = time.monotonic()
        time.sleep(share * median(self.seconds[-30:]))
        os.kill(child, signal.SIGKILL)
        while not (line := self._read()).startswith("gone"):
            assert not line.startswith("failed"), line
            n_done += line.startswith("done")
        assert line == f"gone {-signal.SIGKILL}"
        return n_done

    def _time(self, line: str, begun: float) -> None:
        assert not line.startswith(("failed", "gone")), line
        if line.startswith("done"):
            self.seconds.append(time.monotonic() - begun)

    def _write(self, line: str) -> None:
        assert self.process.stdin is not None
        self.process.stdin.write(line + "\n")
        self.process.stdin.flush()

    def _read(self) -> str:
        assert self.process.stdout is not None
        line = self.process.stdout.readline().rstrip("\n")
        assert line, "the nursery has ended"
        return line


@contextmanager
def nursery() -> Iterator[Nursery]:
    """The program, ready to fork."""
    with subprocess.Popen(
        [sys.executable, "-m", "tests.index.store.faults.nursery"],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
        cwd=REPOSITORY,
        env={**os.environ, **ONE_THREAD},
    ) as process:
        try:
            assert process.stdout is not None
            assert process.stdout.readline() == "ready\n"
            yield Nursery(process)
        finally:
            process.kill()


def leftovers(folder: Path) -> set[str]:
    """What below an index folder belongs to no generation that is current, by its path in it."""
    current = read_manifest(folder).generation if (folder / MANIFEST_FILE).exists() else None
    generation = folder / GENERATIONS_FOLDER / f"{current}.json"
    segments = json.loads(generation.read_bytes())["segments"] if current else []
    belonging = {folder / MANIFEST_FILE, folder / LOCK_FILE, generation}
    belonging |= {folder / SEGMENTS_FOLDER / each["name"] / name for each in segments for name in each["files"]}
    files = {path for path in folder.rglob("*") if path.is_file() and folder / ENCODERS_FOLDER not in path.parents}
    names = {each["name"] for each in segments}
    folders = {path for path in (folder / SEGMENTS_FOLDER).glob("*") if path.name not in names}
    return {path.relative_to(folder).as_posix() for path in (files - belonging) | folders}
