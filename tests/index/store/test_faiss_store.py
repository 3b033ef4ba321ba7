"""The FAISS store on vectors of known geometry: three or two for a passage, the whole passage's first."""

from pathlib import Path

import numpy as np
import pytest

from index.article import ArticleMetadata
from index.errors import IndexFolderError, VerbatimError
from index.lexical.fields import passage_fields
from index.lexical.word_index import WordIndex, build_word_index
from index.passage import Attribution, Passage
from index.rows import Rows
from index.store.article_texts import read_article_text, text_path, write_article_text
from index.store.faiss_store import (
    FaissStore,
    ViewStarts,
    build_vectors,
    read_vectors,
    read_view_starts,
    write_vectors,
    write_view_starts,
)
from index.store.manifest import FORMAT_VERSION, Manifest
from index.store.selection import Selection

VIEWS = np.array(
    [
        *([1, 0, 0], [0, 1, 0], [0, 0, 1]),  # passage 0: the whole, and two sentences
        *([0, 1, 0], [0, 1, 0]),  # passage 1
        *([0.6, 0.8, 0], [1, 0, 0], [0.6, 0.8, 0]),  # passage 2
        *([0, 0, 1], [0, 0, -1]),  # passage 3
    ],
    dtype=np.float32,
)
STARTS = np.array([0, 3, 5, 8, 10])
Y_AXIS = np.array([0, 1, 0], dtype=np.float32)


def passage(row: int) -> Passage:
    speaker = "Ana Lind" if row in (0, 3) else None
    attributions = (Attribution(kind="direct", start_char=0, end_char=1, speaker=speaker),) if speaker else ()
    article = ArticleMetadata(id="a" if row < 2 else "b")
    return Passage(id=f"{article.id}:{row}", text=f"text {row}", article=article, attributions=attributions)


def manifest(n_passages: int = 4, dim: int = 3) -> Manifest:
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


@pytest.fixture(scope="module")
def words(tmp_path_factory: pytest.TempPathFactory) -> WordIndex:
    folder = tmp_path_factory.mktemp("store") / "words"
    build_word_index((passage_fields(passage(row), None) for row in range(4)), folder)
    return WordIndex(folder)


@pytest.fixture
def snapshot(words: WordIndex, tmp_path: Path) -> FaissStore:
    return FaissStore(manifest(), [passage(row) for row in range(4)], build_vectors(VIEWS), STARTS, words, tmp_path)


def rows(*numbers: int) -> Rows:
    return np.array(numbers, dtype=np.int64)


def test_cosine_is_half_the_whole_passage_and_half_its_nearest_sentence(snapshot: FaissStore) -> None:
    # 0: 0 whole, 1 nearest; 1: both 1; 2: 0.8 and 0.8; 3: 0 and 0
    assert snapshot.cosines(Y_AXIS, rows(0, 1, 2, 3)).tolist() == pytest.approx([0.5, 1.0, 0.8, 0.0])
    x_axis = np.array([1, 0, 0], dtype=np.float32)
    # 2: 0.6 whole, 1 nearest
    assert snapshot.cosines(x_axis, rows(2, 0)).tolist() == pytest.approx([0.8, 0.5])
    z_axis = np.array([0, 0, -1], dtype=np.float32)
    # 3: -1 whole, 1 nearest; 0: 0 whole, 0 nearest of 0 and -1
    assert snapshot.cosines(z_axis, rows(3, 0)).tolist() == pytest.approx([0.0, 0.0])


def test_cosines_of_all_rows_are_those_of_each(snapshot: FaissStore) -> None:
    assert snapshot.cosines(Y_AXIS).tolist() == pytest.approx([0.5, 1.0, 0.8, 0.0])


def test_cosines_of_no_rows_are_none(snapshot: FaissStore) -> None:
    cosines = snapshot.cosines(Y_AXIS, rows())
    assert cosines.tolist() == []
    assert cosines.dtype == np.float32


def test_filter_by_speaker_is_exact(snapshot: FaissStore) -> None:
    chosen = snapshot.rows(Selection(speaker="Ana Lind"))
    assert chosen is not None and chosen.tolist() == [0, 3]
    nobody = snapshot.rows(Selection(speaker="Bo Ek"))
    assert nobody is not None and nobody.tolist() == []
    assert snapshot.rows(Selection()) is None


def test_speakers_are_counted_once_for_the_store(snapshot: FaissStore) -> None:
    assert dict(snapshot.speakers) == {"Ana Lind": 2}
    assert snapshot.speakers is snapshot.speakers


def test_embedding_of_another_dimension_is_refused(snapshot: FaissStore) -> None:
    with pytest.raises(IndexFolderError, match="the question's embedding has 2 numbers, the index's 3; run 'onrecord"):
        snapshot.cosines(np.array([0, 1], dtype=np.float32))


