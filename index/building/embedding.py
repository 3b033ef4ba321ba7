"""Checked articles with their embeddings: what an earlier build has embedded is taken over."""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence

import numpy as np

from index.building.articles import CheckedArticle
from index.embedding.encoder import Embedding, EmbeddingMatrix, Encoder
from index.embedding.passage_progress import PassageProgress
from index.embedding.pending import PendingEmbeddings, embed_resumably
from index.embedding.views import passage_views, with_passage_before
from index.passage import Passage
from index.store.protocol import EmbeddedArticle

WINDOW_PASSAGES = 4_096
"""So many passages are embedded together: enough that texts of like length find each other, few enough for memory."""

Views = Sequence[tuple[str, ...]]


class ArticleEmbedder:
    """Embeds articles, a window of them at a time, and counts what it had to embed."""

    def __init__(
        self,
        encoder: Encoder,
        pending: PendingEmbeddings | None,
        known_of: Callable[[str], Mapping[str, Embedding]],
        progress: PassageProgress | None,
    ) -> None:
        """Embed with the encoder what is not known.

        :param known_of: the vectors by text that are known where an article of that id is to be embedded.
        :param progress: told of each text that is embedded.
        """
        self._encoder = encoder
        self._pending = pending
        self._known_of = known_of
        self._progress = progress
        self.n_embedded = 0
        """How many passages had a text that was not known."""

    def embedded(self, articles: Iterable[CheckedArticle]) -> Iterator[EmbeddedArticle]:
        """The articles in their order, each with its vectors."""
        window: list[CheckedArticle] = []
        n_passages = 0
        for article in articles:
            window.append(article)
            n_passages += len(article.passages)
            if n_passages >= WINDOW_PASSAGES:
                yield from self._window(window)
                window, n_passages = [], 0
        yield from self._window(window)

    def _window(self, articles: Sequence[CheckedArticle]) -> Iterator[EmbeddedArticle]:
        views = [views_of(article.passages) for article in articles]
        known: dict[str, Embedding] = {}
        for article in articles:
            known.update(self._known_of(article.id))
        new = list(dict.fromkeys(text for each in views for texts in each for text in texts if text not in known))
        self.n_embedded += sum(any(text not in known for text in texts) for each in views for texts in each)
        known.update(zip(new, self._embed(new, sum(map(len, views))), strict=True))
        for article, each in zip(articles, views, strict=True):
            yield EmbeddedArticle(
                article.id, article.text, article.passages, _matrices(each, known), article.content_sha256
            )

    def _embed(self, texts: Sequence[str], n_passages: int) -> EmbeddingMatrix:
        if self._progress is None:
            return embed_resumably(texts, self._encoder, self._pending)
        self._progress.begin(n_passages, len(texts))
        embeddings = embed_resumably(texts, self._encoder, self._pending, self._progress.embedded)
        self._progress.end()
        return embeddings


def views_of(passages: Sequence[Passage]) -> list[tuple[str, ...]]:
    """The texts that are embedded of each of an article's passages."""
    return [passage_views(passage, before) for passage, before in with_passage_before(passages)]


def vectors_by_text(article: EmbeddedArticle) -> dict[str, Embedding]:
    """The article's vectors by the text that each was made of."""
    return known_vectors(list(zip(article.passages, article.embeddings, strict=True)))


def known_vectors(passages: Sequence[tuple[Passage, EmbeddingMatrix]]) -> dict[str, Embedding]:
    """The vectors by the text that each was made of, of passages in order, each with its matrix."""
    views = views_of([passage for passage, _ in passages])
    return {
        text: vector
        for texts, (_, vectors) in zip(views, passages, strict=True)
        for text, vector in zip(texts, vectors, strict=True)
    }


def _matrices(views: Views, known: Mapping[str, Embedding]) -> list[EmbeddingMatrix]:
    return [np.stack([known[text] for text in texts]).astype(np.float32) for texts in views]
