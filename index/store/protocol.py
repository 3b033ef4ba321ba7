"""What every store of passages can do, whatever engine is behind it."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Protocol

from index.embedding.encoder import Embedding
from index.passage import Passage


@dataclass(frozen=True, slots=True)
class Match:
    """A passage and its score; higher is better."""

    passage: Passage
    score: float


class PassageStore(Protocol):
    """Passages with their embeddings, read-only and complete."""

    @property
    def passages(self) -> tuple[Passage, ...]:
        """All passages in the order of the file they were built from."""

    @property
    def speakers(self) -> Mapping[str, int]:
        """Each speaker's name with the number of their passages, most first, then by name."""

    @property
    def model(self) -> str:
        """The name of the model that made the embeddings."""

    @property
    def built(self) -> str:
        """When the index was built: ISO 8601, UTC."""

    def search(self, embedding: Embedding, k: int, *, speaker: str | None = None) -> list[Match]:
        """The `k` passages of highest score, best first, ties in file order; only the speaker's where one is named.

        :raises IndexFolderError: where the embedding's dimension is not the store's.
        """

    def get(self, passage_id: str) -> Passage | None:
        """The passage of that id, or None."""

    def neighbours(self, passage_id: str) -> tuple[Passage | None, Passage | None]:
        """The passages before and after it in its article, None where there is none."""

    def article_text(self, article_id: str) -> str | None:
        """The article's canonical text, or None where the index was built without it."""

    def embedding_of(self, passage_id: str) -> Embedding | None:
        """The vector stored for that passage, or None."""
