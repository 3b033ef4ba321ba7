"""What every store of passages can do, whatever engine is behind it."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Literal, Protocol

import numpy as np
from numpy.typing import NDArray

from index.embedding.encoder import Embedding, EmbeddingMatrix
from index.passage import Passage
from index.rows import Rows, Scores
from index.store.selection import Selection


class WordSearch(Protocol):
    """The passages by their words; a score from a passage's own words is at most `ceiling`, other fields add to it."""

    def matching(self, terms: Sequence[str], n: int, rows: Rows | None = None) -> tuple[Rows, Scores]:
        """The `n` passages of highest score that hold one of the terms, best first, ties in file order.

        :param rows: where given, only these passages.
        """

    def scores(self, terms: Sequence[str], rows: Rows | None = None) -> Scores:
        """Each row's score, in the rows' order; 0 where it holds none of the terms.

        :param rows: all where not given.
        """

    def ceiling(self, terms: Iterable[str]) -> float:
        """The score that no passage's own words can pass for these terms."""

    def idf(self, term: str) -> float:
        """How rare the term is in the passages' own words; highest for a term in none."""

    def n_passages_with(self, term: str) -> int:
        """How many passages hold the term in their own words."""

    def vocabulary(self, prefix: str) -> Mapping[str, int]:
        """The terms of the passages' own words that begin so, with the number of passages, most first."""


class Snapshot(Protocol):
    """One generation of a store, read-only and complete: passages with their embeddings and words.

    It stays as it is while the store is written to, until it is closed.
    """

    @property
    def passages(self) -> Sequence[Passage]:
        """All passages in the order in which they were put in: passage `i` is row `i`.

        An article's passages stand together. A large store reads them from disk one by one: walk through them all
        where there is no other way.
        """

    @property
    def article_ids(self) -> Sequence[str]:
        """The articles' ids in the order of their passages."""

    @property
    def outline(self) -> "Outline":
        """What kind of passage each row is."""

    @property
    def roles(self) -> Collection[tuple[str, str]]:
        """Each speaker's name with a role that a passage gives them, each pair once, in the order of the rows."""

    @property
    def speakers(self) -> Mapping[str, int]:
        """Each speaker's name with the number of their passages, most first, then by name."""

    @property
    def publishers(self) -> Mapping[str, int]:
        """Each publisher's name with the number of their passages, most first, then by name."""

    @property
    def words(self) -> WordSearch:
        """The word search over the same rows."""

    @property
    def model(self) -> str:
        """The name of the model that made the embeddings."""

    @property
    def built(self) -> str:
        """When the index was built: ISO 8601, UTC."""

    @property
    def generation(self) -> str:
        """The build's own name: another for each build."""

    def rows(self, selection: Selection) -> Rows | None:
        """Exactly the passages that match, ascending; None where the selection leaves nothing out."""

    def cosines(self, embedding: Embedding, rows: Rows | None = None) -> Scores:
        """How near in meaning each row is, in the rows' order: half its whole text, half its nearest sentence.

        :param rows: all where not given.
        :raises IndexFolderError: where the embedding's dimension is not the store's.
        """

    @property
    def is_exhaustive(self) -> bool:
        """Whether the cosines of all rows are to be had within a question's time; if not, ask `nearest` first."""

    def nearest(self, embedding: Embedding, n: int, rows: Rows | None = None) -> tuple[Rows, Scores]:
        """The `n` rows whose whole passages are nearest in meaning, best first, ties in the order of the rows.

        :param rows: where given, only these passages, ascending; all of them where they are no more than `n`.
        :raises IndexFolderError: where the embedding's dimension is not the store's.
        """

    def get(self, passage_id: str) -> Passage | None:
        """The passage of that id, or None."""

    def row_of(self, passage_id: str) -> int | None:
        """The row of the passage of that id, or None."""

    def rows_holding(self, phrase: str) -> Rows:
        """The rows whose text holds the phrase, character for character, ascending."""

    def neighbours(self, passage_id: str) -> tuple[Passage | None, Passage | None]:
        """The passages before and after it in its article, None where there is none."""

    def article_text(self, article_id: str) -> str | None:
        """The article's canonical text, or None where the index was built without it."""

    def embeddings_of(self, row: int) -> EmbeddingMatrix:
        """The vectors stored for that row: the whole passage's first, then its sentences'."""

    def close(self) -> None:
        """Give the generation back: what it leaves behind may go. It cannot be asked anything after that."""


NARRATION, PARAPHRASE, QUOTATION = 0, 1, 2
"""The kinds of an `Outline`, by rising weight."""


@dataclass(frozen=True, slots=True)
class Outline:
    """What is known of each passage without reading it.

    :param kinds: `QUOTATION` where a passage has words in quotation marks, else `PARAPHRASE` where somebody is
        reported, else `NARRATION`; shape (n_passages,).
    :param opens_article: whether it is its article's first passage, shape (n_passages,).
    """

    kinds: NDArray[np.int8]
    opens_article: NDArray[np.bool_]


@dataclass(frozen=True, slots=True)
class EmbeddedArticle:
    """An article as a store takes it in.

    :param text: its canonical text, or None where there is none.
    :param embeddings: for each passage a matrix: its whole text's vector first, then its sentences'.
    :param content_sha256: the hash of whatever the passages and their vectors were made from.
    """

    id: str
    text: str | None
    passages: Sequence[Passage]
    embeddings: Sequence[EmbeddingMatrix]
    content_sha256: str


Capability = Literal["write", "delete", "purge", "words", "views"]
"""What an engine may be able to do: take articles in, let them go, let go of them so that no file holds them any more,
search by words, keep several vectors of a passage."""


class PassageStore(Protocol):
    """An engine that keeps articles, passage by passage; each change is whole or not at all.

    What an engine does not advertise among its capabilities raises `UnsupportedError`.
    """

    @property
    def capabilities(self) -> frozenset[Capability]:
        """What this engine can do."""

    def snapshot(self) -> Snapshot:
        """The state after the last change; close it when it is no longer needed.

        :raises IndexFolderError: where there is no index, or it is damaged.
        """

    def change(self, upserts: Iterable[EmbeddedArticle] = (), deletes: Collection[str] = ()) -> str:
        """Put articles in, each in place of what has its id, and take others out, in one step.

        When this returns, the change is on disk and the next snapshot has it. To delete what is not there is no error.

        :returns: the new generation's name.
        :raises IndexFolderError: where another process is writing, or nothing can be written; nothing is changed then.
        """

    def upsert(self, articles: Iterable[EmbeddedArticle]) -> str:
        """`change` with nothing to take out."""

    def delete(self, article_ids: Collection[str]) -> str:
        """`change` with nothing to put in: the articles are gone from all snapshots taken from now on."""

    def purge(self, article_ids: Collection[str], *, wait_seconds: float = 60.0) -> str:
        """Delete the articles so that no file of the store holds anything of them when this returns.

        :param wait_seconds: how long to wait for readers of older generations.
        :raises StillReadError: where a reader holds an older generation after that; it says which. The articles are
            deleted then, and their remains go with the first change after that reader.
        """

    def get(self, passage_id: str) -> Passage | None:
        """The passage of that id in the newest state, or None."""

    def count(self) -> int:
        """How many passages there are."""

    def search(self, embedding: Embedding, k: int, selection: Selection = Selection()) -> list[tuple[Passage, float]]:  # noqa: B008 - frozen
        """The `k` passages nearest in meaning among those that match, by the whole passage, best first."""
