"""One writer at a time, and what writing to a folder that cannot be written to says."""

import fcntl
import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from index.errors import IndexFolderError
from index.files import sync_folder
from index.store.manifest import LOCK_FILE, is_ours


@contextmanager
def writing(folder: Path) -> Iterator[None]:
    """Hold the folder's writer lock; it falls with the process, however that ends.

    :raises IndexFolderError: where the folder is something else's, another process holds the lock, or nothing can be
        written, by the block either.
    """
    if not is_ours(folder):
        raise IndexFolderError(f"{folder} holds something other than an index; choose another folder with --to")
    try:
        if not folder.is_dir():
            folder.mkdir(parents=True, exist_ok=True)
            sync_folder(folder.parent)
        with (folder / LOCK_FILE).open("w") as lock:
            try:
                fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
            except BlockingIOError as error:
                raise IndexFolderError(f"another build is writing to {folder}; wait for it to end") from error
            yield
    except OSError as error:
        # NumPy tells how many bytes were written instead of why no more were.
        raise _unwritable(error.filename or folder, error.strerror or error) from error
    except sqlite3.Error as error:
        # SQLite tells neither the file nor the system's own reason.
        raise _unwritable(folder, error) from error


def _unwritable(where: object, reason: object) -> IndexFolderError:
    return IndexFolderError(
        f"{where} cannot be written ({reason}); make room for it or allow it, then run the command again"
    )
