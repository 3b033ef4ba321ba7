"""A thread that sees when an index folder has a new generation, and has a running server take it up."""

import logging
import math
import time
from collections.abc import Callable
from pathlib import Path
from threading import Event, Thread
from types import TracebackType
from typing import Self

from bot.live_index import LiveIndex
from index.errors import OnrecordError
from index.passage_index import PassageIndex, reopen
from index.store.manifest import MANIFEST_FILE, read_manifest

SECONDS_BETWEEN_LOOKS = 1.0

SECONDS_UNTIL_RETRY = 30.0
"""How long until what could not be opened is tried again: a machine may have been short of memory, or of files."""

SECONDS_TO_END = 1.0
"""How long the thread is waited for at the end; a large index that it is opening just then ends with the process."""

_log = logging.getLogger(__name__)

Stamp = tuple[int, int, int] | None
"""Time of change in ns, inode and size of a file, which tell that it was replaced; None where there is none."""


class Watcher:
    """Looks at the folder's manifest as long as it is entered; it may be entered again.

    An index that cannot be opened, or that is there no more, is warned of once; the one before answers on.
    """

    def __init__(
        self,
        live_index: LiveIndex,
        folder: Path,
        *,
        open_next: Callable[[PassageIndex, Path], PassageIndex] = reopen,
        seconds_between: float = SECONDS_BETWEEN_LOOKS,
        seconds_until_retry: float = SECONDS_UNTIL_RETRY,
    ) -> None:
        """Watch the folder that the index was opened from.

        :param open_next: given the current index and the folder, opens the folder's.
        """
        self._live_index = live_index
        self._folder = folder
        self._open_next = open_next
        self._seconds_between = seconds_between
        self._seconds_until_retry = seconds_until_retry
        # No file is like this one, so that the first look always reads.
        self._seen: Stamp = (0, 0, -1)
        self._retry_at = math.inf
        self._warned_of: str | None = None
        self._is_over = Event()
        self._thread: Thread | None = None

    def __enter__(self) -> Self:
        self._is_over = Event()
        self._thread = Thread(target=self._watch, args=(self._is_over,), name="index watcher", daemon=True)
        self._thread.start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._is_over.set()
        if self._thread is not None:
            self._thread.join(SECONDS_TO_END)

    def look(self) -> None:
        """Take up the folder's generation where it is another one."""
        stamp = _stamp_of(self._folder / MANIFEST_FILE)
        if stamp == self._seen and time.monotonic() < self._retry_at:
            return
        # Taken before the manifest is read: one that is replaced meanwhile is seen by the next look.
        self._seen, self._retry_at = stamp, math.inf
        named = str(stamp)
        try:
            named = read_manifest(self._folder).generation
            if named != self._live_index.generation:
                self._take_up()
        except Exception as failure:
            self._retry_at = time.monotonic() + self._seconds_until_retry
            self._warn(named, failure)
        else:
            self._warned_of = None

    def _take_up(self) -> None:
        with self._live_index.lent() as current:
            newer = self._open_next(current, self._folder)
        self._live_index.take_up(newer)

    def _warn(self, named: str, failure: Exception) -> None:
        if named == self._warned_of:
            return
        self._warned_of = named
        is_foreseen = isinstance(failure, OnrecordError)
        said = str(failure) if is_foreseen else f"the index in {self._folder} cannot be opened ({failure!r})"
        _log.warning("%s; until then the index that was open before answers", said, exc_info=not is_foreseen)

    def _watch(self, is_over: Event) -> None:
        while not is_over.is_set():
            self.look()
            is_over.wait(self._seconds_between)


def _stamp_of(path: Path) -> Stamp:
    try:
        found = path.stat()
    except OSError:
        return None
    return found.st_mtime_ns, found.st_ino, found.st_size
