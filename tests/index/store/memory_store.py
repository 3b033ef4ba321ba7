"""A store in memory, searched by brute force: what the conformance suite can be read from, and held against."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass, field

import numpy as np

from index.embedding.encoder import Embedding
from index.errors import IndexFolderError, UnsupportedError
from index.passage import Passage
from index.store.protocol import Capability, EmbeddedArticle
from index.store.selection import Selection
from tests.fakes import MemorySnapshot


@dataclass
class MemoryStore:
    """Keeps only the whole passages' vectors, and cannot promise that nothing of an article remains."""

    dim: int
    articles: dict[str, EmbeddedArticle] = field(default_factory=dict)
    n_changes: int = 0

    @property
    def capabilities(self) -> frozenset[Capability]:
        return frozenset(("write", "delete"))

    def snapshot(self) -> MemorySnapshot:
        kept = list(self.articles.values())
        wholes = [views[0] for article in kept for views in article.embeddings]
        return MemorySnapshot(
            passages=tuple(passage for article in kept for passage in article.passages),
            embeddings=np.array(wholes, dtype=np.float32).reshape(-1, self.dim),
            texts=tuple((article.id, article.text) for article in kept if article.text is not None),
            generation=str(self.n_changes),
        )

    def change(self, upserts: Iterable[EmbeddedArticle] = (), deletes: Collection[str] = ()) -> str:
        new: dict[str, EmbeddedArticle] = {}
        for article in upserts:
            if article.id in new:
                raise IndexFolderError(f"the article '{article.id}' comes twice in one change; give it once")
            if any(views.shape[1:] != (self.dim,) for views in article.embeddings):
                raise IndexFolderError(f"the embeddings of '{article.id}' do not have {self.dim} numbers")
            new[article.id] = article
        kept = {id_: article for id_, article in self.articles.items() if id_ not in new and id_ not in deletes}
        ids = {passage.id for article in kept.values() for passage in article.passages}
        for article in new.values():
            for passage in article.passages:
                if passage.id in ids:
                    raise IndexFolderError(f"the passage id '{passage.id}' is another article's; rename one")
                ids.add(passage.id)
        self.articles = kept | new
        self.n_changes += 1
        return str(self.n_changes)

    def upsert(self, articles: Iterable[EmbeddedArticle]) -> str:
        return self.change(upserts=articles)

    def delete(self, article_ids: Collection[str]) -> str:
        return self.change(deletes=article_ids)

    def purge(self, article_ids: Collection[str], *, wait_seconds: float = 60.0) -> str:
        raise UnsupportedError("a store in memory cannot purge; delete the articles and end the process")

    def get(self, passage_id: str) -> Passage | None:
        return self.snapshot().get(passage_id)

    def count(self) -> int:
        return len(self.snapshot().passages)

    def search(self, embedding: Embedding, k: int, selection: Selection = Selection()) -> list[tuple[Passage, float]]:  # noqa: B008
        snapshot = self.snapshot()
        rows, scores = snapshot.nearest(embedding, k, snapshot.rows(selection))
        return [(snapshot.passages[row], score) for row, score in zip(rows.tolist(), scores.tolist(), strict=True)]
