"""The word search on collections so small that their scores are worked out by hand."""

import math
import os
import tempfile
from collections.abc import Sequence
from pathlib import Path

import numpy as np
import pytest
import tantivy

from index.errors import IndexFolderError
from index.lexical.fields import FIELD_WEIGHTS
from index.lexical.word_index import BM25_CEILING, WordIndex, build_word_index

TEXTS = ("harbour shut", "ferry music ferry harbour", "weather", "")
MEAN_LENGTH = 7 / 4
NOBODY = 65534


def build(folder: Path, texts: Sequence[str], **lighter: Sequence[str]) -> WordIndex:
    """A word index of texts of blank-separated terms, and of the lighter fields that are given."""
    by_field = {name: lighter.get(name, [""] * len(texts)) for name in FIELD_WEIGHTS} | {"text": texts}
    build_word_index(({name: by_field[name][row].split() for name in by_field} for row in range(len(texts))), folder)
    return WordIndex(folder)


@pytest.fixture
def words(tmp_path: Path) -> WordIndex:
    return build(tmp_path / "words", TEXTS)


def bm25(n_with: int, n_times: int, length: int, *, n: int = 4, mean: float = MEAN_LENGTH) -> float:
    """A term's score as the textbooks have it, with k1 = 1.2 and b = 0.75."""
    idf = math.log(1 + (n - n_with + 0.5) / (n_with + 0.5))
    return idf * n_times * 2.2 / (n_times + 1.2 * (0.25 + 0.75 * length / mean))


def matching(words: WordIndex, terms: Sequence[str], n: int, rows: Sequence[int] | None = None) -> dict[int, float]:
    found, scores = words.matching(terms, n, None if rows is None else np.array(rows, dtype=np.int64))
    assert found.dtype == np.int64
    assert scores.dtype == np.float32
    return dict(zip(found.tolist(), scores.tolist(), strict=True))


def test_score_is_bm25(words: WordIndex) -> None:
    assert matching(words, ["harbour"], 5) == pytest.approx({0: bm25(2, 1, 2), 1: bm25(2, 1, 4)})
    assert matching(words, ["ferry"], 5) == pytest.approx({1: bm25(1, 2, 4)})


def test_scores_of_terms_add_up_and_repeats_count_once(words: WordIndex) -> None:
    both = {1: bm25(2, 1, 4) + bm25(1, 1, 4), 0: bm25(2, 1, 2)}
    assert matching(words, ["harbour", "music"], 5) == pytest.approx(both)
    assert matching(words, ["harbour", "music", "harbour"], 5) == pytest.approx(both)
    assert list(matching(words, ["harbour", "music"], 5)) == [1, 0]


def test_lighter_fields_count_their_weight(tmp_path: Path) -> None:
    words = build(tmp_path / "w", ["shut"] * 2, speakers=["lind", ""], surroundings=["", "ek"], pairs=["a_b", ""])
    in_one = bm25(1, 1, 1, n=2, mean=0.5)
    assert matching(words, ["lind"], 2) == pytest.approx({0: FIELD_WEIGHTS["speakers"] * in_one})
    assert matching(words, ["ek"], 2) == pytest.approx({1: FIELD_WEIGHTS["surroundings"] * in_one})
    assert matching(words, ["a", "b"], 2) == pytest.approx({0: FIELD_WEIGHTS["pairs"] * in_one})
    assert matching(words, ["b", "a"], 2) == {}


def test_ties_come_in_file_order_and_are_cut_in_it(tmp_path: Path) -> None:
    words = build(tmp_path / "w", ["harbour shut"] * 300)
    assert list(matching(words, ["harbour"], 300)) == list(range(300))
    assert list(matching(words, ["harbour"], 7)) == list(range(7))
    assert list(matching(words, ["harbour"], 2, [250, 7, 100])) == [7, 100]


def test_among_rows_the_same_scores_are_given_to_these_only(words: WordIndex) -> None:
    assert matching(words, ["harbour"], 5, [1, 2]) == pytest.approx({1: bm25(2, 1, 4)})
    assert matching(words, ["harbour"], 5, []) == {}


@pytest.mark.parametrize(("terms", "n"), [([], 5), (["none"], 5), (["harbour"], 0)])
def test_no_terms_a_term_in_no_passage_or_none_asked_for_gives_none(words: WordIndex, terms: list[str], n: int) -> None:
    assert matching(words, terms, n) == {}


def test_scores_are_in_the_rows_order_and_0_without_a_term(words: WordIndex) -> None:
    assert words.scores(["harbour"], np.array([3, 1, 0])).tolist() == pytest.approx([0, bm25(2, 1, 4), bm25(2, 1, 2)])
    assert words.scores([], np.array([0, 1])).tolist() == [0, 0]
    assert words.scores(["harbour"], np.empty(0, dtype=np.int64)).tolist() == []


