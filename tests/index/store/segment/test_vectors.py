"""The vectors of a segment, in known geometry: three or two for a passage, the whole passage's first."""

from pathlib import Path

import faiss
import numpy as np
import pytest

from index.errors import IndexFolderError
from index.store.segment.vectors import MAX_EXACT, MAX_FLOAT32, SegmentVectors, VectorLayout, layout_for
from tests.index.store.segment.vectors_data import VIEWS, array, of_wholes, random_wholes, rows, written

LAYOUTS = ("float32", "float16")
Y_AXIS = array([0, 1, 0])


@pytest.fixture(params=LAYOUTS)
def vectors(request: pytest.FixtureRequest, tmp_path: Path) -> SegmentVectors:
    return written(tmp_path, VIEWS, request.param)


def test_layout_goes_by_the_size_of_the_index() -> None:
    assert [layout_for(n) for n in (0, MAX_FLOAT32, MAX_FLOAT32 + 1, MAX_EXACT, MAX_EXACT + 1)] == [
        *("float32", "float32", "float16", "float16", "codes")
    ]


@pytest.mark.parametrize("layout", LAYOUTS)
def test_a_segment_tells_what_it_holds(tmp_path: Path, layout: VectorLayout) -> None:
    vectors = written(tmp_path, VIEWS, layout)
    assert (vectors.n_rows, vectors.dim, vectors.n_vectors, vectors.layout) == (4, 3, 10, layout)


def test_cosine_is_half_the_whole_passage_and_half_its_nearest_sentence(vectors: SegmentVectors) -> None:
    # 0: 0 whole, 1 nearest; 1: both 1; 2: 0.8 and 0.8; 3: 0 and 0
    assert vectors.cosines(Y_AXIS, rows(0, 1, 2, 3)).tolist() == pytest.approx([0.5, 1.0, 0.8, 0.0], abs=5e-4)
    # 2: 0.6 whole, 1 nearest
    assert vectors.cosines(array([1, 0, 0]), rows(2, 0)).tolist() == pytest.approx([0.8, 0.5], abs=5e-4)
    # 3: -1 whole, 1 nearest; 0: 0 whole, 0 nearest of 0 and -1
    assert vectors.cosines(array([0, 0, -1]), rows(3, 0)).tolist() == pytest.approx([0.0, 0.0], abs=5e-4)


def test_cosines_of_all_rows_are_those_of_each(vectors: SegmentVectors) -> None:
    assert vectors.cosines(Y_AXIS).tolist() == vectors.cosines(Y_AXIS, rows(0, 1, 2, 3)).tolist()


def test_cosines_of_no_rows_are_none(vectors: SegmentVectors) -> None:
    cosines = vectors.cosines(Y_AXIS, rows())
    assert cosines.tolist() == []
    assert cosines.dtype == np.float32


def test_half_precision_moves_a_cosine_by_no_more_than_its_rounding(tmp_path: Path) -> None:
    wholes = random_wholes(300, 48)
    exact, half = of_wholes(tmp_path / "a", wholes), of_wholes(tmp_path / "b", wholes, "float16")
    difference = np.abs(exact.cosines(wholes[7]) - half.cosines(wholes[7]))
    assert 0 < difference.max() < 2**-11  # each number is rounded by its 2^-11th part at most


def test_embedding_of_another_dimension_is_refused(vectors: SegmentVectors) -> None:
    message = "the question's embedding has 2 numbers, the index's 3; run 'onrecord index' with the model"
    with pytest.raises(IndexFolderError, match=message):
        vectors.cosines(array([0, 1]))
    with pytest.raises(IndexFolderError, match=message):
        vectors.nearest(array([0, 1]), 1)


@pytest.mark.parametrize("row", [-1, 4])
def test_a_row_that_is_not_there_is_no_row(vectors: SegmentVectors, row: int) -> None:
    with pytest.raises(IndexError):
        vectors.cosines(Y_AXIS, rows(row))
    with pytest.raises(IndexError):
        vectors.nearest(Y_AXIS, 1, rows(row))
    with pytest.raises(IndexError):
        vectors.views_of(row)


def test_views_are_the_whole_passage_and_its_sentences(vectors: SegmentVectors) -> None:
    views = vectors.views_of(2)
    assert views.dtype == np.float32
    assert views.tolist() == [pytest.approx(view, abs=5e-4) for view in VIEWS[2]]
    assert vectors.views_of(3).tolist() == VIEWS[3]


def test_what_is_done_to_a_copy_of_the_vectors_leaves_the_segment_alone(vectors: SegmentVectors) -> None:
    vectors.views_of(1)[:] = 0
    assert vectors.views_of(1).tolist() == VIEWS[1]


def test_every_vectors_length_is_told_with_its_row(tmp_path: Path) -> None:
    vectors = written(tmp_path, [[[1, 0], [0, 2]], [[3, 0], [4, 0], [0, 5]]])
    told = [(row, norm) for numbers, norms in vectors.norms() for row, norm in zip(numbers, norms, strict=True)]
    assert told == [(0, 1), (1, 3), (0, 2), (1, 4), (1, 5)]


@pytest.mark.parametrize("name", ["whole.faiss", "sentences.npy", "view_starts.npy"])
@pytest.mark.parametrize("damage", ["missing", "empty", "foreign", "half"])
def test_damaged_file_is_named(tmp_path: Path, name: str, damage: str) -> None:
    written(tmp_path, VIEWS)
    path = tmp_path / name
    content = path.read_bytes()
    path.unlink()
    if damage != "missing":
        path.write_bytes({"empty": b"", "foreign": b"no vectors at all", "half": content[: len(content) // 2]}[damage])
    with pytest.raises(IndexFolderError, match=f"{name} .*; run 'onrecord index --repair' to rebuild it"):
        SegmentVectors(tmp_path)


def test_whole_passages_in_an_index_of_another_kind_are_refused(tmp_path: Path) -> None:
    written(tmp_path, VIEWS)
    faiss.write_index(faiss.IndexFlatL2(3), str(tmp_path / "whole.faiss"))
    with pytest.raises(IndexFolderError, match="whole.faiss is a FAISS index of another kind; run 'onrecord"):
        SegmentVectors(tmp_path)


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("view_starts.npy", np.array([0, 2, 3, 5])),  # a row too few
        ("view_starts.npy", np.array([0, 2, 2, 5, 6])),  # a row without a sentence
        ("view_starts.npy", np.array([0, 2, 3, 5, 7])),  # a sentence that is not there
        ("view_starts.npy", np.array([1, 2, 3, 5, 6])),  # a sentence that is nobody's
        ("view_starts.npy", np.array([0.0, 2, 3, 5, 6])),
        ("sentences.npy", np.zeros((5, 3), dtype=np.float32)),
        ("sentences.npy", np.zeros((6, 4), dtype=np.float32)),
        ("sentences.npy", np.zeros((6, 3), dtype=np.float16)),
        ("sentences.npy", np.zeros(18, dtype=np.float32)),
    ],
)
def test_files_that_do_not_fit_each_other_are_refused(tmp_path: Path, name: str, content: np.ndarray) -> None:
    written(tmp_path, VIEWS)
    np.save(tmp_path / name, content)
    with pytest.raises(
        IndexFolderError, match="(do not fit each other|of another kind); run 'onrecord index --repair'"
    ):
        SegmentVectors(tmp_path)
