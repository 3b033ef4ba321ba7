"""What every store of passages can do, whatever engine is behind it."""

from collections.abc import Iterable, Mapping, Sequence
from typing import Protocol

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

    def scores(self, terms: Sequence[str], rows: Rows) -> Scores:
        """Each row's score, in the rows' order; 0 where it holds none of the terms."""

    def ceiling(self, terms: Iterable[str]) -> float:
        """The score that no passage's own words can pass for these terms."""

    def idf(self, term: str) -> float:
        """How rare the term is in the passages' own words; highest for a term in none."""

    def n_passages_with(self, term: str) -> int:
        """How many passages hold the term in their own words."""

    def vocabulary(self, prefix: str) -> Mapping[str, int]:
        """The terms of the passages' own words that begin so, with the number of passages, most first."""


class PassageStore(Protocol):
    """Passages with their embeddings and words, read-only and complete."""

    @property
    def passages(self) -> Sequence[Passage]:
        """All passages in the order of the file they were built from: passage `i` is row `i`."""

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

    def get(self, passage_id: str) -> Passage | None:
        """The passage of that id, or None."""

    def neighbours(self, passage_id: str) -> tuple[Passage | None, Passage | None]:
        """The passages before and after it in its article, None where there is none."""

    def article_text(self, article_id: str) -> str | None:
        """The article's canonical text, or None where the index was built without it."""

    def embeddings_of(self, row: int) -> EmbeddingMatrix:
        """The vectors stored for that row: the whole passage's first, then its sentences'."""
