"""Who reads which generation, across processes."""

import os
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from index.errors import IndexFolderError
from index.store.generation import Generation, generation_path, write_generation
from index.store.lease import drop_unread, is_read, lease_current, readers_of
from index.store.manifest import FORMAT_VERSION, Manifest, write_manifest

REPOSITORY = Path(__file__).parents[3]

HOLDER = """
import sys
from pathlib import Path
from index.store.lease import lease_current
leased = lease_current(Path(sys.argv[1]))
print(leased.generation.name, flush=True)
sys.stdin.read()
"""

FORKING_HOLDER = """
import os, sys
from pathlib import Path
from index.store.lease import lease_current
leased = lease_current(Path(sys.argv[1]))
ready, go = os.pipe(), os.pipe()
if os.fork() == 0:
    leased.lease.release()  # its own copy only
    os.write(ready[1], b"1")
    os.read(go[0], 1)
    os._exit(0)
os.read(ready[0], 1)
print("forked", flush=True)
sys.stdin.readline()
leased.lease.release()
print("released", flush=True)
sys.stdin.readline()
os.write(go[1], b"1")
os.wait()
"""


def switch(folder: Path, name: str) -> Path:
    """Make an empty generation of that name the current one, and give its file."""
    sha256 = write_generation(Generation(name, "", ()), folder)
    write_manifest(
        Manifest(FORMAT_VERSION, name, sha256, "2026-01-01T00:00:00+00:00", "compass", "0" * 64, "", None, 4, 0, 0),
        folder,
    )
    return generation_path(folder, name)


@contextmanager
def holder(folder: Path, program: str = HOLDER) -> Iterator[subprocess.Popen[str]]:
    """A process that holds the current generation until its input is closed."""
    with subprocess.Popen(
        [sys.executable, "-c", program, str(folder)],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
        cwd=REPOSITORY,
    ) as process:
        try:
            assert process.stdout is not None
            assert process.stdout.readline()
            yield process
        finally:
            process.kill()


def test_generation_that_is_read_stays_and_goes_with_its_last_reader(tmp_path: Path) -> None:
    path = switch(tmp_path, "a")
    first, second = lease_current(tmp_path), lease_current(tmp_path)
    first.lease.release()
    assert is_read(path)
    assert not drop_unread(path)
    second.lease.release()
    second.lease.release()
    assert not is_read(path)
    assert drop_unread(path)
    assert not path.exists()


def test_reader_gets_what_the_manifest_names(tmp_path: Path) -> None:
    switch(tmp_path, "a")
    older = lease_current(tmp_path)
    switch(tmp_path, "b")
    newer = lease_current(tmp_path)
    assert (older.generation.name, newer.generation.name, newer.manifest.generation) == ("a", "b", "b")
    assert is_read(generation_path(tmp_path, "a"))
    older.lease.release()
    assert not is_read(generation_path(tmp_path, "a"))
    newer.lease.release()


def test_reader_is_named_by_its_process(tmp_path: Path) -> None:
    path = switch(tmp_path, "a")
    assert readers_of(path) == []
    with holder(tmp_path) as process:
        (reader,) = readers_of(path)
        assert reader.startswith(f"process {process.pid} (")
        assert not drop_unread(path)


def test_killed_reader_holds_nothing(tmp_path: Path) -> None:
    path = switch(tmp_path, "a")
    with holder(tmp_path) as process:
        process.kill()
        process.wait()
        assert readers_of(path) == []
        assert drop_unread(path)


def test_forked_process_neither_prolongs_nor_ends_its_parents_lease(tmp_path: Path) -> None:
    path = switch(tmp_path, "a")
    with holder(tmp_path, FORKING_HOLDER) as process:
        assert process.stdin is not None and process.stdout is not None
        assert is_read(path)
        process.stdin.write("\n")
        process.stdin.flush()
        assert process.stdout.readline() == "released\n"
        assert not is_read(path)
        process.stdin.write("\n")
        process.stdin.flush()
        process.wait()


def test_missing_generation_is_named(tmp_path: Path) -> None:
    switch(tmp_path, "a").unlink()
    with pytest.raises(IndexFolderError, match=r"generations/a\.json is missing; run 'onrecord index --repair'"):
        lease_current(tmp_path)


def test_damaged_generation_is_named_and_not_held(tmp_path: Path) -> None:
    path = switch(tmp_path, "a")
    path.write_bytes(path.read_bytes() + b" ")
    with pytest.raises(IndexFolderError, match=r"generations/a\.json was altered") as raised:
        lease_current(tmp_path)
    assert raised.tb is not None  # whose frames would keep what was not let go of
    assert not is_read(path)


def test_generation_taken_away_just_before_the_lock_is_not_read(tmp_path: Path) -> None:
    """A reader that has read the manifest comes too late: it takes the next generation."""
    gone = switch(tmp_path, "a")
    descriptor = os.open(gone, os.O_RDONLY)
    switch(tmp_path, "b")
    assert drop_unread(gone)
    assert os.fstat(descriptor).st_nlink == 0
    os.close(descriptor)
    leased = lease_current(tmp_path)
    assert leased.generation.name == "b"
    leased.lease.release()
