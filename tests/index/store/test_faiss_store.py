"""The FAISS store on vectors of known geometry."""

from pathlib import Path

import numpy as np
import pytest

from index.article import ArticleMetadata
from index.errors import IndexFolderError, VerbatimError
from index.passage import Attribution, Passage
from index.store.article_texts import read_article_text, text_path, write_article_text
from index.store.faiss_store import FaissStore, build_vectors, read_vectors, write_vectors
from index.store.manifest import FORMAT_VERSION, Manifest

ROWS = np.array([[1, 0, 0], [0, 1, 0], [0.6, 0.8, 0], [0, 1, 0], [0, 0, 1], [0, 1, 0]], dtype=np.float32)
Y_AXIS = np.array([0, 1, 0], dtype=np.float32)


def passage(row: int) -> Passage:
    speaker = "Ana" if row in (0, 3, 4) else None
    attributions = (Attribution(kind="direct", start_char=0, end_char=1, speaker=speaker),) if speaker else ()
    article = ArticleMetadata(id="a" if row < 3 else "b")
    return Passage(id=f"{article.id}:{row}", text=f"text {row}", article=article, attributions=attributions)


def manifest(n_passages: int = 6, dim: int = 3) -> Manifest:
    return Manifest(
        format=FORMAT_VERSION,
        generation="g",
        built="2024-01-02T03:04:05+00:00",
        model="m",
        model_sha256="0",
        encoder="e",
        dim=dim,
        n_passages=n_passages,
        n_articles=2,
        content_sha256="0",
        files={},
    )


def store(texts: Path = Path("none")) -> FaissStore:
    return FaissStore(manifest(), [passage(row) for row in range(6)], build_vectors(ROWS), texts)


def found(k: int, speaker: str | None = None) -> list[tuple[str, float]]:
    return [(m.passage.id, round(m.score, 4)) for m in store().search(Y_AXIS, k, speaker=speaker)]


def test_search_gives_inner_products_best_first_ties_in_file_order() -> None:
    assert found(5) == [("a:1", 1.0), ("b:3", 1.0), ("b:5", 1.0), ("a:2", 0.8), ("a:0", 0.0)]


@pytest.mark.parametrize("k", [1, 2, 3])
def test_ties_across_the_cut_are_cut_in_file_order(k: int) -> None:
    assert [id_ for id_, _ in found(k)] == ["a:1", "b:3", "b:5"][:k]


def test_more_hits_than_passages_gives_all() -> None:
    assert len(found(100)) == 6


def test_speaker_filter_is_exact() -> None:
    assert found(10, "Ana") == [("b:3", 1.0), ("a:0", 0.0), ("b:4", 0.0)]
    assert found(10, "Nobody") == []


def test_speakers_are_counted_once_for_the_store() -> None:
    assert dict(store().speakers) == {"Ana": 3}


def test_embedding_of_another_dimension_is_refused() -> None:
    with pytest.raises(IndexFolderError, match="the question's embedding has 2 numbers, the index's 3; run 'onrecord"):
        store().search(np.array([0, 1], dtype=np.float32), 1)


def test_neighbours_stay_in_the_article() -> None:
    def ids(id_: str) -> list[str | None]:
        return [p.id if p else None for p in store().neighbours(id_)]

    assert ids("a:1") == ["a:0", "a:2"]
    assert ids("a:2") == ["a:1", None]
    assert ids("b:3") == [None, "b:4"]


def test_get_and_embedding_of() -> None:
    assert store().get("a:2") == passage(2)
    assert store().get("none") is None
    vector = store().embedding_of("a:2")
    assert vector is not None and vector.tolist() == ROWS[2].tolist()
    assert store().embedding_of("none") is None


@pytest.mark.parametrize("wrong", [manifest(n_passages=5), manifest(dim=4)])
def test_passages_and_vectors_that_do_not_fit_are_refused(wrong: Manifest) -> None:
    with pytest.raises(IndexFolderError, match="the index has 6 passages but 6 vectors of 3 numbers; run"):
        FaissStore(wrong, [passage(row) for row in range(6)], build_vectors(ROWS), Path("none"))


def test_vectors_survive_the_file(tmp_path: Path) -> None:
    write_vectors(build_vectors(ROWS), tmp_path / "v")
    assert read_vectors(tmp_path / "v").reconstruct(2).tolist() == ROWS[2].tolist()
    (tmp_path / "v").write_bytes(b"no index at all")
    with pytest.raises(IndexFolderError, match="v is no FAISS index; run 'onrecord index' to build it anew"):
        read_vectors(tmp_path / "v")


def test_article_texts_round_trip_exactly_and_stay_in_their_folder(tmp_path: Path) -> None:
    text = "Tab\t\u2028 \x85 \r nbsp\u00a0.\n"
    write_article_text(tmp_path, "sub/a%20b", text)
    assert (tmp_path / "sub" / "a%20b.txt").read_bytes() == text.encode()
    assert read_article_text(tmp_path, "sub/a%20b") == text
    assert store(tmp_path).article_text("sub/a%20b") == text
    assert read_article_text(tmp_path, "none") is None


@pytest.mark.parametrize("article_id", ["../a", "/etc/passwd", "a/../../b", "", "a\0b", "x" * 300, "a//b", "a/"])
def test_article_id_must_be_the_name_of_a_file_in_the_folder(tmp_path: Path, article_id: str) -> None:
    with pytest.raises(VerbatimError, match="cannot be an article's id: (it leads out of|no file can have its name)"):
        text_path(tmp_path, article_id)
    assert read_article_text(tmp_path, article_id) is None
