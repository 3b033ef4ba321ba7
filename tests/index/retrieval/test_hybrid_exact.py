"""The search that stops early gives exactly what scoring every passage gives."""

from pathlib import Path

import numpy as np
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from numpy.typing import NDArray

from index.embedding.encoder import EmbeddingMatrix
from index.embedding.views import with_passage_before
from index.lexical.fields import passage_fields
from index.lexical.word_index import WordIndex, build_word_index
from index.passage import Passage
from index.retrieval import hybrid
from index.retrieval.hybrid import BEFORE_SHARE, WORD_WEIGHT, Match, Prior, Probe, hybrid_search
from index.retrieval.lifts import prior_of
from index.rows import Rows
from index.store.faiss_store import FaissStore, build_vectors
from index.store.manifest import FORMAT_VERSION, Manifest
from index.store.protocol import Snapshot
from tests.fakes import MemorySnapshot, fake_article, fake_passage, quotation

WORDS = ("ferry", "harbour", "music", "rain")


def scored_one_by_one(snapshot: Snapshot, probe: Probe, k: int, prior: Prior, rows: Rows | None) -> list[Match]:
    """What the docstrings promise, passage by passage."""
    every = np.arange(len(snapshot.passages))
    cosines = snapshot.cosines(probe.embedding, every)
    shares = (snapshot.words.scores(probe.terms, every) / (snapshot.words.ceiling(probe.terms) or 1)).astype(np.float32)
    sums = WORD_WEIGHT * shares + (1 - WORD_WEIGHT) * cosines
    from_before = np.array([sums[before] if before >= 0 else 0 for before in prior.befores], dtype=np.float32)
    scores = (sums + prior.lifts + BEFORE_SHARE * from_before).astype(np.float32)
    allowed = every.tolist() if rows is None else rows.tolist()
    best = sorted(allowed, key=lambda row: (-scores[row], row))[:k]
    return [Match(snapshot.passages[r], r, float(scores[r]), float(cosines[r]), float(shares[r])) for r in best]


def passage(words: list[str], *, number: int, article: str, is_said: bool) -> Passage:
    text = " ".join(words) or "so"
    said = (quotation(text, text, "Ana Lind"),) if is_said else ()
    return fake_passage(text, *said, number=number, article=fake_article(id=article, title=None))


def quarters(n: int, lowest: int) -> st.SearchStrategy[NDArray[np.float32]]:
    """Few different numbers, so that ties are many."""
    numbers = st.lists(st.integers(lowest, 4), min_size=n, max_size=n)
    return numbers.map(lambda drawn: np.array(drawn, dtype=np.float32) / np.float32(4))


@st.composite
def stores(draw: st.DrawFn) -> MemorySnapshot:
    n = draw(st.integers(1, 12))
    held = [draw(st.lists(st.sampled_from(WORDS), max_size=3)) for _ in range(n)]
    passages = tuple(passage(words, number=row, article="a", is_said=False) for row, words in enumerate(held))
    return MemorySnapshot(passages, draw(quarters(n, -4)).reshape(n, 1))


