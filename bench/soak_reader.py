"""A reader of the soak: asks until a file says stop, and writes what is wrong, and its memory, line by line."""

import json
import random
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import numpy as np
from scale_measure import memory_mib
from soak_articles import BEACONS, SPEAKERS, WORDS, one_version_of

from index.passage_index import PassageIndex, open_index, reopen
from index.store.local_store import LocalStore
from index.store.manifest import read_manifest
from index.store.protocol import Snapshot
from index.store.selection import Selection

ROUNDS_A_LOOK = 20
"""After so many questions to one state the newest is taken, and the memory looked at."""


def main(kind: str, folder: Path, report: Path, stop: Path) -> None:
    """Ask the index in the folder.

    :param kind: "live" stays open and takes up each new state as a server does, "fresh" opens anew each time.
    """
    start = time.monotonic()
    index: PassageIndex | None = open_index(folder) if kind == "live" else None
    while not stop.exists():
        faults: list[str] = []
        n_asked = 0
        try:
            index = _newest(index, folder)
            with _snapshot(index, folder) as snapshot:
                for _ in range(ROUNDS_A_LOOK):
                    _ask(snapshot, index)
                    n_asked += 1
        except Exception as error:  # whatever it is, the report is to say it and the soak to go on
            faults.append(f"{kind} reader: {error!r}")
        line = {"seconds": time.monotonic() - start, "asked": n_asked, "faults": faults, **memory_mib()}
        with report.open("a", encoding="utf-8") as file:
            file.write(json.dumps(line) + "\n")
    if index is not None:
        index.close()


def _newest(index: PassageIndex | None, folder: Path) -> PassageIndex | None:
    """The index itself, or a newer one in its place, the old one closed; None for a reader that keeps none."""
    if index is None or index.snapshot.generation == read_manifest(folder).generation:
        return index
    newer = reopen(index, folder)
    index.close()
    return newer


@contextmanager
def _snapshot(index: PassageIndex | None, folder: Path) -> Iterator[Snapshot]:
    if index is not None:
        yield index.snapshot
        return
    snapshot = LocalStore(folder).snapshot()
    try:
        yield snapshot
    finally:
        snapshot.close()


def _ask(snapshot: Snapshot, index: PassageIndex | None) -> None:
    """One question in several ways.

    :raises ValueError: where an answer is not verbatim, or not of one state.
    """
    beacons = [snapshot.get(f"{id_}:1") for id_ in BEACONS]
    found = [passage for passage in beacons if passage is not None]
    if len(found) == 1 or len(set(one_version_of(found).values())) > 1:
        raise ValueError(f"the beacons are of two states: {[passage.text[-60:] for passage in found]}")
    terms = random.sample(WORDS, 2)
    rows = set(snapshot.words.matching(terms, 10)[0].tolist())
    direction = np.random.default_rng().standard_normal(_dim(snapshot), dtype=np.float32)
    of_speaker = snapshot.rows(Selection(speaker=random.choice(SPEAKERS)))
    rows |= set(snapshot.nearest(direction / np.linalg.norm(direction), 10, of_speaker)[0].tolist())
    passages = [snapshot.passages[row] for row in rows]
    if index is not None:
        passages += [match.passage for match in index.search(index.probe(" ".join(terms)), 10)]
    for passage in list(passages):
        passages += [each for each in (snapshot.get(passage.id), *snapshot.neighbours(passage.id)) if each is not None]
        text = snapshot.article_text(passage.article.id) or ""
        if text[passage.start_char : passage.end_char] != passage.text:
            raise ValueError(f"{passage.id} is not where it says in its article")
    one_version_of(passages)


def _dim(snapshot: Snapshot) -> int:
    return int(snapshot.embeddings_of(0).shape[1])


if __name__ == "__main__":
    main(sys.argv[1], *(Path(argument) for argument in sys.argv[2:5]))
