"""Readers while an index is changed: each sees one generation, and holds it until it is done."""

import subprocess
import sys
from pathlib import Path

import pytest

from index.errors import IndexFolderError, StillReadError
from index.store.local_store import LocalStore
from tests.index.store.faults.changes import ARTICLES, MODEL, article_at, check_whole
from tests.index.store.faults.killed import REPOSITORY, leftovers

N_READERS = 3
N_SWITCHES = 100

READER = """
import sys
from pathlib import Path
from index.store.local_store import LocalStore
from tests.index.store.faults.changes import check_parts, state_of
folder, last = Path(sys.argv[1]), int(sys.argv[2])
print("ready", flush=True)
seen = set()
while last not in seen:
    snapshot = LocalStore(folder).snapshot()
    state = state_of(snapshot)
    (version,) = set(state.values())
    check_parts(snapshot, state)
    snapshot.close()
    seen.add(version)
print(len(seen))
"""

HOLDER = """
import sys
from pathlib import Path
from index.store.local_store import LocalStore
snapshot = LocalStore(Path(sys.argv[1])).snapshot()
print("ready", flush=True)
sys.stdin.read()
"""


def started(program: str, *arguments: object) -> subprocess.Popen[str]:
    """The program in a process of its own, once it has said that it is ready."""
    process = subprocess.Popen(
        [sys.executable, "-c", program, *map(str, arguments)],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        cwd=REPOSITORY,
    )
    assert process.stdout is not None
    assert process.stdout.readline() == "ready\n"
    return process


def test_readers_see_one_generation_each_during_a_hundred_switches(tmp_path: Path) -> None:
    store = LocalStore(tmp_path / "index", MODEL)
    articles = ARTICLES[:4]
    store.upsert([article_at(id_, 1) for id_ in articles])
    readers = [started(READER, store.folder, N_SWITCHES) for _ in range(N_READERS)]
    for version in range(2, N_SWITCHES + 1):
        store.upsert([article_at(id_, version) for id_ in articles])
    said = [reader.communicate(timeout=60) for reader in readers]
    assert [errors for _, errors in said] == [""] * N_READERS
    assert all(int(n_seen) > 2 for n_seen, _ in said)
    store.upsert([article_at(id_, 1) for id_ in articles])
    assert leftovers(store.folder) == set()


def test_purge_names_the_reader_that_it_waited_for_and_what_is_left_goes_after_it(tmp_path: Path) -> None:
    store = LocalStore(tmp_path / "index", MODEL)
    store.upsert([article_at("articlea", 1), article_at("articleb", 2)])
    reader = started(HOLDER, store.folder)
    with pytest.raises(StillReadError, match=f"process {reader.pid} .* still reads"):
        store.purge(["articlea"], wait_seconds=0.2)
    assert leftovers(store.folder)
    assert check_whole(store.folder, {"articleb": 2})
    reader.communicate(timeout=60)
    store.purge(["articlea"], wait_seconds=0.2)
    assert leftovers(store.folder) == set()


def test_killed_reader_holds_nothing(tmp_path: Path) -> None:
    store = LocalStore(tmp_path / "index", MODEL)
    store.upsert([article_at("articlea", 1), article_at("articleb", 2)])
    reader = started(HOLDER, store.folder)
    reader.kill()
    reader.communicate()
    store.purge(["articlea"], wait_seconds=0)
    assert leftovers(store.folder) == set()


def test_second_writer_is_refused_at_once(tmp_path: Path) -> None:
    first, second = LocalStore(tmp_path / "index", MODEL), LocalStore(tmp_path / "index", MODEL)
    with first.writer() as writer:
        with pytest.raises(IndexFolderError, match="another build is writing"):
            second.delete(["articlea"])
        writer.commit([article_at("articlea", 1)])
    second.upsert([article_at("articleb", 2)])
    assert check_whole(first.folder, {"articlea": 1, "articleb": 2})
