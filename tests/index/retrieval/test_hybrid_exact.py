"""The search gives exactly what scoring every passage gives; in a large store, as far as its searches reach."""

from dataclasses import dataclass, replace

import numpy as np
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from numpy.typing import NDArray

from index.embedding.encoder import EmbeddingMatrix
from index.embedding.views import with_passage_before
from index.lexical.fields import passage_fields
from index.lexical.word_search import SegmentedWords
from index.lexical.word_segment import WordSegment, write_word_segment
from index.passage import Passage
from index.retrieval import hybrid
from index.retrieval.hybrid import BEFORE_SHARE, WORD_WEIGHT, Match, Prior, Probe, hybrid_search
from index.retrieval.lifts import prior_of
from index.rows import Rows
from index.store.protocol import Snapshot, WordSearch
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


@st.composite
def questions(draw: st.DrawFn, n: int) -> tuple[Probe, int, Prior, Rows | None]:
    """What is asked of `n` passages: the probe, how many, the prior and the rows."""
    terms = tuple(draw(st.lists(st.sampled_from(WORDS), max_size=3)))
    chosen = st.lists(st.integers(0, n - 1), unique=True).map(lambda rows: np.array(sorted(rows), dtype=np.int64))
    prior = draw(priors(n))
    if draw(st.booleans()):
        prior = prior.lifted(draw(chosen), 0.25)
    return Probe("", np.ones(1, dtype=np.float32), terms), draw(st.integers(1, n + 1)), prior, draw(st.none() | chosen)


@given(snapshot=stores(), data=st.data())
def test_every_search_is_what_scoring_each_passage_gives(snapshot: MemorySnapshot, data: st.DataObject) -> None:
    probe, k, prior, rows = data.draw(questions(len(snapshot.passages)))
    assert hybrid_search(snapshot, probe, k, prior, rows=rows) == scored_one_by_one(snapshot, probe, k, prior, rows)


def searched_to(monkeypatch: pytest.MonkeyPatch, n_nearest: int, n_by_words: int) -> None:
    """Let large stores search so far, however few rows are allowed."""
    monkeypatch.setattr(hybrid, "N_CANDIDATES", 0)
    monkeypatch.setattr(hybrid, "N_NEAREST", n_nearest)
    monkeypatch.setattr(hybrid, "N_BY_WORDS", n_by_words)


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow])
@given(snapshot=stores(), data=st.data())
def test_large_store_whose_search_reaches_all_gives_what_scoring_each_passage_gives(
    snapshot: MemorySnapshot, data: st.DataObject, monkeypatch: pytest.MonkeyPatch
) -> None:
    searched_to(monkeypatch, len(snapshot.passages), len(snapshot.passages))
    probe, k, prior, rows = data.draw(questions(len(snapshot.passages)))
    large = replace(snapshot, is_exhaustive=False)
    assert hybrid_search(large, probe, k, prior, rows=rows) == scored_one_by_one(snapshot, probe, k, prior, rows)


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow])
@given(snapshot=stores(), data=st.data())
def test_large_store_gives_as_many_with_their_own_scores_however_short_its_searches(
    snapshot: MemorySnapshot, data: st.DataObject, monkeypatch: pytest.MonkeyPatch
) -> None:
    searched_to(monkeypatch, 1, 1)
    n = len(snapshot.passages)
    probe, k, prior, rows = data.draw(questions(n))
    found = hybrid_search(replace(snapshot, is_exhaustive=False), probe, k, prior, rows=rows)
    every = scored_one_by_one(snapshot, probe, n, prior, rows)
    assert len(found) == min(k, len(every))
    assert found == [match for match in every if match.row in {one.row for one in found}]


def first_row(
    cosines: list[float],
    *,
    befores: tuple[int, ...] = (),
    lifts: tuple[float, ...] = (),
    raised: Rows | None = None,
    held: tuple[str, ...] = (),
    rows: Rows | None = None,
    is_exhaustive: bool = False,
) -> int:
    """The row of the best passage for a question after ferry and rain, in a large store unless it is exhaustive."""
    n = len(cosines)
    words = [*(one.split() for one in held), *([[]] * (n - len(held)))]
    passages = tuple(passage(words[row], number=row, article="a", is_said=False) for row in range(n))
    snapshot = MemorySnapshot(passages, np.array(cosines, dtype=np.float32).reshape(-1, 1), is_exhaustive=is_exhaustive)
    prior = Prior(np.array(lifts or [0] * n, dtype=np.float32), np.array(befores or [-1] * n, dtype=np.int64))
    prior = prior if raised is None else prior.lifted(raised, 0.5)
    probe = Probe("", np.ones(1, dtype=np.float32), ("ferri", "rain"))
    matches = hybrid_search(snapshot, probe, 1, prior, rows=rows)
    assert matches == scored_one_by_one(snapshot, probe, 1, prior, rows)
    return matches[0].row


@pytest.fixture
def short_searches(monkeypatch: pytest.MonkeyPatch) -> None:
    searched_to(monkeypatch, 1, 1)


