"""The thread that has a server take up what was indexed meanwhile."""

import time
from collections.abc import Callable
from pathlib import Path
from types import SimpleNamespace

import pytest

from bot.live_index import LiveIndex
from bot.watcher import Watcher
from index.errors import IndexFolderError
from index.store.manifest import MANIFEST_FILE
from tests.bot.generations import FakeFolder, generation

DEADLINE_SECONDS = 30
HOW_IT_GOES_ON = "until then the index that was open before answers"


@pytest.fixture
def fake_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> FakeFolder:
    """A fake folder at generation "g0"."""

    def read_manifest(folder: Path) -> SimpleNamespace:
        try:
            return SimpleNamespace(generation=(folder / MANIFEST_FILE).read_text())
        except FileNotFoundError as error:
            raise IndexFolderError(f"no index in {folder}; run 'onrecord index'") from error

    monkeypatch.setattr("bot.watcher.read_manifest", read_manifest)
    folder = FakeFolder(tmp_path)
    folder.switch_to("g0")
    return folder


@pytest.fixture
def live_index(fake_folder: FakeFolder) -> LiveIndex:
    return LiveIndex(generation("g0", fake_folder.closed))


@pytest.fixture
def watcher(live_index: LiveIndex, fake_folder: FakeFolder) -> Watcher:
    return watching(live_index, fake_folder)


def watching(live_index: LiveIndex, folder: FakeFolder, *, seconds_until_retry: float = 3600) -> Watcher:
    return Watcher(
        live_index,
        folder.path,
        open_next=folder.open_next,
        seconds_between=0.001,
        seconds_until_retry=seconds_until_retry,
    )


def wait_until(is_so: Callable[[], bool]) -> None:
    deadline = time.monotonic() + DEADLINE_SECONDS
    while not is_so():
        assert time.monotonic() < deadline
        time.sleep(0.001)


def test_folder_that_stays_as_it_is_is_read_once_and_not_opened(
    watcher: Watcher, fake_folder: FakeFolder, monkeypatch: pytest.MonkeyPatch
) -> None:
    watcher.look()
    monkeypatch.setattr("bot.watcher.read_manifest", None)
    watcher.look()
    assert (fake_folder.opened, fake_folder.closed) == ([], [])


def test_another_generation_is_taken_up_once(watcher: Watcher, live_index: LiveIndex, fake_folder: FakeFolder) -> None:
    watcher.look()
    fake_folder.switch_to("g1")
    watcher.look()
    watcher.look()
    assert (live_index.generation, fake_folder.opened, fake_folder.closed) == ("g1", ["g1"], ["g0"])


def test_what_was_indexed_before_the_first_look_is_taken_up(
    watcher: Watcher, live_index: LiveIndex, fake_folder: FakeFolder
) -> None:
    fake_folder.switch_to("g1")
    watcher.look()
    assert live_index.generation == "g1"


def test_manifest_that_is_written_anew_for_the_same_generation_changes_nothing(
    watcher: Watcher, fake_folder: FakeFolder
) -> None:
    watcher.look()
    fake_folder.switch_to("g0")
    watcher.look()
    assert fake_folder.opened == []


def test_index_that_cannot_be_opened_is_warned_of_once_and_the_one_before_stays(
    watcher: Watcher, live_index: LiveIndex, fake_folder: FakeFolder, caplog: pytest.LogCaptureFixture
) -> None:
    fake_folder.broken["g1"] = IndexFolderError("words was altered; repair it")
    fake_folder.switch_to("g1")
    for _ in range(3):
        watcher.look()
    assert (live_index.generation, fake_folder.closed, fake_folder.opened) == ("g0", [], ["g1"])
    assert caplog.messages == [f"words was altered; repair it; {HOW_IT_GOES_ON}"]
    assert caplog.records[0].levelname == "WARNING"
    fake_folder.switch_to("g2")
    watcher.look()
    assert (live_index.generation, fake_folder.closed, len(caplog.messages)) == ("g2", ["g0"], 1)


def test_index_that_cannot_be_opened_is_tried_again_without_another_word(
    live_index: LiveIndex, fake_folder: FakeFolder, caplog: pytest.LogCaptureFixture
) -> None:
    watcher = watching(live_index, fake_folder, seconds_until_retry=0)
    fake_folder.broken["g1"] = MemoryError()
    fake_folder.switch_to("g1")
    watcher.look()
    watcher.look()
    assert caplog.messages == [f"the index in {fake_folder.path} cannot be opened (MemoryError()); {HOW_IT_GOES_ON}"]
    assert caplog.records[0].exc_info is not None
    fake_folder.broken.clear()
    watcher.look()
    assert (live_index.generation, fake_folder.opened) == ("g1", ["g1", "g1", "g1"])


def test_index_that_is_gone_is_warned_of_each_time_it_goes_and_the_one_before_stays(
    watcher: Watcher, live_index: LiveIndex, fake_folder: FakeFolder, caplog: pytest.LogCaptureFixture
) -> None:
    sentence = f"no index in {fake_folder.path}; run 'onrecord index'; {HOW_IT_GOES_ON}"
    for n in (1, 2):
        (fake_folder.path / MANIFEST_FILE).unlink()
        watcher.look()
        watcher.look()
        assert (live_index.generation, caplog.messages) == ("g0", [sentence] * n)
        fake_folder.switch_to("g0")
        watcher.look()
    assert (fake_folder.opened, fake_folder.closed) == ([], [])


def test_thread_takes_up_what_comes_as_long_as_it_is_entered(
    watcher: Watcher, live_index: LiveIndex, fake_folder: FakeFolder
) -> None:
    for name in ("g1", "g2"):
        with watcher:
            fake_folder.switch_to(name)
            wait_until(lambda name=name: live_index.generation == name)  # type: ignore[misc]
    fake_folder.switch_to("g3")
    assert live_index.generation == "g2"
    assert fake_folder.closed == ["g0", "g1"]