@st.composite
def priors(draw: st.DrawFn, n: int) -> Prior:
    shares = draw(st.lists(st.booleans(), min_size=n, max_size=n))
    befores = [row - 1 if is_shared else -1 for row, is_shared in enumerate(shares)]
    return Prior(draw(st.just(np.zeros(n, dtype=np.float32)) | quarters(n, 0)), np.array(befores, dtype=np.int64))


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow])
@given(snapshot=stores(), data=st.data())
def test_every_search_is_what_scoring_each_passage_gives(
    snapshot: MemorySnapshot, data: st.DataObject, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(hybrid, "WORD_DEPTH", data.draw(st.integers(1, 2), "depth"))
    n = len(snapshot.passages)
    terms = tuple(data.draw(st.lists(st.sampled_from(WORDS), max_size=3), "terms"))
    probe = Probe("", np.ones(1, dtype=np.float32), terms)
    numbers = st.integers(0, n - 1)
    chosen = data.draw(st.none() | st.lists(numbers, unique=True).map(sorted), "rows")
    rows = None if chosen is None else np.array(chosen, dtype=np.int64)
    prior = data.draw(priors(n), "prior")
    k = data.draw(st.integers(1, n + 1), "k")
    assert hybrid_search(snapshot, probe, k, prior, rows=rows) == scored_one_by_one(snapshot, probe, k, prior, rows)


def best_rows(cosines: list[float], befores: list[int], k: int, rows: Rows | None = None) -> list[int]:
    """The rows found for a question without terms, where nothing is lifted."""
    passages = tuple(passage([], number=row, article="a", is_said=False) for row in range(len(cosines)))
    snapshot = MemorySnapshot(passages, np.array(cosines, dtype=np.float32).reshape(-1, 1))
    prior = Prior(np.zeros(len(cosines), dtype=np.float32), np.array(befores, dtype=np.int64))
    probe = Probe("", np.ones(1, dtype=np.float32), ())
    matches = hybrid_search(snapshot, probe, k, prior, rows=rows)
    assert matches == scored_one_by_one(snapshot, probe, k, prior, rows)
    return [match.row for match in matches]


def test_below_0_a_passage_behind_none_passes_one_that_shares_a_score(monkeypatch: pytest.MonkeyPatch) -> None:
    # Of the nearest two the second shares the first's score, which draws it below the third, found later.
    monkeypatch.setattr(hybrid, "WORD_DEPTH", 1)
    assert best_rows([-0.05, -0.1, -0.105], [-1, 0, -1], 2) == [0, 2]


def test_passage_behind_one_that_is_not_among_the_rows_is_found(monkeypatch: pytest.MonkeyPatch) -> None:
    # Row 4 is the farthest, but stands behind the nearest of all.
    monkeypatch.setattr(hybrid, "WORD_DEPTH", 2)
    assert best_rows([0.05, 0, 0, 1, -0.1], [-1, -1, -1, -1, 3], 1, np.array([0, 2, 4])) == [4]


N_PASSAGES = 200
DIM = 8


def unit_rows(random: np.random.Generator, n: int) -> EmbeddingMatrix:
    matrix = random.normal(size=(n, DIM)).astype(np.float32)
    return np.asarray(matrix / np.linalg.norm(matrix, axis=1, keepdims=True), dtype=np.float32)


@pytest.fixture(scope="module")
def real_store(tmp_path_factory: pytest.TempPathFactory) -> FaissStore:
    random = np.random.default_rng(20211117)
    passages = [
        passage(
            [WORDS[n] for n in random.integers(0, len(WORDS), size=random.integers(0, 6))],
            number=number,
            article=str(number // 10),
            is_said=bool(random.integers(0, 2)),
        )
        for number in range(N_PASSAGES)
    ]
    folder = tmp_path_factory.mktemp("exact")
    build_word_index((passage_fields(*pair) for pair in with_passage_before(passages)), folder / "words")
    starts = np.cumsum([0, *random.integers(2, 5, size=N_PASSAGES)])
    manifest = Manifest(FORMAT_VERSION, "g", "2024", "m", "0", "e", DIM, N_PASSAGES, 20, "0", {})
    vectors = build_vectors(unit_rows(random, int(starts[-1])))
    return FaissStore(manifest, passages, vectors, starts, WordIndex(folder / "words"), Path("none"))


@pytest.mark.parametrize("depth", [1, 2, 16, 1000])
@pytest.mark.parametrize("terms", [("ferry",), ("harbour", "rain"), ("music", "ferry", "nowhere"), ()])
@pytest.mark.parametrize("step", [None, 1, 3])
def test_real_searches_are_what_scoring_each_passage_gives(
    real_store: FaissStore, depth: int, terms: tuple[str, ...], step: int | None, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(hybrid, "WORD_DEPTH", depth)
    rows = None if step is None else np.arange(0, N_PASSAGES, step)
    prior = prior_of(real_store.passages)
    for embedding in unit_rows(np.random.default_rng(5), 10):
        probe = Probe("", embedding, terms)
        matches = hybrid_search(real_store, probe, 10, prior, rows=rows)
        expected = scored_one_by_one(real_store, probe, 10, prior, rows)
        assert [match.row for match in matches] == [match.row for match in expected]
        assert [match.score for match in matches] == pytest.approx([match.score for match in expected], abs=1e-6)
