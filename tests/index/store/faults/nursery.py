"""A program that forks a process for each line it is given, so that one is there within milliseconds to be killed.

A line has the folder, the seed, the version to begin with, the number of changes and the state that the folder's index
has, as JSON. The child says `pid N`, then `begin I` before and `done I` after each change; the program says
`gone STATUS` when the child is no more. Before a child is forked no library has started a thread.
"""

import json
import os
import signal
import sys
from itertools import islice
from pathlib import Path

from index.store.local_store import LocalStore
from tests.index.store.faults.changes import MODEL, apply, changes


def main() -> None:
    """Serve until the input ends."""
    _say("ready")
    for line in sys.stdin:
        folder, seed, version, n_changes, state = json.loads(line)
        child = os.fork()
        if child == 0:
            _say(f"pid {os.getpid()}")
            _change(Path(folder), seed, version, n_changes, state)
            signal.pause()  # to be killed here too
        _say(f"gone {os.waitstatus_to_exitcode(os.waitpid(child, 0)[1])}")


def _change(folder: Path, seed: int, version: int, n_changes: int, state: dict[str, int]) -> None:
    store = LocalStore(folder, MODEL)
    try:
        for number, change in enumerate(islice(changes(seed, state, version), n_changes)):
            _say(f"begin {number}")
            apply(change, store)
            _say(f"done {number}")
    except BaseException as error:
        _say(f"failed {error!r}")
        os._exit(1)


def _say(line: str) -> None:
    os.write(1, f"{line}\n".encode())


if __name__ == "__main__":
    main()
