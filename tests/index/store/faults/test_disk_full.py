"""A disk that is full, and a folder that nothing may be written to: one clear sentence, and the old index as it was."""

import os
import resource
import subprocess
import sys
import tempfile
import traceback
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from index.errors import IndexFolderError
from index.store.local_store import LocalStore
from index.store.manifest import read_manifest
from tests.index.store.faults.changes import MODEL, State, article_at, check_whole
from tests.index.store.faults.killed import REPOSITORY, leftovers

DISK_BYTES = 2 << 20
STEP_BYTES = 4096
"""A page: with each one more that is free, the change comes a little farther."""
BEFORE: State = {"articlea": 1, "articleb": 2, "articlec": 3}
CHANGED = ("articlea", "articled")


@contextmanager
def mounted(folder: Path, *options: str) -> Iterator[None]:
    """A file system of its own at the folder."""
    folder.mkdir(exist_ok=True)
    done = subprocess.run(["mount", *options, str(folder)], capture_output=True, text=True, check=False)
    if done.returncode:
        pytest.skip(f"no file system can be mounted here: {done.stderr.strip()}")
    try:
        yield
    finally:
        subprocess.run(["umount", "--lazy", str(folder)], check=True)


@pytest.fixture
def disk(tmp_path: Path) -> Iterator[Path]:
    """A disk of 2 MiB."""
    if os.getuid() != 0:
        pytest.skip("only root may mount a disk of its own; the limit on a file's size is tested without one")
    with mounted(tmp_path / "disk", "-t", "tmpfs", "-o", f"size={DISK_BYTES}", "tmpfs"):
        yield tmp_path / "disk"


def fill(ballast: Path, free_bytes: int) -> None:
    """Leave so many bytes of the disk that the file is on."""
    ballast.unlink(missing_ok=True)
    free = os.statvfs(ballast.parent)
    with ballast.open("wb") as file:
        os.posix_fallocate(file.fileno(), 0, max(1, free.f_bavail * free.f_bsize - free_bytes))


def change(folder: Path, version: int) -> IndexFolderError | None:
    """Change two articles; the error where that fails."""
    try:
        LocalStore(folder, MODEL).upsert([article_at(id_, version) for id_ in CHANGED])
    except IndexFolderError as error:
        return error
    return None


def refused_by(error: BaseException | None) -> set[str]:
    """The files that could not be written, one after the other, by the functions that were to write them."""
    sentence = str(error)
    assert " cannot be written (" in sentence, sentence
    assert "\n" not in sentence and "; " in sentence, sentence
    assert "None" not in sentence and "repair" not in sentence, sentence
    writers = set()
    while error is not None:
        writers |= {frame.name for frame in traceback.extract_tb(error.__traceback__)}
        error = error.__context__
    return writers


def test_full_disk_is_told_and_the_old_index_stays(disk: Path) -> None:
    folder, ballast = disk / "index", disk / "ballast"
    LocalStore(folder, MODEL).upsert([article_at(id_, version) for id_, version in BEFORE.items()])
    refused: Counter[str] = Counter()
    free_bytes, version, state = 0, 10, dict(BEFORE)
    while True:
        fill(ballast, free_bytes)
        before = read_manifest(folder).generation
        error = change(folder, version)
        if error is None:
            break
        refused.update(refused_by(error))
        assert read_manifest(folder).generation == before
        assert check_whole(folder, state) == state
        assert leftovers(folder) <= {"segments"}
        free_bytes += STEP_BYTES
    state |= dict.fromkeys(CHANGED, version)
    assert check_whole(folder, state) == state
    assert leftovers(folder) == set()
    wanted = {"write_word_segment", "write_columns", "write_array", "write_generation", "write_manifest"}
    assert set(refused) >= wanted, refused


def test_change_that_found_no_room_is_made_once_there_is_some(disk: Path) -> None:
    folder, ballast = disk / "index", disk / "ballast"
    LocalStore(folder, MODEL).upsert([article_at(id_, version) for id_, version in BEFORE.items()])
    fill(ballast, 5 * STEP_BYTES)
    assert change(folder, 10) is not None
    ballast.unlink()
    assert change(folder, 10) is None
    state = BEFORE | dict.fromkeys(CHANGED, 10)  # type: ignore[operator]
    assert check_whole(folder, state) == state