def test_neighbours_stay_in_the_article(snapshot: FaissStore) -> None:
    def ids(id_: str) -> list[str | None]:
        return [p.id if p else None for p in snapshot.neighbours(id_)]

    assert ids("a:0") == [None, "a:1"]
    assert ids("a:1") == ["a:0", None]
    assert ids("b:2") == [None, "b:3"]


def test_a_passage_is_found_by_its_id_and_its_vectors_by_its_row(snapshot: FaissStore) -> None:
    assert snapshot.get("b:2") == passage(2)
    assert snapshot.get("none") is None
    assert snapshot.embeddings_of(2).tolist() == VIEWS[5:8].tolist()
    assert snapshot.embeddings_of(3).tolist() == VIEWS[8:].tolist()


def test_what_is_done_to_a_copy_of_the_vectors_leaves_the_store_alone(snapshot: FaissStore) -> None:
    snapshot.embeddings_of(1)[:] = 0
    assert snapshot.embeddings_of(1).tolist() == VIEWS[3:5].tolist()


@pytest.mark.parametrize(
    ("wrong", "starts"),
    [
        (manifest(n_passages=5), STARTS),
        (manifest(dim=4), STARTS),
        (manifest(), np.array([0, 3, 5, 8, 11])),  # a vector too few
        (manifest(), np.array([0, 3, 5, 9, 10])),  # a passage without a sentence
    ],
)
def test_passages_vectors_and_words_that_do_not_fit_are_refused(
    words: WordIndex, wrong: Manifest, starts: ViewStarts
) -> None:
    message = (
        "the index has 4 passages, 4 of them by words and 10 vectors of 3 numbers for 4, which do not fit each other; "
        "run 'onrecord index' to build it anew"
    )
    with pytest.raises(IndexFolderError) as caught:
        FaissStore(wrong, [passage(row) for row in range(4)], build_vectors(VIEWS), starts, words, Path("none"))
    assert str(caught.value) == message


@pytest.mark.parametrize("starts", [np.array([0, 3, 5, 10]), np.empty(0, dtype=np.int64)])
def test_vectors_of_another_number_of_passages_are_refused(words: WordIndex, starts: ViewStarts) -> None:
    with pytest.raises(IndexFolderError, match=f"vectors of 3 numbers for {len(starts) - 1}, which do not fit"):
        FaissStore(manifest(), [passage(row) for row in range(4)], build_vectors(VIEWS), starts, words, Path("none"))


def test_vectors_survive_the_file(tmp_path: Path) -> None:
    write_vectors(build_vectors(VIEWS), tmp_path / "v")
    assert read_vectors(tmp_path / "v").reconstruct(2).tolist() == VIEWS[2].tolist()
    (tmp_path / "v").write_bytes(b"no index at all")
    with pytest.raises(IndexFolderError, match="v is no FAISS index; run 'onrecord index' to build it anew"):
        read_vectors(tmp_path / "v")


def test_view_starts_survive_the_file(tmp_path: Path) -> None:
    write_view_starts(STARTS, tmp_path / "s")
    starts = read_view_starts(tmp_path / "s")
    assert starts.tolist() == [0, 3, 5, 8, 10]
    assert starts.dtype == np.int64


@pytest.mark.parametrize("content", [b"", b"no array at all", b"\x93NUMPY\x01\x00"])
def test_file_that_holds_no_view_starts_is_refused(tmp_path: Path, content: bytes) -> None:
    (tmp_path / "s").write_bytes(content)
    with pytest.raises(IndexFolderError, match="s is no array; run 'onrecord index' to build it anew"):
        read_view_starts(tmp_path / "s")


def test_article_texts_round_trip_exactly_and_stay_in_their_folder(snapshot: FaissStore, tmp_path: Path) -> None:
    text = "Tab\t\u2028 \x85 \r nbsp\u00a0.\n"
    write_article_text(tmp_path, "sub/a%20b", text)
    assert (tmp_path / "sub" / "a%20b.txt").read_bytes() == text.encode()
    assert read_article_text(tmp_path, "sub/a%20b") == text
    assert snapshot.article_text("sub/a%20b") == text
    assert read_article_text(tmp_path, "none") is None


@pytest.mark.parametrize("article_id", ["../a", "/etc/passwd", "a/../../b", "", "a\0b", "x" * 300, "a//b", "a/"])
def test_article_id_must_be_the_name_of_a_file_in_the_folder(tmp_path: Path, article_id: str) -> None:
    with pytest.raises(VerbatimError, match="cannot be an article's id: (it leads out of|no file can have its name)"):
        text_path(tmp_path, article_id)
    assert read_article_text(tmp_path, article_id) is None
