"""An SQLite file that is never changed again, read by many threads at once."""

import os
import sqlite3
from contextlib import suppress
from pathlib import Path
from queue import SimpleQueue
from typing import Any
from urllib.parse import quote_from_bytes

from index.errors import IndexFolderError

N_CONNECTIONS = 4
"""How many threads read at the same moment; a further one waits until one of them is done."""

CACHE_KIB = 256
"""A connection's own cache; the system's holds the file."""

# A damaged length asks for more memory than there is, a damaged schema is told of in a message that is no UTF-8.
_DAMAGE = (sqlite3.Error, MemoryError, UnicodeDecodeError)


class Connections:
    """The connections to one file, all opened at once, so that it can be unlinked while it is read."""

    def __init__(self, path: Path) -> None:
        """Open the file.

        :raises IndexFolderError: where there is none, or it is no SQLite file.
        """
        self._path = path
        self._idle: SimpleQueue[sqlite3.Connection] = SimpleQueue()
        try:
            for _ in range(N_CONNECTIONS):
                self._idle.put(_connect(path))
        except _DAMAGE as error:
            while not self._idle.empty():
                self._idle.get().close()
            raise self.damaged(error) from error

    def fetch(self, sql: str, *values: object) -> list[tuple[Any, ...]]:
        """The rows of the query; text comes as UTF-8 bytes, as it lies in the file.

        :raises IndexFolderError: where the file is damaged.
        """
        connection = self._idle.get()
        try:
            return connection.execute(sql, values).fetchall()
        except sqlite3.ProgrammingError:
            raise
        except _DAMAGE as error:
            raise self.damaged(error) from error
        finally:
            self._idle.put(connection)

    def damaged(self, reason: object) -> IndexFolderError:
        """The error of a file that cannot be read for that reason."""
        return IndexFolderError(f"{self._path} cannot be read ({reason}); run 'onrecord index --repair' to rebuild it")

    def altered(self, what: str) -> IndexFolderError:
        """The error of something in the file that is not what was written."""
        return IndexFolderError(f"{self._path}: {what} was altered; run 'onrecord index --repair' to rebuild it")

    def close(self) -> None:
        """Close the file once nobody reads; who asks after that gets sqlite3.ProgrammingError."""
        connections = [self._idle.get() for _ in range(N_CONNECTIONS)]
        for connection in connections:
            with suppress(sqlite3.Error):
                connection.close()
            self._idle.put(connection)


def _connect(path: Path) -> sqlite3.Connection:
    name = quote_from_bytes(os.fsencode(path.absolute()))
    connection = sqlite3.connect(
        f"file://{name}?mode=ro&immutable=1", uri=True, check_same_thread=False, isolation_level=None
    )
    try:
        connection.text_factory = bytes
        for setting in ("query_only=ON", "trusted_schema=OFF", "cell_size_check=ON", f"cache_size=-{CACHE_KIB}"):
            connection.execute(f"PRAGMA {setting}").close()
    except _DAMAGE:
        connection.close()
        raise
    return connection