def test_idf_falls_with_the_passages_that_hold_the_term(words: WordIndex) -> None:
    assert [words.n_passages_with(term) for term in ("harbour", "ferry", "none")] == [2, 1, 0]
    assert words.idf("harbour") == pytest.approx(math.log(1 + 2.5 / 2.5))
    assert words.idf("ferry") == pytest.approx(math.log(1 + 3.5 / 1.5))
    assert words.idf("none") == pytest.approx(math.log(1 + 4.5 / 0.5))


def test_ceiling_counts_each_term_once_and_no_score_passes_it(words: WordIndex) -> None:
    assert words.ceiling([]) == 0
    assert words.ceiling(["ferry", "ferry"]) == pytest.approx(BM25_CEILING * words.idf("ferry"))
    assert words.ceiling(["ferry", "shut"]) == pytest.approx(BM25_CEILING * 2 * words.idf("ferry"))
    assert all(score < words.ceiling(["ferry"]) for score in matching(words, ["ferry"], 5).values())


def test_very_many_mentions_stay_below_the_ceiling(tmp_path: Path) -> None:
    words = build(tmp_path / "w", ["ferry " * 5000, "shut " * 100_000])
    assert 0.95 * words.ceiling(["ferry"]) < words.scores(["ferry"], np.array([0]))[0] < words.ceiling(["ferry"])


def test_vocabulary_has_the_terms_of_that_beginning_most_frequent_first(tmp_path: Path) -> None:
    words = build(tmp_path / "w", ["ferri shut", "ferri fish", "öl"], speakers=["fredrik", "", ""])
    assert list(words.vocabulary("f").items()) == [("ferri", 2), ("fish", 1)]
    assert words.vocabulary("ö") == {"öl": 1}
    assert words.vocabulary("x") == {}


def test_index_of_no_passages_finds_none(tmp_path: Path) -> None:
    words = build(tmp_path / "w", [])
    assert (words.n_passages, matching(words, ["harbour"], 5), words.vocabulary("h")) == (0, {}, {})


def test_files_can_be_read_by_all_and_no_lock_is_left(tmp_path: Path) -> None:
    build(tmp_path / "w", TEXTS)
    files = [path for path in (tmp_path / "w").iterdir() if path.name != ".tantivy-meta.lock"]
    assert {oct(path.stat().st_mode & 0o777) for path in files} == {"0o644"}
    assert not [path.name for path in files if path.suffix == ".lock"]


def refused(folder: Path) -> None:
    with pytest.raises(IndexFolderError) as caught:
        WordIndex(folder)
    assert str(caught.value) == f"{folder} is no word index; run 'onrecord index' to build it anew"


def test_missing_and_empty_folders_are_refused_and_left_alone(tmp_path: Path) -> None:
    refused(tmp_path / "none")
    assert not (tmp_path / "none").exists()
    refused(tmp_path)
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("damaged", ["meta.json", "*.term", "*.store", "*.idx", "*.fast", "*.fieldnorm"])
def test_damaged_file_is_refused(tmp_path: Path, damaged: str) -> None:
    build(tmp_path / "w", TEXTS)
    (path,) = (tmp_path / "w").glob(damaged)
    rest = path.read_bytes()[:3]
    path.unlink()  # a file of its own: cut short in its place, it could not be read by whoever has it mapped
    path.write_bytes(rest)
    refused(tmp_path / "w")


def test_folder_whose_locks_cannot_be_had_is_opened_as_a_copy_that_leaves_nothing(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    build(tmp_path / "w", TEXTS)
    (tmp_path / "temporary").mkdir()
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path / "temporary"))
    opened: list[str] = []

    class WithoutLocks:
        exists, really_open = tantivy.Index.exists, tantivy.Index.open

        @staticmethod
        def open(path: str) -> tantivy.Index:
            opened.append(path)
            if path == str(tmp_path / "w"):
                raise ValueError("Failed to acquire Lockfile")
            return WithoutLocks.really_open(path)

    monkeypatch.setattr(tantivy, "Index", WithoutLocks)
    words = WordIndex(tmp_path / "w")
    assert [Path(path).parent for path in opened] == [tmp_path, tmp_path / "temporary"]
    assert list((tmp_path / "temporary").iterdir()) == []
    assert matching(words, ["ferry"], 5) == pytest.approx({1: bm25(1, 2, 4)})


@pytest.mark.skipif(os.geteuid() != 0, reason="only root can become somebody else")
def test_folder_that_nobody_may_write_to_can_be_opened_by_all(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    with tempfile.TemporaryDirectory() as everybodys:
        folder = Path(everybodys)
        folder.chmod(0o777)
        monkeypatch.setattr(tempfile, "tempdir", everybodys)
        build(folder / "w", TEXTS)
        (folder / "w" / ".tantivy-meta.lock").unlink(missing_ok=True)
        (folder / "w").chmod(0o555)
        os.seteuid(NOBODY)
        try:
            words = WordIndex(folder / "w")
        finally:
            os.seteuid(0)
        assert list(matching(words, ["harbour"], 5)) == [0, 1]
        assert [path.name for path in folder.iterdir()] == ["w"]
