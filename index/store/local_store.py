"""The store in a folder of this machine: segments of SQLite, FAISS and postings, and one small file that names them."""

import shutil
from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace
from pathlib import Path

import numpy as np

from index.embedding.encoder import Embedding
from index.embedding.load import ModelRecord
from index.errors import IndexFolderError
from index.passage import Passage
from index.store.lease import Leased, lease_current
from index.store.manifest import PENDING_FOLDER, SEGMENTS_FOLDER
from index.store.protocol import Capability, EmbeddedArticle
from index.store.segment.segment import check_files, open_segment
from index.store.selection import Selection
from index.store.snapshot import Part, SegmentedSnapshot
from index.store.sweeping import await_readers
from index.store.writer import Writer, open_writer

HASHED_AT_OPEN = 256 << 20
"""The smallest segments are held against their hashes when they are opened, up to so many bytes in all; the others
against their sizes. Each passage is held against its own hash whenever it is read, and `verify` hashes everything."""

CAPABILITIES: frozenset[Capability] = frozenset(("write", "delete", "purge", "words", "views"))


class LocalStore:
    """A `PassageStore` in a folder. Any number of processes may read it while one writes."""

    def __init__(self, folder: Path, model: ModelRecord | None = None, encoder: str = "") -> None:
        """Stand for the folder, which need not hold an index yet.

        :param model: what makes the embeddings that are put in; None where the folder's index says it.
        :param encoder: the name of that model's folder among the index's encoders.
        """
        self._folder = folder
        self._model = model
        self._encoder = encoder

    @property
    def folder(self) -> Path:
        return self._folder

    @property
    def capabilities(self) -> frozenset[Capability]:
        return CAPABILITIES

    def snapshot(self) -> SegmentedSnapshot:
        """The state after the last change, its files checked; close it when it is no longer needed.

        :raises IndexFolderError: where there is no index, or a file of it is missing or was altered.
        """
        return opened(self._folder, lease_current(self._folder))

    def sound(self) -> "Sound":
        """What of the newest state is sound when every byte is checked.

        :raises IndexFolderError: where there is no index, or manifest or generation are damaged.
        """
        leased = lease_current(self._folder)
        parts: list[Part] = []
        damage: list[str] = []
        for record in leased.generation.segments:
            folder = self._folder / SEGMENTS_FOLDER / record.name
            found = list(check_files(record, folder))
            if not found:
                try:
                    segment = open_segment(folder)
                    found = list(segment.passages.damage())
                    if found:
                        segment.close()
                    else:
                        parts.append((segment, record.alive()))
                except IndexFolderError as error:
                    found = [str(error)]
            damage += found
        n_living = sum(segment.n_rows if alive is None else int(alive.sum()) for segment, alive in parts)
        manifest = replace(leased.manifest, n_passages=n_living) if damage else leased.manifest
        snapshot = SegmentedSnapshot(manifest, parts, leased.lease)
        return Sound(snapshot, leased.manifest.n_passages, tuple(damage))

    def change(self, upserts: Iterable[EmbeddedArticle] = (), deletes: Collection[str] = ()) -> str:
        """Put articles in, each in place of what has its id, and take others out, in one step; the generation's name.

        :raises IndexFolderError: where another process is writing, nothing can be written, an article or a passage
            comes twice, or the embeddings have another dimension than the index's; nothing is changed then.
        """
        with self.writer() as writer:
            return writer.commit(upserts, deletes)

    def upsert(self, articles: Iterable[EmbeddedArticle]) -> str:
        """`change` with nothing to take out."""
        return self.change(upserts=articles)

    def delete(self, article_ids: Collection[str]) -> str:
        """`change` with nothing to put in."""
        return self.change(deletes=article_ids)

    def purge(
        self, article_ids: Collection[str], *, wait_seconds: float = 60.0, on_wait: Callable[[str], None] | None = None
    ) -> str:
        """Delete the articles so that no file of the index holds anything of them when this returns.

        :param on_wait: told once who is waited for, where somebody is.
        :raises StillReadError: where a reader holds an older generation after that; it says which.
        """
        with self.writer() as writer:
            name = writer.commit((), article_ids, purged=article_ids)
            # Vectors of a build that was not finished may be of such an article too.
            if (self._folder / PENDING_FOLDER).exists():
                shutil.rmtree(self._folder / PENDING_FOLDER)
            await_readers(self._folder, name, wait_seconds, on_wait)
        return name

    @contextmanager
    def writer(self) -> Iterator[Writer]:
        """Hold the folder for writing, so that what is read of it before a change is still so at the change.

        :raises IndexFolderError: where another process holds it.
        """
        with open_writer(self._folder, self._model, self._encoder) as writer:
            yield writer

    def get(self, passage_id: str) -> Passage | None:
        """The passage of that id in the newest state, or None."""
        with _closing(self.snapshot()) as snapshot:
            return snapshot.get(passage_id)

    def count(self) -> int:
        """How many passages there are in the newest state."""
        leased = lease_current(self._folder)
        leased.lease.release()
        return leased.manifest.n_passages

    def search(self, embedding: Embedding, k: int, selection: Selection = Selection()) -> list[tuple[Passage, float]]:  # noqa: B008 - frozen
        """The `k` passages nearest in meaning among those that match, by the whole passage, best first."""
        with _closing(self.snapshot()) as snapshot:
            rows, scores = snapshot.nearest(np.asarray(embedding, dtype=np.float32), k, snapshot.rows(selection))
            return [(snapshot.passages[row], score) for row, score in zip(rows.tolist(), scores.tolist(), strict=True)]


@dataclass(frozen=True, slots=True)
class Sound:
    """What of an index is sound.

    :param snapshot: the sound segments; the caller closes it.
    :param n_passages: how many passages the index has, sound or not.
    :param damage: what is not, a sentence each.
    """

    snapshot: SegmentedSnapshot
    n_passages: int
    damage: tuple[str, ...]


def opened(folder: Path, leased: Leased) -> SegmentedSnapshot:
    """The leased generation, its files checked; the lease is the snapshot's from now on.

    :raises IndexFolderError: where a file is missing or was altered.
    """
    try:
        _check(folder, leased)
        parts: list[Part] = []
        try:
            for record in leased.generation.segments:
                parts.append((open_segment(folder / SEGMENTS_FOLDER / record.name), record.alive()))
            return SegmentedSnapshot(leased.manifest, parts, leased.lease)
        except BaseException:
            _close(parts)
            raise
    except BaseException:
        leased.lease.release()
        raise


def _check(folder: Path, leased: Leased) -> None:
    remaining = HASHED_AT_OPEN
    for record in sorted(leased.generation.segments, key=lambda segment: segment.n_bytes):
        damage = next(check_files(record, folder / SEGMENTS_FOLDER / record.name, max_bytes=remaining), None)
        if damage is not None:
            raise IndexFolderError(damage)
        remaining -= record.n_bytes


def _close(parts: Sequence[Part]) -> None:
    for segment, _ in parts:
        segment.close()


@contextmanager
def _closing(snapshot: SegmentedSnapshot) -> Iterator[SegmentedSnapshot]:
    try:
        yield snapshot
    finally:
        snapshot.close()
