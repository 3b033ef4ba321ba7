"""The passages of a segment, the articles that they are of and these articles' texts, in one SQLite file."""

import os
import sqlite3
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import closing
from itertools import islice
from pathlib import Path
from typing import Any, TypeVar

import numpy as np

from index.errors import IndexFolderError
from index.files import sync_folder
from index.passage import Passage
from index.rows import Alive, Rows
from index.store.segment.columns import ColumnsBuilder, write_columns
from index.store.segment.connections import Connections
from index.store.segment.schema import (
    ARTICLE,
    FORMAT,
    PASSAGE,
    SETTINGS,
    TABLES,
    TEXT,
    ArticleEntry,
    ArticleRows,
    article_row,
    passage_row,
    read_article,
    read_passage,
    text_digest,
)

PASSAGES_FILE = "passages.sqlite"

READ_AT_ONCE = 256
"""How many passages are fetched together where many are read."""

SEARCHED_AT_ONCE = 4096
"""How many passages are searched for a phrase before another thread may have the connection."""

Key = TypeVar("Key")


class PassagesWriter:
    """Writes the passages of a new segment and its columns; nothing is there for readers before `close`."""

    def __init__(self, folder: Path) -> None:
        """Begin the files in the folder, which is there and holds none of them.

        :raises IndexFolderError: where they cannot be written.
        """
        self._folder = folder
        self._n_rows = 0
        self._columns = ColumnsBuilder()
        self._is_open = True
        try:
            self._file = sqlite3.connect(folder / PASSAGES_FILE, isolation_level=None, check_same_thread=False)
        except sqlite3.Error as error:
            raise self._unwritable(error) from error
        try:
            for statement in (*(f"PRAGMA {setting}" for setting in SETTINGS), "BEGIN", *TABLES):
                self._file.execute(statement)
        except sqlite3.Error as error:
            self._file.close()
            raise self._unwritable(error) from error

    def add(self, article_id: str, text: str | None, content_sha256: str, passages: Sequence[Passage]) -> None:
        """Put an article behind those there; one without passages leaves nothing.

        :param text: its canonical text, or None where there is none.
        :raises IndexFolderError: where an id is there already, or nothing can be written.
        """
        if not passages:
            return
        first = self._n_rows
        rows = [passage_row(row, passage) for row, passage in enumerate(passages, first)]
        article = article_row(article_id, text, content_sha256, first_row=first, n_rows=len(rows))
        try:
            self._file.executemany("INSERT INTO passages VALUES (?, ?, ?, ?, ?)", rows)
            self._file.execute("INSERT INTO articles VALUES (?, ?, ?, ?, ?, ?)", article)
            if text is not None:
                self._file.execute("INSERT INTO texts VALUES (?, ?)", (first, text))
        except sqlite3.IntegrityError as error:
            raise IndexFolderError(
                f"article '{article_id}' or a passage of it has the id of another; rename one of the two"
            ) from error
        except sqlite3.Error as error:
            raise self._unwritable(error) from error
        self._columns.add(passages)
        self._n_rows += len(rows)

    def close(self) -> None:
        """Bring everything to the disk.

        :raises IndexFolderError: where it cannot be written.
        """
        if not self._is_open:
            return
        self._is_open = False
        try:
            with closing(self._file):
                self._file.execute("COMMIT")
        except sqlite3.Error as error:
            raise self._unwritable(error) from error
        with (self._folder / PASSAGES_FILE).open("rb") as file:
            os.fsync(file.fileno())
        write_columns(self._columns.arrays(), self._folder)
        sync_folder(self._folder)

    def _unwritable(self, error: sqlite3.Error) -> IndexFolderError:
        path = self._folder / PASSAGES_FILE
        return IndexFolderError(f"{path} cannot be written ({error}); see whether the disk is full, then run it again")


