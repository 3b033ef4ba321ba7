"""The index that is measured: real embeddings first, vectors of the same distribution behind them."""

import json
import shutil
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import asdict, dataclass
from itertools import groupby
from pathlib import Path
from time import perf_counter

import numpy as np
from scale_articles import GeneratedArticle, Newsroom
from scale_vectors import VectorModel, fitted

from index.building.build_index import build_index
from index.embedding.encoder import Embedding, EmbeddingMatrix, Encoder
from index.embedding.load import make_encoder, open_encoder, read_record
from index.embedding.views import passage_views, with_passage_before
from index.passage import write_passages
from index.sentences import sentences_of
from index.store.local_store import LocalStore
from index.store.manifest import ENCODERS_FOLDER, read_manifest
from index.store.protocol import EmbeddedArticle, Snapshot

N_PROBES = 200
DEPTH = 10
TRUTH_FILE = "truth.npz"
FACTS_FILE = "facts.json"


@dataclass(frozen=True, slots=True)
class Built:
    """What a build came to.

    The seconds of the real part are those of `onrecord index`, embedding included; those of the others leave out what
    it took to make them up.
    """

    n_passages: int
    n_articles: int
    n_real: int
    real_seconds: float
    n_real_views: int
    stored_seconds: float
    disk_bytes: int


def store_in(folder: Path) -> LocalStore:
    """The store that the index in the folder is, ready to be written to."""
    manifest = read_manifest(folder)
    return LocalStore(folder, read_record(folder / ENCODERS_FOLDER / manifest.encoder), manifest.encoder)


def build(folder: Path, newsroom: Newsroom, n_passages: int, n_real: int) -> Built:
    """Put so many generated passages in an index in the folder, beside it what they are to be searched for.

    :param n_real: so many at least get the embeddings that `onrecord index` makes of them, whole articles only.
    """
    index = folder / "index"
    shutil.rmtree(folder, ignore_errors=True)
    make_encoder(index / ENCODERS_FOLDER, None)  # made once for a model: no part of what is timed
    real = list(newsroom.articles(min(n_real, n_passages)))
    start = perf_counter()
    _index_real(real, folder, index)
    real_seconds = perf_counter() - start
    store = store_in(index)
    snapshot = store.snapshot()
    articles = _vectors_of(snapshot)
    model = fitted(iter(articles.values()))
    n_views = sum(len(views) for article in articles.values() for views in article)
    questions = model.questions(N_PROBES, np.random.default_rng(newsroom.seed + 1))
    truth = Truth(questions)
    for article, views in zip(real, articles.values(), strict=True):
        truth.add([passage.id for passage in article.passages], views)
    snapshot.close()
    start, stored_seconds = perf_counter(), 0.0
    n_left = n_passages - sum(len(article.passages) for article in real)
    if n_left > 0:
        with store.writer() as writer:
            made = _Timed(_with_truth(_generated(newsroom, n_left, len(real), model), truth))
            writer.commit(made, n_expected=n_left, ids_are_unique=True)
        stored_seconds = perf_counter() - start - made.seconds
    truth.save(folder / TRUTH_FILE)
    manifest = read_manifest(index)
    n_bytes = sum(
        path.stat().st_size for path in index.rglob("*") if path.is_file() and ENCODERS_FOLDER not in path.parts
    )
    built = Built(
        manifest.n_passages,
        manifest.n_articles,
        n_passages - max(0, n_left),
        real_seconds,
        n_views,
        stored_seconds,
        n_bytes,
    )
    (folder / FACTS_FILE).write_text(json.dumps(asdict(built)))
    return built


def embedded(article: GeneratedArticle, encoder: Encoder) -> EmbeddedArticle:
    """The article with the embeddings of its passages' views."""
    views = [passage_views(passage, before) for passage, before in with_passage_before(article.passages)]
    rows = encoder.embed_passages([text for texts in views for text in texts])
    ends = np.cumsum([len(texts) for texts in views])
    return _stored(article, np.split(rows, ends[:-1]))


def encoder_of(folder: Path) -> Encoder:
    return open_encoder(folder / ENCODERS_FOLDER / read_manifest(folder).encoder)


class Truth:
    """The passages nearest to each question by exact float32 arithmetic, kept while they go by."""

    def __init__(self, questions: EmbeddingMatrix) -> None:
        """Begin with no passage for the questions, shape (n, dim)."""
        self._questions = questions
        self._scores = np.full((len(questions), DEPTH), -np.inf, dtype=np.float32)
        self._ids = np.full((len(questions), DEPTH), "", dtype=object)
        self._waiting: list[tuple[str, Embedding]] = []

    def add(self, ids: Sequence[str], views: Sequence[EmbeddingMatrix]) -> None:
        self._waiting += [(id_, rows[0]) for id_, rows in zip(ids, views, strict=True)]
        if len(self._waiting) >= 10_000:
            self._settle()

    def save(self, path: Path) -> None:
        self._settle()
        np.savez(path, questions=self._questions, ids=self._ids.astype(str))

    def _settle(self) -> None:
        if not self._waiting:
            return
        scores = self._questions @ np.stack([row for _, row in self._waiting]).T
        ids = np.broadcast_to(np.array([id_ for id_, _ in self._waiting], dtype=object), scores.shape)
        every, named = np.hstack([self._scores, scores]), np.hstack([self._ids, ids])
        best = np.argsort(-every, axis=1, kind="stable")[:, :DEPTH]
        self._scores, self._ids = np.take_along_axis(every, best, 1), np.take_along_axis(named, best, 1)
        self._waiting = []


def _index_real(articles: Sequence[GeneratedArticle], folder: Path, index: Path) -> None:
    texts = folder / "texts"
    texts.mkdir(parents=True, exist_ok=True)
    for article in articles:
        (texts / f"{article.metadata.id}.txt").write_text(article.text, encoding="utf-8", newline="")
    write_passages((passage for article in articles for passage in article.passages), folder / "passages.jsonl")
    build_index(folder / "passages.jsonl", texts, index)


def _vectors_of(snapshot: Snapshot) -> dict[str, list[EmbeddingMatrix]]:
    by_article = groupby(enumerate(snapshot.passages), key=lambda item: item[1].article.id)
    return {id_: [snapshot.embeddings_of(row) for row, _ in group] for id_, group in by_article}


def _generated(newsroom: Newsroom, n: int, first: int, model: VectorModel) -> Iterator[EmbeddedArticle]:
    for number, article in enumerate(newsroom.articles(n, first=first), first):
        rng = np.random.default_rng((newsroom.seed, number, 1_000))
        yield _stored(article, model.passages([len(sentences_of(passage.text)) for passage in article.passages], rng))


class _Timed(Iterator[EmbeddedArticle]):
    """The articles, and how many seconds they took to make."""

    def __init__(self, articles: Iterator[EmbeddedArticle]) -> None:
        self._articles = articles
        self.seconds = 0.0

    def __next__(self) -> EmbeddedArticle:
        start = perf_counter()
        try:
            return next(self._articles)
        finally:
            self.seconds += perf_counter() - start


def _with_truth(articles: Iterable[EmbeddedArticle], truth: Truth) -> Iterator[EmbeddedArticle]:
    for article in articles:
        truth.add([passage.id for passage in article.passages], article.embeddings)
        yield article


def _stored(article: GeneratedArticle, embeddings: Sequence[EmbeddingMatrix]) -> EmbeddedArticle:
    sha256 = article.metadata.text_sha256 or ""
    return EmbeddedArticle(article.metadata.id, article.text, article.passages, embeddings, sha256)
