"""Embeddings of a build that is not finished: what a killed build has done, the next one need not do again."""

import hashlib
import os
import struct
import time
import zlib
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path

import numpy as np

from index.embedding.encoder import Embedding, EmbeddingMatrix, Encoder
from index.embedding.key_places import KEY_BYTES, KeyPlaces
from index.files import sync_folder

TEXTS_AT_ONCE = 512
"""What a killed build can lose, 2 to 5 seconds of work; enough that like lengths share a batch."""

SYNC_SECONDS = 5.0
"""How much a loss of power can take, beyond what is lost with the process."""

_FORMAT = b"onrecord pending embeddings 1\n"
_RECORDS_AT_ONCE = 1024


class PendingEmbeddings:
    """A journal of embeddings by the hash of their text, for one model; nothing of the texts themselves is in it.

    What was put in is there again when the journal is opened after the process was killed. It is a cache: where the
    file is of another model, damaged or cut off, what cannot be trusted is dropped without a word. One process at a
    time holds it. In memory an embedding takes 24 bytes, up to 220 while it is new, whatever its dimension.
    """

    def __init__(self, folder: Path, model_sha256: str, dim: int) -> None:
        """Open the model's journal in the folder, or begin it; journals of other models go.

        :raises OSError: where it cannot be read or written.
        """
        self._folder = folder
        self._dim = dim
        self._record_bytes = KEY_BYTES + 4 * dim + 4
        self._header = _FORMAT + hashlib.sha256(f"{model_sha256} {dim}".encode()).digest()
        self._path = folder / f"{model_sha256[:16]}.embeddings"
        self._places = KeyPlaces()
        folder.mkdir(parents=True, exist_ok=True)
        for other in folder.iterdir():
            if other != self._path and other.suffix == self._path.suffix:
                other.unlink()
        self._file = os.open(self._path, os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o600)
        try:
            self._take_what_is_whole()
            sync_folder(folder)
        except BaseException:
            os.close(self._file)
            raise
        self._synced_at = time.monotonic()

    def __len__(self) -> int:
        """How many embeddings it holds."""
        return len(self._places)

    def get(self, texts: Sequence[str]) -> list[Embedding | None]:
        """Each text's embedding, or None where it was not put in, in the texts' order."""
        places = self._places.of([_key(text) for text in texts])
        return [self._read(int(place)) if place >= 0 else None for place in places]

    def put(self, texts: Sequence[str], embeddings: EmbeddingMatrix) -> None:
        """Keep the embeddings: once this returns, they outlive the process, and soon after a loss of power too.

        :param embeddings: float32, shape (n_texts, dim), in the texts' order.
        :raises OSError: where they cannot be written; what is half written is dropped by the next opening.
        """
        keys = [_key(text) for text in texts]
        records = (self._record(key, row) for key, row in zip(keys, embeddings, strict=True))
        _write_all(self._file, b"".join(records), self._size(len(self._places)))
        self._places.add(keys)
        if time.monotonic() - self._synced_at >= SYNC_SECONDS:
            os.fsync(self._file)
            self._synced_at = time.monotonic()

    def discard(self) -> None:
        """Drop all of it, the file too: what it held is in an index by now, or is to be forgotten."""
        self.close()
        self._path.unlink(missing_ok=True)
        sync_folder(self._folder)

    def close(self) -> None:
        """Let go of the file, which stays for the next build. Nothing can be asked after that."""
        if self._file >= 0:
            os.close(self._file)
        self._file = -1
        self._places = KeyPlaces()

    def _take_what_is_whole(self) -> None:
        if os.pread(self._file, len(self._header), 0) != self._header:
            os.ftruncate(self._file, 0)
            _write_all(self._file, self._header, 0)
            return
        for keys in self._whole_keys():
            self._places.add(keys)
        os.ftruncate(self._file, self._size(len(self._places)))

    def _whole_keys(self) -> Iterator[list[bytes]]:
        """The keys of all records before the first one that is damaged or cut off."""
        n_read = 0
        while block := os.pread(self._file, _RECORDS_AT_ONCE * self._record_bytes, self._size(n_read)):
            records = [block[at : at + self._record_bytes] for at in range(0, len(block), self._record_bytes)]
            n_whole = next((n for n, record in enumerate(records) if not self._is_whole(record)), len(records))
            yield [record[:KEY_BYTES] for record in records[:n_whole]]
            if n_whole < len(records):
                return
            n_read += n_whole

    def _is_whole(self, record: bytes) -> bool:
        return len(record) == self._record_bytes and record[-4:] == _checksum(record[:-4])

    def _record(self, key: bytes, embedding: Embedding) -> bytes:
        record = key + np.asarray(embedding, dtype="<f4").tobytes()
        return record + _checksum(record)

    def _read(self, place: int) -> Embedding:
        vector = os.pread(self._file, 4 * self._dim, self._size(place) + KEY_BYTES)
        return np.frombuffer(vector, dtype="<f4").astype(np.float32)

    def _size(self, n_records: int) -> int:
        return len(self._header) + n_records * self._record_bytes


def discard_all_pending(folder: Path) -> None:
    """Drop the journals of all models in the folder; call it where what was embedded must not remain on disk."""
    if folder.is_dir():
        for journal in folder.glob("*.embeddings"):
            journal.unlink(missing_ok=True)
        sync_folder(folder)


def embed_resumably(
    texts: Sequence[str],
    encoder: Encoder,
    pending: PendingEmbeddings | None,
    on_progress: Callable[[int], None] | None = None,
) -> EmbeddingMatrix:
    """float32, shape (n_texts, dim), in the texts' order: from the journal where it has them, else embedded and put in.

    Equal texts are embedded once. The texts are taken in their own order, some hundreds at a time, so that the rate so
    far tells how long the rest takes; only within those is length what counts.

    :param on_progress: told the number of texts embedded since it was last called; what the journal has, and what
        comes again, is not told.
    """
    embeddings = np.empty((len(texts), encoder.dim), dtype=np.float32)
    row_of: dict[str, int] = {}
    for row, text in enumerate(texts):
        row_of.setdefault(text, row)
    missing = _fill_known(embeddings, row_of, pending)
    for part in _parts(missing):
        computed = encoder.embed_passages(part, on_progress)
        embeddings[[row_of[text] for text in part]] = computed
        if pending is not None:
            pending.put(part, computed)
    for row, text in enumerate(texts):
        if row_of[text] != row:
            embeddings[row] = embeddings[row_of[text]]
    return embeddings


def _fill_known(
    embeddings: EmbeddingMatrix, row_of: dict[str, int], pending: PendingEmbeddings | None
) -> Sequence[str]:
    """The texts that the journal does not have; the rows of the others are filled."""
    distinct = list(row_of)
    if pending is None or not len(pending):
        return distinct
    missing = []
    for part in _parts(distinct):
        for text, known in zip(part, pending.get(part), strict=True):
            if known is None:
                missing.append(text)
            else:
                embeddings[row_of[text]] = known
    return missing


def _parts(texts: Sequence[str]) -> Iterator[Sequence[str]]:
    return (texts[start : start + TEXTS_AT_ONCE] for start in range(0, len(texts), TEXTS_AT_ONCE))


def _key(text: str) -> bytes:
    return hashlib.sha256(text.encode("utf-8", "surrogatepass")).digest()[:KEY_BYTES]


def _checksum(record: bytes) -> bytes:
    return struct.pack("<I", zlib.crc32(record))


def _write_all(file: int, content: bytes, offset: int) -> None:
    view = memoryview(content)
    while view:
        n_written = os.pwrite(file, view, offset)
        view, offset = view[n_written:], offset + n_written
