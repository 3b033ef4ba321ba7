"""Passages in memory, their vectors in FAISS: exact inner product over unit vectors."""

import io
from collections.abc import Mapping, Sequence
from pathlib import Path

import faiss
import numpy as np
from numpy.typing import NDArray

from index.embedding.encoder import Embedding, EmbeddingMatrix
from index.errors import IndexFolderError
from index.files import write_atomically
from index.lexical.word_index import WordIndex
from index.passage import Passage, distinct_speakers
from index.rows import Rows, Scores
from index.store.article_texts import read_article_text
from index.store.manifest import Manifest
from index.store.outline import distinct_roles, outline_of
from index.store.protocol import Outline
from index.store.selection import Selection, Selector

WHOLE_SHARE = 0.5
"""How much of a cosine is the whole passage's; the rest is its nearest sentence's. docs/retrieval.md has the table."""

ViewStarts = NDArray[np.int64]
"""Where each row's vectors begin, shape (n_passages + 1,), the last being the number of vectors."""


class FaissStore:
    """A generation of an index, open for reading; made by `index.store.open.open_store`."""

    def __init__(
        self,
        manifest: Manifest,
        passages: Sequence[Passage],
        vectors: faiss.Index,
        view_starts: ViewStarts,
        words: WordIndex,
        texts: Path,
    ) -> None:
        """Hold an opened generation: row `i` is passage `i`, its vectors those from `view_starts[i]` on.

        :raises IndexFolderError: where passages, vectors and words do not fit each other.
        """
        _check_fit(manifest, len(passages), vectors, view_starts, words)
        self._manifest = manifest
        self._passages = tuple(passages)
        self._vectors = vectors
        # A view of FAISS's own memory, not a copy of it.
        numbers = faiss.rev_swig_ptr(vectors.get_xb(), vectors.ntotal * vectors.d)  # type: ignore[attr-defined]
        self._matrix: EmbeddingMatrix = numbers.reshape(-1, vectors.d)
        self._starts = view_starts
        self._words = words
        self._texts = texts
        self._row_of_id = {passage.id: row for row, passage in enumerate(self._passages)}
        self._speakers = distinct_speakers(self._passages)
        self._selector = Selector(self._passages)

    @property
    def passages(self) -> tuple[Passage, ...]:
        return self._passages

    @property
    def speakers(self) -> Mapping[str, int]:
        return self._speakers

    @property
    def publishers(self) -> Mapping[str, int]:
        return self._selector.publishers

    @property
    def words(self) -> WordIndex:
        return self._words

    @property
    def model(self) -> str:
        return self._manifest.model

    @property
    def built(self) -> str:
        return self._manifest.built

    @property
    def generation(self) -> str:
        return self._manifest.generation

    def rows(self, selection: Selection) -> Rows | None:
        """Exactly the passages that match, ascending; None where the selection leaves nothing out."""
        return self._selector.rows(selection)

    def cosines(self, embedding: Embedding, rows: Rows | None = None) -> Scores:
        """How near in meaning each row is: half its whole text, half the nearest of its sentences.

        :raises IndexFolderError: where the embedding's dimension is not the store's.
        """
        if embedding.shape != (self._vectors.d,):
            raise IndexFolderError(
                f"the question's embedding has {embedding.size} numbers, the index's {self._vectors.d}; "
                "run 'onrecord index' with the model that is to answer"
            )
        if rows is None:
            products, firsts = self._products(embedding), self._starts[:-1]
        else:
            views, firsts = self._views_of(rows)
            # Kernels of BLAS work on whole registers, and may leave a flag of what lies beside the numbers.
            with np.errstate(all="ignore"):
                products = self._matrix[views] @ embedding
        if len(firsts) == 0:
            return np.empty(0, dtype=np.float32)
        whole = products[firsts]
        products[firsts] = -np.inf
        nearest = np.maximum.reduceat(products, firsts)
        return (WHOLE_SHARE * whole + (1 - WHOLE_SHARE) * nearest).astype(np.float32)

    @property
    def article_ids(self) -> Sequence[str]:
        return tuple(dict.fromkeys(passage.article.id for passage in self._passages))

    @property
    def outline(self) -> Outline:
        return outline_of(self._passages)

    @property
    def roles(self) -> Sequence[tuple[str, str]]:
        return distinct_roles(self._passages)

    @property
    def is_exhaustive(self) -> bool:
        return True

    def nearest(self, embedding: Embedding, n: int, rows: Rows | None = None) -> tuple[Rows, Scores]:
        chosen = np.arange(len(self._passages)) if rows is None else rows
        wholes = np.array([self._matrix[self._starts[row]] @ embedding for row in chosen.tolist()], dtype=np.float32)
        best = np.argsort(-wholes, kind="stable")[:n]
        return chosen[best], wholes[best]

    def row_of(self, passage_id: str) -> int | None:
        return self._row_of_id.get(passage_id)

    def rows_holding(self, phrase: str) -> Rows:
        return np.array([row for row, p in enumerate(self._passages) if phrase in p.text], dtype=np.int64)

    def close(self) -> None:
        pass

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

    def embeddings_of(self, row: int) -> EmbeddingMatrix:
        """The vectors stored for that row: the whole passage's first, then its sentences'."""
        return np.array(self._matrix[self._starts[row] : self._starts[row + 1]])

    def _products(self, embedding: Embedding) -> Scores:
        """The inner product of every vector with the embedding, by FAISS: half the time of NumPy's on one core."""
        products = np.empty(self._vectors.ntotal, dtype=np.float32)
        one = np.ascontiguousarray(embedding, dtype=np.float32)
        faiss.fvec_inner_products_ny(  # type: ignore[attr-defined]
            faiss.swig_ptr(products),
            faiss.swig_ptr(one),
            self._vectors.get_xb(),  # type: ignore[attr-defined]
            self._vectors.d,
            self._vectors.ntotal,
        )
        return products

    def _in_same_article(self, row: int, other: int) -> Passage | None:
        if not 0 <= other < len(self._passages):
            return None
        passage = self._passages[other]
        return passage if passage.article.id == self._passages[row].article.id else None

    def _views_of(self, rows: Rows) -> tuple[Rows, Rows]:
        """The numbers of all the rows' vectors, and where among these each row's first stands."""
        lengths = self._starts[rows + 1] - self._starts[rows]
        firsts = np.cumsum(lengths) - lengths
        return np.repeat(self._starts[rows] - firsts, lengths) + np.arange(int(lengths.sum())), firsts


