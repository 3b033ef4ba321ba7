"""Passages in memory, their vectors in FAISS: exact inner product over unit vectors."""

from collections.abc import Mapping, Sequence
from pathlib import Path

import faiss
import numpy as np

from index.embedding.encoder import Embedding, EmbeddingMatrix
from index.errors import IndexFolderError
from index.files import write_atomically
from index.passage import Passage, distinct_speakers
from index.store.article_texts import read_article_text
from index.store.manifest import Manifest
from index.store.protocol import Match


class FaissStore:
    """A generation of an index, open for reading; made by `index.store.open.open_store`."""

    def __init__(self, manifest: Manifest, passages: Sequence[Passage], vectors: faiss.Index, texts: Path) -> None:
        """Hold an opened generation: row `i` of the vectors is passage `i`.

        :raises IndexFolderError: where passages and vectors do not fit each other.
        """
        if not len(passages) == vectors.ntotal == manifest.n_passages or vectors.d != manifest.dim:
            raise IndexFolderError(
                f"the index has {len(passages)} passages but {vectors.ntotal} vectors of {vectors.d} numbers; "
                "run 'onrecord index' to build it anew"
            )
        self._manifest = manifest
        self._passages = tuple(passages)
        self._vectors = vectors
        self._texts = texts
        self._row_of_id = {passage.id: row for row, passage in enumerate(self._passages)}
        self._speakers = distinct_speakers(self._passages)
        self._rows_of_speaker: dict[str, list[int]] = {}
        for row, passage in enumerate(self._passages):
            for speaker in passage.speakers:
                self._rows_of_speaker.setdefault(speaker, []).append(row)

    @property
    def passages(self) -> tuple[Passage, ...]:
        return self._passages

    @property
    def speakers(self) -> Mapping[str, int]:
        return self._speakers

    @property
    def model(self) -> str:
        return self._manifest.model

    @property
    def built(self) -> str:
        return self._manifest.built

    def search(self, embedding: Embedding, k: int, *, speaker: str | None = None) -> list[Match]:
        """The `k` passages of highest inner product, best first, ties in file order.

        :raises IndexFolderError: where the embedding's dimension is not the store's.
        """
        if embedding.shape != (self._vectors.d,):
            raise IndexFolderError(
                f"the question's embedding has {embedding.size} numbers, the index's {self._vectors.d}; "
                "run 'onrecord index' with the model that is to answer"
            )
        rows = None if speaker is None else np.array(self._rows_of_speaker.get(speaker, []), dtype=np.int64)
        scores, found = self._search_with_ties(embedding.reshape(1, -1), k, rows)
        # np.lexsort sorts by its last key first: score, then file order.
        order = np.lexsort((found, -scores))[:k]
        return [Match(self._passages[int(found[i])], float(scores[i])) for i in order]

    def get(self, passage_id: str) -> Passage | None:
        """The passage of that id, or None."""
        row = self._row_of_id.get(passage_id)
        return None if row is None else self._passages[row]

    def neighbours(self, passage_id: str) -> tuple[Passage | None, Passage | None]:
        """The passages before and after it in its article, None where there is none."""
        row = self._row_of_id[passage_id]
        return self._in_same_article(row, row - 1), self._in_same_article(row, row + 1)

    def article_text(self, article_id: str) -> str | None:
        """The article's canonical text, or None where the index was built without it."""
        return read_article_text(self._texts, article_id)

    def embedding_of(self, passage_id: str) -> Embedding | None:
        """The vector stored for that passage, or None."""
        row = self._row_of_id.get(passage_id)
        return None if row is None else np.asarray(self._vectors.reconstruct(row), dtype=np.float32)

    def _in_same_article(self, row: int, other: int) -> Passage | None:
        if not 0 <= other < len(self._passages):
            return None
        passage = self._passages[other]
        return passage if passage.article.id == self._passages[row].article.id else None

    def _search_with_ties(
        self, embeddings: EmbeddingMatrix, k: int, rows: np.ndarray[tuple[int], np.dtype[np.int64]] | None
    ) -> tuple[EmbeddingMatrix, np.ndarray[tuple[int], np.dtype[np.int64]]]:
        """Scores and rows of the best `k` and of all that tie with the last of them, in no order.

        FAISS keeps an arbitrary one of equal scores at the cut, so the cut is moved until nothing ties across it.
        """
        n_candidates = self._vectors.ntotal if rows is None else len(rows)
        if n_candidates == 0:
            return np.empty(0, dtype=np.float32), np.empty(0, dtype=np.int64)
        parameters = None
        if rows is not None:
            parameters = faiss.SearchParameters(sel=faiss.IDSelectorBatch(rows))  # type: ignore[call-arg]
        n = min(k + 1, n_candidates)
        while True:
            scores, found = (part[0] for part in self._vectors.search(embeddings, n, params=parameters))
            if n == n_candidates or scores[-1] < scores[k - 1]:
                return scores, found
            n = min(2 * n, n_candidates)


def build_vectors(embeddings: EmbeddingMatrix) -> faiss.Index:
    """An exact inner-product index over the rows."""
    vectors = faiss.IndexFlatIP(embeddings.shape[1])
    vectors.add(np.ascontiguousarray(embeddings, dtype=np.float32))
    return vectors


def write_vectors(vectors: faiss.Index, path: Path) -> None:
    """Write the index to the file in one atomic step."""
    write_atomically(path, faiss.serialize_index(vectors).tobytes())


def read_vectors(path: Path) -> faiss.Index:
    """The index in the file.

    :raises IndexFolderError: where the file is not one of FAISS.
    """
    try:
        return faiss.deserialize_index(np.frombuffer(path.read_bytes(), dtype=np.uint8))
    except RuntimeError as error:
        raise IndexFolderError(f"{path} is no FAISS index; run 'onrecord index' to build it anew") from error
