"""The writer of the soak: one random change after another, until a file says stop or it is killed."""

import random
import sys
from pathlib import Path

from scale_store import store_in
from soak_articles import BEACONS, soak_article
from soak_log import Step, append, read_steps

from index.errors import StillReadError
from index.store.local_store import LocalStore
from index.store.manifest import read_manifest

N_ARTICLES = 300
MAX_CHANGED = 8
PURGE_SHARE, DELETE_SHARE = 0.05, 0.25
WAIT_SECONDS = 20.0


def main(folder: Path, log: Path, stop: Path) -> None:
    """Change the index in the folder, each change in the log before it is begun and after it is done."""
    store, dim = store_in(folder), read_manifest(folder).dim
    # One more than was ever begun: a change that was killed may have been done.
    number = max((step.number for step in read_steps(log)), default=0) + 1
    while not stop.exists():
        _change(store, number, dim, log)
        number += 1


def _change(store: LocalStore, number: int, dim: int, log: Path) -> None:
    chosen = [f"a-{place}" for place in random.sample(range(N_ARTICLES), random.randint(1, MAX_CHANGED))]
    if random.random() < PURGE_SHARE:
        _logged_purge(store, Step("begun", number, (), tuple(chosen[:1]), is_purge=True), log)
        return
    n_taken = sum(random.random() < DELETE_SHARE for _ in chosen)
    step = Step("begun", number, (*BEACONS, *chosen[n_taken:]), tuple(chosen[:n_taken]))
    append(step, log)
    store.change(upserts=[soak_article(id_, number, dim) for id_ in step.put], deletes=step.taken)
    append(Step("done", number, step.put, step.taken), log)


def _logged_purge(store: LocalStore, step: Step, log: Path) -> None:
    append(step, log)
    is_purged = True
    try:
        store.purge(step.taken, wait_seconds=WAIT_SECONDS)
    except StillReadError:
        is_purged = False  # deleted all the same
    append(Step("done", step.number, (), step.taken, is_purge=is_purged), log)


if __name__ == "__main__":
    main(*(Path(argument) for argument in sys.argv[1:4]))
