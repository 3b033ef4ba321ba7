"""The words of one segment as a folder: a file of postings a field."""

from collections.abc import Iterable, Sequence
from itertools import islice
from pathlib import Path

from index.errors import IndexFolderError
from index.files import sync_folder
from index.lexical.fields import FIELD_WEIGHTS, Fields
from index.lexical.postings import Postings, joined, of_living, postings_of
from index.lexical.postings_file import PostingsFile, write_postings
from index.rows import Alive

FIELDS = tuple(FIELD_WEIGHTS)
TEXT = "text"
"""The field of a passage's own words."""

BATCH_PASSAGES = 16_384
"""So many are counted at once, so that the words of few are in memory as text."""


class WordSegment:
    """Such a folder, open for reading by any number of threads; what a question needs is read when it is asked."""

    def __init__(self, folder: Path) -> None:
        """Open it.

        :raises IndexFolderError: where a file is missing or damaged, or they are not of the same rows.
        """
        self._fields = {field: PostingsFile(_path(folder, field)) for field in FIELDS}
        if len({postings.n_rows for postings in self._fields.values()}) != 1:
            raise IndexFolderError(
                f"the files in {folder} do not fit each other; run 'onrecord index --repair' to rebuild it"
            )

    @property
    def n_rows(self) -> int:
        """How many rows it has, dead ones included."""
        return self.postings(FIELDS[0]).n_rows

    def postings(self, field: str) -> PostingsFile:
        """The postings of a field."""
        return self._fields[field]

    def close(self) -> None:
        """Give the files back; it cannot be asked anything after that."""
        for postings in self._fields.values():
            postings.close()


def write_word_segment(passages: Iterable[Fields], folder: Path) -> None:
    """Write the words of the passages, in their order, to a folder that does not exist yet."""
    left = iter(passages)
    counted: dict[str, list[Postings]] = {field: [] for field in FIELDS}
    while batch := list(islice(left, BATCH_PASSAGES)):
        for field, batches in counted.items():
            batches.append(postings_of([fields[field] for fields in batch]))
    folder.mkdir(parents=True)
    for field, batches in counted.items():
        write_postings(joined(batches), _path(folder, field))
    sync_folder(folder)


def copy_word_segments(parts: Sequence[tuple[WordSegment, Alive | None]], folder: Path) -> None:
    """Write the words of the parts' living rows, in their order, to a folder that does not exist yet.

    It is what writing these passages afresh would give, byte for byte: of what only dead rows hold, nothing remains.
    """
    folder.mkdir(parents=True)
    for field in FIELDS:
        living = [_living(segment.postings(field), alive) for segment, alive in parts]
        write_postings(joined(living), _path(folder, field))
    sync_folder(folder)


def _living(postings: PostingsFile, alive: Alive | None) -> Postings:
    return postings.everything() if alive is None else of_living(postings.everything(), alive)


def _path(folder: Path, field: str) -> Path:
    return folder / f"{field}.postings"