@pytest.mark.usefixtures("short_searches")
class TestLargeStore:
    """What comes in, where a search gives the first two only: twice as many as are asked for."""

    def test_of_a_small_one_all_passages_come_in(self) -> None:
        lifts = (0, 0, 0, 0.8)
        assert first_row([0.3, 0.3, 0.3, 0.2], lifts=lifts, is_exhaustive=True) == 3

    def test_nearest_passage_comes_in(self) -> None:
        assert first_row([0.3, 0.2, 0.9], held=("ferry", "rain", "")) == 2

    def test_best_passage_by_words_comes_in_though_it_is_far(self) -> None:
        assert first_row([0.3, 0.3, 0.3, 0], held=("", "", "", "ferry rain")) == 3

    def test_raised_passage_comes_in_though_neither_search_finds_it_among_all(self) -> None:
        assert first_row([0.3, 0.3, 0.3, 0.2], raised=np.array([3])) == 3
        assert first_row([0.3, 0.3, 0.3, 0.2], raised=np.array([0, 3]), rows=np.array([1, 2, 3])) == 3

    def test_raised_passage_comes_in_by_the_one_before_it(self) -> None:
        cosines = [0.85, 0.85, 0, 0.8, -0.1, 0, 0.05, 0.05]
        befores = (-1, -1, -1, -1, 3, -1, -1, -1)
        assert first_row(cosines, befores=befores, raised=np.array([4, 6, 7])) == 4

    def test_passage_that_shares_the_score_of_one_found_comes_in(self) -> None:
        assert first_row([0.9, 0.9, -0.1, 0], befores=(-1, -1, 1, -1), lifts=(0, 0, 0.8, 0)) == 2

    def test_passage_that_shares_the_score_of_one_beyond_the_rows_comes_in(self) -> None:
        assert first_row([1, -0.1, 0.05, 0.05, 0.05], befores=(-1, 0, -1, -1, -1), rows=np.arange(1, 5)) == 1


def test_so_few_rows_as_are_scored_anyway_are_not_searched_in_a_large_store(monkeypatch: pytest.MonkeyPatch) -> None:
    # Row 3 is found by no search, but there are no more than four.
    searched_to(monkeypatch, 1, 1)
    lifts = (0, 0, 0, 0.8)
    monkeypatch.setattr(hybrid, "N_CANDIDATES", 4)
    assert first_row([0.3, 0.3, 0.3, 0.2], lifts=lifts) == 3
    assert first_row([0.3, 0.3, 0.3, 0.2, 0.4], lifts=(*lifts, 0), rows=np.arange(4)) == 3


N_PASSAGES = 200
DIM = 8


def unit_rows(random: np.random.Generator, n: int) -> EmbeddingMatrix:
    matrix = random.normal(size=(n, DIM)).astype(np.float32)
    return np.asarray(matrix / np.linalg.norm(matrix, axis=1, keepdims=True), dtype=np.float32)


@dataclass(frozen=True, kw_only=True)
class WordedSnapshot(MemorySnapshot):
    """A snapshot with the real word search."""

    real_words: SegmentedWords

    @property
    def words(self) -> WordSearch:
        return self.real_words


@pytest.fixture(scope="module")
def real_store(tmp_path_factory: pytest.TempPathFactory) -> WordedSnapshot:
    random = np.random.default_rng(20211117)
    passages = tuple(
        passage(
            [WORDS[n] for n in random.integers(0, len(WORDS), size=random.integers(0, 6))],
            number=number,
            article=str(number // 10),
            is_said=bool(random.integers(0, 2)),
        )
        for number in range(N_PASSAGES)
    )
    folder = tmp_path_factory.mktemp("exact")
    fields = [passage_fields(*pair) for pair in with_passage_before(passages)]
    write_word_segment(fields[:70], folder / "1")
    write_word_segment(fields[70:], folder / "2")
    words = SegmentedWords([(WordSegment(folder / name), None) for name in ("1", "2")])
    return WordedSnapshot(passages, unit_rows(random, N_PASSAGES), real_words=words)


@pytest.mark.parametrize("is_exhaustive", [True, False])
@pytest.mark.parametrize("terms", [("ferri",), ("harbour", "rain"), ("music", "ferri", "nowhere"), ()])
@pytest.mark.parametrize("step", [None, 1, 3])
def test_real_searches_are_what_scoring_each_passage_gives(
    real_store: WordedSnapshot,
    is_exhaustive: bool,
    terms: tuple[str, ...],
    step: int | None,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    searched_to(monkeypatch, 60, 60)
    store = replace(real_store, is_exhaustive=is_exhaustive)
    rows = None if step is None else np.arange(0, N_PASSAGES, step)
    prior = prior_of(store.outline)
    for embedding in unit_rows(np.random.default_rng(5), 10):
        probe = Probe("", embedding, terms)
        matches = hybrid_search(store, probe, 10, prior, rows=rows)
        expected = scored_one_by_one(store, probe, 10, prior, rows)
        assert [match.row for match in matches] == [match.row for match in expected]
        assert [match.score for match in matches] == pytest.approx([match.score for match in expected], abs=1e-6)