class SegmentPassages:
    """The passages of a segment, read one by one and checked against their hashes each time; for many threads."""

    def __init__(self, folder: Path) -> None:
        """Open the file in the folder; it may be unlinked while it is open.

        :raises IndexFolderError: where it is missing, damaged or of another format.
        """
        self._file = Connections(folder / PASSAGES_FILE)
        try:
            version = self._file.fetch("PRAGMA user_version")
            if version != [(FORMAT,)]:
                raise self._file.altered(f"the format of it, which is to be {FORMAT},")
            self._n_rows = self._counted()
        except BaseException:
            self._file.close()
            raise

    @property
    def n_rows(self) -> int:
        return self._n_rows

    def passage(self, row: int) -> Passage:
        """The passage of that row.

        :raises IndexError: where there is no such row.
        :raises IndexFolderError: where it is not what was written.
        """
        if not 0 <= row < self._n_rows:
            raise IndexError(f"row {row} of {self._n_rows}")
        found = self._file.fetch(f"{PASSAGE} WHERE row = ?", int(row))
        return self._passage(found[0] if found else (), int(row))

    def passages(self, rows: Iterable[int] | None = None) -> Iterator[Passage]:
        """The passages of the rows, ascending; all where not given. They are read as they are asked for.

        :raises IndexFolderError: at the first that is not what was written.
        """
        remaining = iter(range(self._n_rows) if rows is None else rows)
        while batch := [int(row) for row in islice(remaining, READ_AT_ONCE)]:
            if batch == list(range(batch[0], batch[-1] + 1)):
                yield from self._run(batch[0], batch[-1])
            else:
                yield from map(self.passage, batch)

    def row_of(self, passage_id: str) -> int | None:
        """The row of the passage of that id, or None.

        :raises IndexFolderError: where that passage is not what was written.
        """
        if not _is_utf8(passage_id):
            return None
        found = self._file.fetch("SELECT row FROM passages WHERE id = ?", passage_id)
        if not found:
            return None
        row = found[0][0]
        # The row comes from the file's own index of ids: what it leads to shows whether that is in order.
        if not isinstance(row, int) or not 0 <= row < self._n_rows or self.passage(row).id != passage_id:
            raise self._file.altered(f"the row of passage '{passage_id}'")
        return row

    def article(self, article_id: str) -> ArticleRows | None:
        """Where the article's passages stand, or None where it is not in the segment.

        :raises IndexFolderError: where what is said of it is not what was written.
        """
        entry = self._entry(article_id)
        return None if entry is None else entry.rows

    def articles(self) -> Iterator[tuple[str, ArticleRows]]:
        """Each article's id and rows, in the order of the rows.

        :raises IndexFolderError: at the first that is not what was written, or is missing.
        """
        next_row = 0
        while found := self._file.fetch(f"{ARTICLE} WHERE first_row >= ? ORDER BY first_row LIMIT 1024", next_row):
            for values in found:
                entry = read_article(values)
                if entry is None or entry.rows.first_row != next_row:
                    raise self._file.altered(f"the article of passage {next_row}")
                next_row += entry.rows.n_rows
                yield entry.id, entry.rows
        if next_row != self._n_rows:
            raise self._file.altered(f"the article of passage {next_row}")

    def article_text(self, article_id: str) -> str | None:
        """The article's canonical text, or None where the segment has none.

        :raises IndexFolderError: where it is not what was written.
        """
        entry = self._entry(article_id)
        if entry is None or entry.text_sha256 is None:
            return None
        found = self._file.fetch(TEXT, entry.rows.first_row)
        if not found or not isinstance(found[0][0], bytes) or text_digest(found[0][0]) != entry.text_sha256:
            raise self._file.altered(f"the text of article '{article_id}'")
        return str(found[0][0], "utf-8")

    def rows_holding(self, phrase: str) -> Rows:
        """The rows whose text holds the phrase, character for character, ascending.

        :raises IndexFolderError: where the file is damaged.
        """
        held: list[int] = []
        if "\0" not in phrase and _is_utf8(phrase):
            sql = "SELECT row FROM passages WHERE row >= ? AND row < ? AND instr(text, ?) ORDER BY row"
            for first in range(0, self._n_rows, SEARCHED_AT_ONCE):
                held += [row for (row,) in self._file.fetch(sql, first, first + SEARCHED_AT_ONCE, phrase)]
        if not all(isinstance(row, int) for row in held):
            raise self._file.altered("the number of a passage")
        rows: Rows = np.array(held, dtype=np.int64)
        rows.flags.writeable = False
        return rows

    def damage(self) -> Iterator[str]:
        """What of the file is not as it was written, a sentence each; nothing where all of it is."""
        try:
            for (finding,) in self._file.fetch("PRAGMA integrity_check"):
                if finding != b"ok":
                    yield str(self._file.damaged(str(finding, "utf-8", "replace")))
        except IndexFolderError as error:
            yield str(error)
        yield from _faults(self.passage, range(self._n_rows))
        try:
            yield from _faults(self.article_text, (article_id for article_id, _ in self.articles()))
        except IndexFolderError as error:
            yield str(error)

    def close(self) -> None:
        """Close the file; it cannot be asked anything after that."""
        self._file.close()

    def _counted(self) -> int:
        """How many passages there are: the last article ends where the last passage stands."""
        passages = self._file.fetch("SELECT row FROM passages ORDER BY row DESC LIMIT 1")
        articles = self._file.fetch(f"{ARTICLE} ORDER BY first_row DESC LIMIT 1")
        if not passages and not articles:
            return 0
        last = read_article(articles[0]) if articles else None
        if last is None or passages != [(last.rows.first_row + last.rows.n_rows - 1,)]:
            raise self._file.altered("the number of passages")
        return last.rows.first_row + last.rows.n_rows

    def _run(self, first: int, last: int) -> Iterator[Passage]:
        """The passages of the rows from the first to the last."""
        if first < 0 or last >= self._n_rows:
            raise IndexError(f"rows {first} to {last} of {self._n_rows}")
        found = self._file.fetch(f"{PASSAGE} WHERE row BETWEEN ? AND ? ORDER BY row", first, last)
        for place, row in enumerate(range(first, last + 1)):
            yield self._passage(found[place] if place < len(found) else (), row)

    def _passage(self, values: Sequence[Any], row: int) -> Passage:
        passage = read_passage(values, row)
        if passage is None:
            raise self._file.altered(f"passage {row}")
        return passage

    def _entry(self, article_id: str) -> ArticleEntry | None:
        if not _is_utf8(article_id):
            return None
        found = self._file.fetch(f"{ARTICLE} WHERE id = ?", article_id)
        if not found:
            return None
        entry = read_article(found[0])
        if entry is None or entry.id != article_id:
            raise self._file.altered(f"article '{article_id}'")
        return entry


def copy_passages(parts: Sequence[tuple[SegmentPassages, Alive | None]], folder: Path) -> None:
    """Write the living articles of the segments, in order, to new files in the folder; nothing of the others.

    :raises IndexFolderError: where one of them is not what was written, or nothing can be written.
    """
    with closing(PassagesWriter(folder)) as writer:
        for segment, alive in parts:
            for article_id, rows in segment.articles():
                if alive is None or alive[rows.first_row]:
                    passages = list(segment.passages(range(rows.first_row, rows.first_row + rows.n_rows)))
                    writer.add(article_id, segment.article_text(article_id), rows.content_sha256, passages)


def _faults(read: Callable[[Key], object], keys: Iterable[Key]) -> Iterator[str]:
    """The sentences of the errors that reading the keys raises."""
    for key in keys:
        try:
            read(key)
        except IndexFolderError as error:
            yield str(error)


def _is_utf8(text: str) -> bool:
    """Whether the text can be in a file at all: lone surrogates cannot."""
    return not any("\ud800" <= character <= "\udfff" for character in text)
