"""The nearest whole passages: exact, ties in the rows' order, at any selectivity."""

from pathlib import Path
from tempfile import TemporaryDirectory
from threading import Thread

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from index.embedding.encoder import Embedding, EmbeddingMatrix
from index.rows import Alive, Rows
from index.store.segment import vectors_codes, vectors_search
from index.store.segment.vectors import VectorLayout
from tests.index.store.segment.vectors_data import array, of_wholes, random_wholes, rows, written

LAYOUTS = ("float32", "float16")
Y_AXIS = array([0, 1, 0])


@pytest.fixture
def scans(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let FAISS scan where there are few rows too."""
    monkeypatch.setattr(vectors_search, "FEW_ROWS", 0)
    monkeypatch.setattr(vectors_search, "SPARE_ROWS", 2)


@pytest.mark.parametrize("layout", LAYOUTS)
def test_nearest_is_by_the_whole_passage_alone(tmp_path: Path, layout: VectorLayout) -> None:
    x_axis = array([1, 0, 0])
    views = [np.stack([x_axis, Y_AXIS]), np.stack([Y_AXIS, x_axis]), np.stack([Y_AXIS / 2, x_axis])]
    vectors = written(tmp_path, views, layout)
    found, scores = vectors.nearest(Y_AXIS, 2)
    assert (found.tolist(), scores.tolist()) == ([1, 2], [1, 0.5])
    assert [found.dtype.name, scores.dtype.name] == ["int64", "float32"]


@pytest.mark.parametrize("layout", LAYOUTS)
def test_more_than_there_are_gives_all(tmp_path: Path, layout: VectorLayout) -> None:
    vectors = of_wholes(tmp_path, array(np.diag([1, 0.5, 0.75]) @ np.tile([0, 1, 0], (3, 1))), layout)
    assert vectors.nearest(Y_AXIS, 10)[0].tolist() == [0, 2, 1]
    assert vectors.nearest(Y_AXIS, 10, rows(1, 2))[0].tolist() == [2, 1]
    assert vectors.nearest(Y_AXIS, 0)[0].tolist() == []
    assert vectors.nearest(Y_AXIS, 5, rows())[0].tolist() == []
    assert vectors.nearest(Y_AXIS, 5, None, np.zeros(3, dtype=np.bool_))[0].tolist() == []


@pytest.mark.usefixtures("scans")
@pytest.mark.parametrize("n", [1, 5, 30, 99])
def test_equal_passages_come_in_the_order_of_the_rows(tmp_path: Path, n: int) -> None:
    wholes = np.zeros((600, 3), dtype=np.float32)
    wholes[:, 0] = 1
    wholes[np.arange(3, 600, 5)] = array([0.3, 0.7, 0.1])
    vectors = of_wholes(tmp_path, wholes, "float16")
    assert vectors.nearest(Y_AXIS, n)[0].tolist() == list(range(3, 600, 5))[:n]


@pytest.mark.usefixtures("scans")
@pytest.mark.parametrize("n_rows", [1, 10, 300, 2000, 2999, 3000])
def test_search_is_exact_at_any_selectivity(tmp_path: Path, n_rows: int) -> None:
    wholes = random_wholes(3000, 24)
    vectors = of_wholes(tmp_path, wholes, "float16")
    chosen = np.sort(np.random.default_rng(n_rows).permutation(3000)[:n_rows])
    alive = np.random.default_rng(1).random(3000) < 0.8
    question = random_wholes(1, 24, seed=5)[0]
    half = wholes.astype(np.float16).astype(np.float32)
    assert vectors.nearest(question, 20, chosen)[0].tolist() == ranked(half, question, 20, chosen)
    living = chosen[alive[chosen]]
    assert vectors.nearest(question, 20, chosen, alive)[0].tolist() == ranked(half, question, 20, living)
    assert vectors.nearest(question, 20, None, alive)[0].tolist() == ranked(half, question, 20, np.flatnonzero(alive))


@settings(max_examples=60, deadline=None)
@given(st.data())
def test_nearest_is_brute_force_to_the_last_tie(data: st.DataObject) -> None:
    n_rows, dim = data.draw(st.integers(1, 120)), data.draw(st.integers(1, 5))
    rng = np.random.default_rng(data.draw(st.integers(0, 2**32 - 1)))
    wholes = rng.integers(-2, 3, size=(n_rows, dim)).astype(np.float32)
    question = rng.integers(-2, 3, size=dim).astype(np.float32)
    alive: Alive | None = data.draw(st.sampled_from([None, rng.random(n_rows) < 0.7]))
    chosen: Rows | None = data.draw(st.sampled_from([None, np.flatnonzero(rng.random(n_rows) < 0.5)]))
    n = data.draw(st.integers(0, 40))
    layout: VectorLayout = data.draw(st.sampled_from(LAYOUTS))
    allowed = np.arange(n_rows) if chosen is None else chosen
    allowed = allowed if alive is None else allowed[alive[allowed]]
    with TemporaryDirectory() as folder, pytest.MonkeyPatch.context() as patch:
        patch.setattr(vectors_search, "FEW_ROWS", 0)
        patch.setattr(vectors_search, "SPARE_ROWS", 1)
        found, scores = of_wholes(Path(folder), wholes, layout).nearest(question, n, chosen, alive)
    assert found.tolist() == ranked(wholes, question, n, allowed)
    assert scores.tolist() == (wholes[found] @ question).tolist()


def test_codes_find_nearly_all_and_tell_how_many(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(vectors_codes, "MIN_CODED", 1000)
    monkeypatch.setattr("index.store.segment.vectors_writer.MIN_CODED", 1000)
    monkeypatch.setattr(vectors_search, "FEW_ROWS", 0)
    wholes = random_wholes(4000, 32)
    vectors = of_wholes(tmp_path, wholes, "codes")
    assert vectors.layout == "codes"
    half = wholes.astype(np.float16).astype(np.float32)
    alive = np.arange(4000) % 5 > 0
    n_found = n_found_living = 0
    for question in random_wholes(20, 32, seed=9):
        found, scores = vectors.nearest(question, 10)
        assert scores.tolist() == pytest.approx((half[found] @ question).tolist(), abs=1e-6)
        n_found += len(set(found.tolist()) & set(ranked(half, question, 10, np.arange(4000))))
        living = vectors.nearest(question, 10, None, alive)[0].tolist()
        assert all(alive[living])
        n_found_living += len(set(living) & set(ranked(half, question, 10, np.flatnonzero(alive))))
    assert n_found >= 190
    assert n_found_living >= 190


def test_equal_passages_are_in_order_by_codes_too(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("index.store.segment.vectors_writer.MIN_CODED", 1000)
    monkeypatch.setattr(vectors_search, "FEW_ROWS", 0)
    wholes = random_wholes(3000, 32)
    wholes[7::10] = wholes[7]
    vectors = of_wholes(tmp_path, wholes, "codes")
    assert vectors.nearest(wholes[7], 5)[0].tolist() == [7, 17, 27, 37, 47]


def test_threads_get_what_each_asked_for(tmp_path: Path) -> None:
    wholes = random_wholes(5000, 24)
    vectors = of_wholes(tmp_path, wholes, "float16")
    found: dict[int, int] = {}

    def ask(row: int) -> None:
        for _ in range(20):
            found[row] = int(vectors.nearest(wholes[row], 1)[0][0])

    threads = [Thread(target=ask, args=(row,)) for row in range(0, 5000, 1000)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert found == {row: row for row in range(0, 5000, 1000)}


def ranked(wholes: EmbeddingMatrix, question: Embedding, n: int, allowed: Rows) -> list[int]:
    """By the product of every row, the first of equal ones first."""
    products = wholes[allowed] @ question
    best: list[int] = allowed[np.lexsort((allowed, -products))][:n].tolist()
    return best
