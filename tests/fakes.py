"""Stand-ins of known geometry, so that tests can name exact hits, orders and scores: one axis a topic."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

import numpy as np

from index.article import ArticleMetadata
from index.embedding.cross_encoder import Reranker
from index.embedding.encoder import Embedding, EmbeddingMatrix
from index.errors import IndexFolderError
from index.lexical.terms import terms_of
from index.passage import Attribution, Passage, article_id_of, distinct_speakers
from index.passage_index import PassageIndex
from index.rows import Rows, Scores
from index.store.outline import distinct_roles, outline_of
from index.store.protocol import Outline, WordSearch
from index.store.selection import Selection
from index.store.selector import Selector

TOPICS = ("border", "sanctions", "weather", "music")
"""Words of the ready-made `FakeEncoder()`."""


@dataclass(frozen=True, slots=True)
class FakeEncoder:
    """An encoder whose axes are topics, each one lower-case word.

    A text's vector is 1 on the axis of every topic whose word occurs in it (case folded, inside other words too),
    scaled to unit length: texts of the same topics have cosine 1, of none in common 0, of one and two 1/sqrt(2).
    A text without any topic has the zero vector, cosine 0 to all: the one exception to unit length.
    """

    topics: tuple[str, ...] = TOPICS

    @property
    def dim(self) -> int:
        return len(self.topics)

    def embed_passages(self, texts: Sequence[str], on_progress: Callable[[int], None] | None = None) -> EmbeddingMatrix:
        if on_progress is not None:
            on_progress(len(texts))
        rows = [[float(topic in text.casefold()) for topic in self.topics] for text in texts]
        matrix: EmbeddingMatrix = np.array(rows, dtype=np.float32).reshape(len(rows), self.dim)
        matrix /= np.maximum(np.linalg.norm(matrix, axis=1, keepdims=True), 1)
        return matrix

    def embed_queries(self, texts: Sequence[str]) -> EmbeddingMatrix:
        return self.embed_passages(texts)

    def is_word(self, word: str) -> bool:
        """Every word but those that begin with "mis" is one: "misborder" is misspelt."""
        return not word.startswith("mis")


@dataclass(frozen=True, slots=True)
class FakeWords:
    """A word search in which every term counts the same: a passage's score is the number of terms it holds.

    Its terms are those of the real word search; there are no lighter fields.
    The ceiling is the number of terms, so that a share is the part of a question's terms that a passage holds.
    """

    passages: tuple[Passage, ...]

    def matching(self, terms: Sequence[str], n: int, rows: Rows | None = None) -> tuple[Rows, Scores]:
        chosen = np.arange(len(self.passages)) if rows is None else rows
        scores = self.scores(terms, chosen)
        order = [place for place in np.argsort(-scores, kind="stable") if scores[place] > 0][:n]
        return chosen[order], scores[order]

    def scores(self, terms: Sequence[str], rows: Rows | None = None) -> Scores:
        chosen = range(len(self.passages)) if rows is None else rows.tolist()
        held = [len(set(terms) & _terms(self.passages[row])) for row in chosen]
        return np.array(held, dtype=np.float32)

    def ceiling(self, terms: Iterable[str]) -> float:
        return float(len(set(terms)))

    def idf(self, term: str) -> float:
        return 1.0

    def n_passages_with(self, term: str) -> int:
        return sum(term in _terms(passage) for passage in self.passages)

    def vocabulary(self, prefix: str) -> Mapping[str, int]:
        terms = {term for passage in self.passages for term in _terms(passage) if term.startswith(prefix)}
        return {term: self.n_passages_with(term) for term in sorted(terms)}


def _terms(passage: Passage) -> set[str]:
    return set(terms_of(passage.text))


@dataclass(frozen=True)
class MemorySnapshot:
    """A store that compares the query with every row; `texts` holds the articles' canonical texts, if any.

    Each passage has one vector, which stands for the whole of it and for its nearest sentence.
    """

    passages: tuple[Passage, ...]
    embeddings: EmbeddingMatrix
    texts: tuple[tuple[str, str], ...] = ()
    model: str = "fake-model"
    built: str = "2024-01-02T03:04:05Z"
    generation: str = "20240102T030405Z-0a1b2c3d"
    is_exhaustive: bool = True

    @property
    def speakers(self) -> Mapping[str, int]:
        return distinct_speakers(self.passages)

    @property
    def publishers(self) -> Mapping[str, int]:
        return self._selector.publishers

    @property
    def words(self) -> WordSearch:
        return FakeWords(self.passages)

    def rows(self, selection: Selection) -> Rows | None:
        return self._selector.rows(selection)

    def cosines(self, embedding: Embedding, rows: Rows | None = None) -> Scores:
        if embedding.shape != (self.embeddings.shape[1],):
            raise IndexFolderError(f"the query has dimension {embedding.shape}, the store {self.embeddings.shape[1]}")
        return np.asarray(self.embeddings[slice(None) if rows is None else rows] @ embedding, dtype=np.float32)

    @property
    def article_ids(self) -> Sequence[str]:
        return tuple(dict.fromkeys(passage.article.id for passage in self.passages))

    @cached_property
    def outline(self) -> Outline:
        return outline_of(self.passages)

    @cached_property
    def _selector(self) -> Selector:
        return Selector.of(self.passages)

    @property
    def roles(self) -> Sequence[tuple[str, str]]:
        return distinct_roles(self.passages)

    def nearest(self, embedding: Embedding, n: int, rows: Rows | None = None) -> tuple[Rows, Scores]:
        chosen = np.arange(len(self.passages)) if rows is None else rows
        scores = self.cosines(embedding, chosen)
        best = np.argsort(-scores, kind="stable")[:n]
        return chosen[best], scores[best]

    def row_of(self, passage_id: str) -> int | None:
        return next((row for row, passage in enumerate(self.passages) if passage.id == passage_id), None)

    def rows_holding(self, phrase: str) -> Rows:
        return np.array([row for row, passage in enumerate(self.passages) if phrase in passage.text], dtype=np.int64)

    def close(self) -> None:
        """Nothing is held."""

    def get(self, passage_id: str) -> Passage | None:
        return next((passage for passage in self.passages if passage.id == passage_id), None)

    def neighbours(self, passage_id: str) -> tuple[Passage | None, Passage | None]:
        article = [p for p in self.passages if article_id_of(p.id) == article_id_of(passage_id)]
        ids = [passage.id for passage in article]
        if passage_id not in ids:
            return None, None
        place = ids.index(passage_id)
        before = article[place - 1] if place else None
        after = article[place + 1] if place + 1 < len(article) else None
        return before, after

    def article_text(self, article_id: str) -> str | None:
        return dict(self.texts).get(article_id)

    def embeddings_of(self, row: int) -> EmbeddingMatrix:
        return self.embeddings[[row, row]]


def fake_index(
    passages: Sequence[Passage], *, topics: tuple[str, ...] = TOPICS, reranker: Reranker | None = None
) -> PassageIndex:
    """The passages in a `MemorySnapshot`, embedded by a `FakeEncoder` of those topics."""
    encoder = FakeEncoder(topics)
    rows = encoder.embed_passages([passage.text for passage in passages])
    snapshot = MemorySnapshot(passages=tuple(passages), embeddings=rows)
    return PassageIndex(snapshot=snapshot, encoder=encoder, reranker=reranker)


def fake_article(**changes: str | None) -> ArticleMetadata:
    """The metadata of one complete article, with the changes."""
    fields: dict[str, str | None] = {
        "id": "a",
        "title": "The title",
        "author": "An Author",
        "publisher": "The Paper",
        "published": "2021-11-17",
        "url": "https://paper.example/story",
    }
    return ArticleMetadata(**(fields | changes))  # type: ignore[arg-type]


def fake_passage(
    text: str, *attributions: Attribution, number: int = 1, article: ArticleMetadata | None = None
) -> Passage:
    """A passage `a:<number>` of `fake_article()`, or of the article given, standing in paragraph `number`."""
    metadata = article or fake_article()
    return Passage(
        id=f"{metadata.id}:{number}",
        text=text,
        article=metadata,
        paragraph=number,
        start_char=0,
        end_char=len(text),
        attributions=tuple(attributions),
    )


def quotation(text: str, quoted: str, speaker: str | None = None, *, role: str | None = None) -> Attribution:
    """A direct quotation of the first occurrence of `quoted` in `text`."""
    start = text.index(quoted)
    return Attribution(
        kind="direct", start_char=start, end_char=start + len(quoted), speaker=speaker, role=role, evidence="test"
    )
