"""Vectors written row by row, and copied from segment to segment."""

from pathlib import Path

import numpy as np
import pytest

from index.errors import IndexFolderError
from index.store.segment import vectors_codes, vectors_writer
from index.store.segment.vectors import SegmentVectors, VectorLayout
from index.store.segment.vectors_writer import VectorsWriter, copy_vectors
from tests.index.store.segment.vectors_data import VIEWS, array, of_wholes, random_wholes, written

LAYOUTS: tuple[VectorLayout, ...] = ("float32", "float16", "codes")


@pytest.fixture(autouse=True)
def small(monkeypatch: pytest.MonkeyPatch) -> None:
    """Several batches and codes where there are few rows."""
    monkeypatch.setattr(vectors_writer, "BATCH_ROWS", 300)
    monkeypatch.setattr(vectors_writer, "MIN_CODED", 1000)
    monkeypatch.setattr(vectors_codes, "N_QUESTIONS", 20)


def files(folder: Path) -> dict[str, bytes]:
    return {path.name: path.read_bytes() for path in folder.iterdir()}


@pytest.mark.parametrize("layout", LAYOUTS)
def test_copy_of_the_living_rows_is_what_writing_them_gives(tmp_path: Path, layout: VectorLayout) -> None:
    wholes = random_wholes(2000, 32)
    views = [np.stack([whole] * (2 + row % 3)) for row, whole in enumerate(wholes)]
    alive = np.random.default_rng(0).random(1200) < 0.9
    parts = [
        (written(tmp_path / "a", views[:1200], layout), alive),
        (written(tmp_path / "b", views[1200:], layout), None),
    ]
    (tmp_path / "copy").mkdir()
    facts = copy_vectors(parts, tmp_path / "copy", layout)
    kept = [view for view, lives in zip(views[:1200], alive, strict=True) if lives] + views[1200:]
    written(tmp_path / "fresh", kept, layout)
    assert files(tmp_path / "copy") == files(tmp_path / "fresh")
    assert SegmentVectors(tmp_path / "copy").layout == layout
    assert set(facts) == ({"recall_at_10", "code_bytes"} if layout == "codes" else set())


def test_copy_takes_another_layout(tmp_path: Path) -> None:
    (tmp_path / "copy").mkdir()
    copy_vectors([(written(tmp_path / "a", VIEWS), None)], tmp_path / "copy", "float16")
    written(tmp_path / "fresh", VIEWS, "float16")
    assert files(tmp_path / "copy") == files(tmp_path / "fresh")


def test_recall_in_the_facts_is_what_the_codes_find(tmp_path: Path) -> None:
    of_wholes(tmp_path / "a", random_wholes(2000, 32), "float16")
    (tmp_path / "b").mkdir()
    facts = copy_vectors([(SegmentVectors(tmp_path / "a"), None)], tmp_path / "b", "codes")
    assert float(facts["recall_at_10"]) >= 0.97
    assert facts["code_bytes"] in (4, 8)


def test_few_rows_go_without_codes(tmp_path: Path) -> None:
    vectors = written(tmp_path, VIEWS, "codes")
    assert vectors.layout == "float16"
    assert not (tmp_path / "codes.faiss").exists()


@pytest.mark.parametrize("content", [b"", b"no codes", None])
def test_damaged_codes_are_named(tmp_path: Path, content: bytes | None) -> None:
    of_wholes(tmp_path / "a", random_wholes(2000, 32), "codes")
    of_wholes(tmp_path / "b", random_wholes(1500, 32), "codes")
    path = tmp_path / "a" / "codes.faiss"
    path.write_bytes((tmp_path / "b" / "codes.faiss").read_bytes() if content is None else content)
    with pytest.raises(IndexFolderError, match="codes.faiss .*; run 'onrecord index --repair' to rebuild it"):
        SegmentVectors(tmp_path / "a")


def test_a_segment_of_no_rows_can_be_written(tmp_path: Path) -> None:
    assert VectorsWriter(tmp_path, 3, "float16").close() == {}
    vectors = SegmentVectors(tmp_path)
    assert (vectors.n_rows, vectors.n_vectors, vectors.dim) == (0, 0, 3)
    assert vectors.cosines(array([0, 1, 0])).tolist() == []
    assert vectors.nearest(array([0, 1, 0]), 3)[0].tolist() == []


@pytest.mark.parametrize("views", [[[1, 0, 0]], [[1, 0], [1, 0]], [1, 0, 0]])
def test_a_row_needs_its_whole_vector_and_a_sentence(tmp_path: Path, views: list[list[float]]) -> None:
    with pytest.raises(ValueError, match="a passage has its whole vector and its sentences', of 3 numbers each"):
        VectorsWriter(tmp_path, 3, "float32").add(array(views))
