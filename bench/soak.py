"""Ten minutes of changes, questions and kills: `make soak`, or `.venv/bin/python bench/soak.py --minutes 1`.

A writer changes a small index without a pause and is killed at random moments and started again; two readers ask it all
the while. At the end everything that was acknowledged must be there, every file in order, and the memory flat.
"""

import json
import random
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from statistics import median
from typing import Any

import click
from latency_cold import REPOSITORY
from scale_store import store_in
from soak_articles import BEACONS, marker, one_version_of, soak_article
from soak_log import Step, possible_versions, read_steps

from index.embedding.load import make_encoder
from index.store.lease import lease_current
from index.store.local_store import LocalStore
from index.store.manifest import ENCODERS_FOLDER, SEGMENTS_FOLDER
from index.verify import verify_index

READERS = ("live", "fresh")
SECONDS_TO_A_KILL = 6.0
MAX_GROWTH, MAX_GROWTH_MIB = 1.15, 20.0
"""How much more of its own memory a reader may hold in the last third than in the first: either one, or the other."""


@click.command()
@click.option("--minutes", type=click.FloatRange(min=0.1), default=10.0, show_default=True)
@click.option("--seed", type=int, help="Of the moments of the kills [another each time].")
@click.option("--folder", type=click.Path(path_type=Path, file_okay=False), help="Keep everything here.")
def main(minutes: float, seed: int | None, folder: Path | None) -> None:
    """Soak an index, and print what came of it; the exit code is 1 where anything is wrong."""
    with tempfile.TemporaryDirectory() as temporary:
        home = (folder or Path(temporary)).resolve()
        home.mkdir(parents=True, exist_ok=True)
        index = home / "index"
        _begin(index)
        n_kills, exits = _run(home, index, minutes, random.Random(seed))
        reports = {kind: _lines(home / f"{kind}.jsonl") for kind in READERS}
        steps = read_steps(home / "log.jsonl")
        faults = [
            *exits,
            *(fault for lines in reports.values() for line in lines for fault in line["faults"]),
            *(fault for kind, lines in reports.items() for fault in _memory_faults(kind, lines)),
            *_end_faults(index, steps),
        ]
    n_done = sum(step.state == "done" for step in steps)
    click.echo(f"{n_done:,} changes, {n_kills} kills")
    for kind, lines in reports.items():
        n_asked, memory = sum(line["asked"] for line in lines), _thirds(lines)
        thirds = " / ".join(f"{each:.0f}" for each in memory)
        click.echo(f"{kind} reader: {n_asked:,} questions to {len(lines):,} states, own memory by thirds {thirds} MiB")
    for fault in dict.fromkeys(faults):
        click.echo(f"FAULT {fault}")
    click.echo(f"{len(faults)} faults" if faults else "nothing lost, nothing mixed")
    sys.exit(1 if faults else 0)


def _begin(index: Path) -> None:
    """An index of the two beacons, so that readers have something to open."""
    _, record, encoder = make_encoder(index / ENCODERS_FOLDER, None)
    store = LocalStore(index, record, encoder.name)
    store.change(upserts=[soak_article(id_, 0, record.dim) for id_ in BEACONS])


def _run(home: Path, index: Path, minutes: float, rng: random.Random) -> tuple[int, list[str]]:
    """How often the writer was killed, and which processes ended by themselves."""
    stop, log = home / "stop", home / "log.jsonl"
    stop.unlink(missing_ok=True)
    readers = [_started("soak_reader.py", kind, index, home / f"{kind}.jsonl", stop) for kind in READERS]
    writer = _started("soak_writer.py", index, log, stop)
    end = time.monotonic() + 60 * minutes
    n_kills, faults = 0, []
    try:
        while (remaining := end - time.monotonic()) > 0:
            time.sleep(min(remaining, rng.expovariate(1 / SECONDS_TO_A_KILL)))
            if writer.poll() is None:
                writer.kill()
                n_kills += 1
            else:
                faults.append(f"the writer ended with {writer.returncode}")
            writer.wait()
            writer = _started("soak_writer.py", index, log, stop)
    finally:
        stop.touch()
    for name, process in (("writer", writer), *zip(READERS, readers, strict=True)):
        try:
            if process.wait(timeout=120):
                faults.append(f"the {name} ended with {process.returncode}")
        except subprocess.TimeoutExpired:
            process.kill()
            faults.append(f"the {name} did not stop")
    return n_kills, faults


def _started(script: str, *arguments: object) -> "subprocess.Popen[bytes]":
    command = [sys.executable, str(Path(__file__).with_name(script)), *map(str, arguments)]
    return subprocess.Popen(command, cwd=REPOSITORY)


def _end_faults(index: Path, steps: list[Step]) -> list[str]:
    """What is wrong with the index at the end, once one more change has taken away what was left behind."""
    faults: list[str] = []
    store = store_in(index)
    store.change(deletes=["not-there"])
    snapshot = store.snapshot()
    try:
        held = one_version_of(snapshot.passages)
    except ValueError as error:
        held = {}
        faults.append(str(error))
    finally:
        snapshot.close()
    for id_, versions in possible_versions(steps).items():
        if held.get(id_) not in versions:
            faults.append(f"{id_} has version {held.get(id_)}, acknowledged was {sorted(map(str, versions))}")
    faults += [str(fault) for fault in verify_index(index).faults]
    leased = lease_current(index)
    leased.lease.release()
    left = {path.name for path in (index / SEGMENTS_FOLDER).iterdir()} - {s.name for s in leased.generation.segments}
    if left:
        faults.append(f"left behind in {SEGMENTS_FOLDER}/: {sorted(left)}")
    return faults + _remains(index, steps)


def _remains(index: Path, steps: list[Step]) -> list[str]:
    """The purged articles of which a file still holds a word."""
    put = {(id_, step.number) for step in steps for id_ in step.put}
    purges = [(id_, s.number) for s in steps if s.state == "done" and s.is_purge for id_ in s.taken]
    gone = {(id_, n) for id_, last in purges for put_id, n in put if put_id == id_ and n < last}
    content = b"\0".join(path.read_bytes() for path in (index / SEGMENTS_FOLDER).rglob("*") if path.is_file())
    return [f"a file still holds version {n} of {id_}" for id_, n in sorted(gone) if marker(id_, n).encode() in content]


def _lines(path: Path) -> list[dict[str, Any]]:
    return [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()] if path.is_file() else []


def _thirds(lines: list[dict[str, Any]]) -> list[float]:
    """The median of a reader's own memory in each third of its time, in MiB."""
    n = max(1, len(lines) // 3)
    parts = (lines[:n], lines[n : 2 * n], lines[2 * n :])
    return [median(line["anon_mib"] for line in part) if part else 0.0 for part in parts]


def _memory_faults(kind: str, lines: list[dict[str, Any]]) -> list[str]:
    if not sum(line["asked"] for line in lines):
        return [f"the {kind} reader had no answer"]
    first, _, last = _thirds(lines)
    if last <= max(MAX_GROWTH * first, first + MAX_GROWTH_MIB):
        return []
    return [f"the {kind} reader's memory grew from {first:.0f} to {last:.0f} MiB"]


if __name__ == "__main__":
    main()
