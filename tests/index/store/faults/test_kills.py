"""kill -9 at any moment of a change: the index is the one before it or the one after it, whole."""

import random
from collections import Counter
from itertools import islice
from pathlib import Path

import pytest

from index.errors import IndexFolderError
from index.store.local_store import LocalStore
from index.store.manifest import GENERATIONS_FOLDER, MANIFEST_FILE, holds_index
from tests.index.store.faults.changes import MODEL, State, article_at, changes, check_whole
from tests.index.store.faults.killed import leftovers, nursery

N_KILLS = 200
KILLS_OF_ONE_FOLDER = 5
VERSIONS_OF_ONE_KILL = 10


def test_kills_at_any_moment_lose_nothing_that_was_acknowledged(tmp_path: Path) -> None:
    chance = random.Random(8)  # noqa: S311 - a test that can be run again
    phases: Counter[str] = Counter()
    state: State = {}
    with nursery() as children:
        for number in range(N_KILLS):
            folder = tmp_path / f"{number // KILLS_OF_ONE_FOLDER}"
            is_first = number % KILLS_OF_ONE_FOLDER == 0
            state = {} if is_first else state
            version = VERSIONS_OF_ONE_KILL * (number + 1)
            target, share = 0 if is_first else chance.randrange(3), chance.uniform(0, 1.15)
            n_done = children.killed_after(
                folder, seed=number, version=version, state=state, target=target, share=share
            )
            made = list(islice(changes(number, state, version), n_done + 1))
            states = [state, *(change.after for change in made)]
            try:
                phase, state = opened_after_kill(folder, states[n_done], states[n_done + 1])
                state = changed_again(folder, state, version + VERSIONS_OF_ONE_KILL - 1)
            except BaseException as error:
                error.add_note(f"kill {number} in {folder}: change {target} at {share:.3f}, of {made}")
                raise
            phases[phase] += 1
            phases[f"in {made[-1].kind}"] += phase != "idle"
    assert phases["writing"] >= N_KILLS // 10, phases
    assert phases["written"] + phases["switched"] >= 3, phases
    assert all(phases[f"in {kind}"] for kind in ("build", "upsert", "change", "delete", "purge")), phases


def opened_after_kill(folder: Path, acknowledged: State, begun: State) -> tuple[str, State]:
    """Which moment the kill hit, and the state that the index is in."""
    left = leftovers(folder) if folder.exists() else set()
    if not holds_index(folder):
        assert acknowledged == {}
        with pytest.raises(IndexFolderError, match="no index in"):
            LocalStore(folder).snapshot()
        return "writing" if left else "idle", {}
    snapshot = LocalStore(folder).snapshot()
    snapshot.close()
    shown = check_whole(folder, acknowledged, begun)
    if shown == begun:
        return "switched", shown
    if any(path.startswith(f"{GENERATIONS_FOLDER}/2") for path in left):
        return "written", shown
    return "writing" if left else "idle", shown


def changed_again(folder: Path, state: State, version: int) -> State:
    """The state after one more change, made in this process, which leaves nothing lying about."""
    LocalStore(folder, MODEL).upsert([article_at("articlea", version)])
    assert leftovers(folder) == set()
    assert (folder / MANIFEST_FILE).is_file()
    return check_whole(folder, {**state, "articlea": version})