def _check_fit(
    manifest: Manifest, n_passages: int, vectors: faiss.Index, view_starts: ViewStarts, words: WordIndex
) -> None:
    n_rows = len(view_starts) - 1
    each_has_two = bool((np.diff(view_starts) >= 2).all())
    fits = n_passages == n_rows == words.n_passages == manifest.n_passages
    if not fits or not each_has_two or view_starts[-1] != vectors.ntotal or vectors.d != manifest.dim:
        raise IndexFolderError(
            f"the index has {n_passages} passages, {words.n_passages} of them by words and {vectors.ntotal} vectors of "
            f"{vectors.d} numbers for {n_rows}, which do not fit each other; run 'onrecord index' to build it anew"
        )


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


def write_view_starts(view_starts: ViewStarts, path: Path) -> None:
    """Write the array to the file in one atomic step."""
    buffer = io.BytesIO()
    np.save(buffer, view_starts, allow_pickle=False)
    write_atomically(path, buffer.getvalue())


def read_view_starts(path: Path) -> ViewStarts:
    """The array in the file.

    :raises IndexFolderError: where the file holds none.
    """
    try:
        return np.asarray(np.load(path, allow_pickle=False), dtype=np.int64)
    except (OSError, ValueError, EOFError) as error:
        raise IndexFolderError(f"{path} is no array; run 'onrecord index' to build it anew") from error