def test_first_build_that_finds_no_room_leaves_no_index_and_can_be_made_again(disk: Path) -> None:
    folder, ballast = disk / "index", disk / "ballast"
    fill(ballast, 8 * STEP_BYTES)
    refused_by(change(folder, 1))
    with pytest.raises(IndexFolderError, match="no index in"):
        LocalStore(folder).snapshot()
    ballast.unlink()
    assert change(folder, 1) is None
    assert check_whole(folder, dict.fromkeys(CHANGED, 1)) == dict.fromkeys(CHANGED, 1)


@pytest.mark.parametrize("max_bytes", [1, 100, 1000, 5_000, 10_000, 20_000])
def test_file_that_may_not_grow_is_told_and_the_old_index_stays(tmp_path: Path, max_bytes: int) -> None:
    folder = tmp_path / "index"
    LocalStore(folder, MODEL).upsert([article_at(id_, version) for id_, version in BEFORE.items()])
    before = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (max_bytes, before[1]))
    try:
        error = change(folder, 10)
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, before)
    refused_by(error)
    assert check_whole(folder, BEFORE) == BEFORE
    assert leftovers(folder) == set()
    assert change(folder, 10) is None


READ_ONLY = """
import os, sys
from pathlib import Path
from index.errors import IndexFolderError
from index.store.local_store import LocalStore
from tests.index.store.faults.changes import MODEL, article_at, check_parts, state_of
LocalStore(Path(sys.argv[1])).snapshot().close()  # whoever it is next may not read what is still to be imported
if len(sys.argv) > 2:
    os.setgid(int(sys.argv[2]))
    os.setuid(int(sys.argv[2]))
store = LocalStore(Path(sys.argv[1]), MODEL)
snapshot = store.snapshot()
check_parts(snapshot, state_of(snapshot))
print(state_of(snapshot))
snapshot.close()
for write in (
    lambda: store.upsert([article_at("articlea", 9)]),
    lambda: store.delete(["articlea"]),
    lambda: store.purge(["articlea"]),
):
    try:
        write()
        print("written")
    except IndexFolderError as error:
        print(error)
"""


def asked_of(folder: Path, *arguments: str) -> list[str]:
    """What a process that may not write says: the state that it reads, then the sentence of each change."""
    done = subprocess.run(
        [sys.executable, "-c", READ_ONLY, str(folder), *arguments],
        capture_output=True,
        text=True,
        check=False,
        cwd=REPOSITORY,
    )
    assert done.stderr == ""
    return done.stdout.splitlines()


def test_read_only_disk_can_be_read_and_says_that_it_cannot_be_written(disk: Path) -> None:
    folder = disk / "index"
    LocalStore(folder, MODEL).upsert([article_at(id_, version) for id_, version in BEFORE.items()])
    subprocess.run(["mount", "-o", "remount,ro", str(disk)], check=True)
    state, *sentences = asked_of(folder)
    assert state == str(BEFORE)
    expected = (
        f"{folder / 'writer.lock'} cannot be written (Read-only file system); "
        "make room for it or allow it, then run the command again"
    )
    assert sentences == [expected] * 3
    assert check_whole(folder, BEFORE) == BEFORE


def test_folder_of_another_user_can_be_read_and_says_that_it_cannot_be_written() -> None:
    if os.getuid() != 0:
        pytest.skip("only root can become another user")
    with tempfile.TemporaryDirectory() as public:  # pytest's own folders are root's alone
        Path(public).chmod(0o755)
        folder = Path(public) / "index"
        LocalStore(folder, MODEL).upsert([article_at(id_, version) for id_, version in BEFORE.items()])
        state, *sentences = asked_of(folder, "65534")
    assert state == str(BEFORE)
    assert len(sentences) == 3
    assert all(f"{folder / 'writer.lock'} cannot be written (Permission denied)" in sentence for sentence in sentences)
