"""The word search on collections so small that their scores are worked out by hand."""

import math
import tempfile
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from index.lexical.fields import FIELD_WEIGHTS, Fields
from index.lexical.terms import pairs_of
from index.lexical.word_search import BM25_CEILING, SegmentedWords
from index.lexical.word_segment import WordSegment, write_word_segment
from index.rows import Alive

TEXTS = ("harbour shut", "ferry music ferry harbour", "weather", "")
MEAN_LENGTH = 7 / 4


def fields_of(texts: Sequence[str], **lighter: Sequence[str]) -> list[Fields]:
    """Passages of blank-separated terms, with the lighter fields that are given."""
    by_field = {name: lighter.get(name, [""] * len(texts)) for name in FIELD_WEIGHTS} | {"text": texts}
    return [{name: by_field[name][row].split() for name in by_field} for row in range(len(texts))]


def segment(folder: Path, passages: Sequence[Fields]) -> WordSegment:
    write_word_segment(passages, folder)
    return WordSegment(folder)


def build(folder: Path, texts: Sequence[str], **lighter: Sequence[str]) -> SegmentedWords:
    return SegmentedWords([(segment(folder, fields_of(texts, **lighter)), None)])


@pytest.fixture
def words(tmp_path: Path) -> SegmentedWords:
    return build(tmp_path / "words", TEXTS)


@pytest.fixture
def divided(tmp_path: Path) -> SegmentedWords:
    """The passages of `words` in three segments, one of them empty, among others that are dead."""
    first = fields_of(["ferry ferry shut", TEXTS[0], "harbour"])
    second = fields_of([TEXTS[1], "weather gone", TEXTS[2], TEXTS[3]])
    return SegmentedWords(
        [
            (segment(tmp_path / "1", first), np.array([False, True, False])),
            (segment(tmp_path / "2", []), None),
            (segment(tmp_path / "3", second), np.array([True, False, True, True])),
        ]
    )


def bm25(n_with: int, n_times: int, length: int, *, n: int = 4, mean: float = MEAN_LENGTH) -> float:
    """A term's score as the textbooks have it, with k1 = 1.2 and b = 0.75."""
    idf = math.log(1 + (n - n_with + 0.5) / (n_with + 0.5))
    return idf * n_times * 2.2 / (n_times + 1.2 * (0.25 + 0.75 * length / mean))


def matching(
    words: SegmentedWords, terms: Sequence[str], n: int, rows: Sequence[int] | None = None
) -> dict[int, float]:
    found, scores = words.matching(terms, n, None if rows is None else np.array(rows, dtype=np.int64))
    assert found.dtype == np.int64
    assert scores.dtype == np.float32
    return dict(zip(found.tolist(), scores.tolist(), strict=True))


def test_score_is_bm25(words: SegmentedWords) -> None:
    assert matching(words, ["harbour"], 5) == pytest.approx({0: bm25(2, 1, 2), 1: bm25(2, 1, 4)})
    assert matching(words, ["ferry"], 5) == pytest.approx({1: bm25(1, 2, 4)})


def test_length_counts_exactly(tmp_path: Path) -> None:
    texts = [f"ferry {'x ' * n}" for n in (100, 101)]
    assert build(tmp_path / "w", texts).scores(["ferry"]).tolist() == pytest.approx(
        [bm25(2, 1, length, n=2, mean=101.5) for length in (101, 102)], rel=1e-6
    )


def test_scores_of_terms_add_up_and_repeats_count_once(words: SegmentedWords) -> None:
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


def test_ties_come_in_the_order_of_the_rows_and_are_cut_in_it(tmp_path: Path) -> None:
    same = fields_of(["harbour shut"] * 150)
    words = SegmentedWords([(segment(tmp_path / name, same), None) for name in ("1", "2")])
    assert list(matching(words, ["harbour"], 300)) == list(range(300))
    assert list(matching(words, ["harbour"], 7)) == list(range(7))
    assert list(matching(words, ["harbour"], 2, [250, 7, 160])) == [7, 160]


def test_among_rows_the_same_scores_are_given_to_these_only(words: SegmentedWords, divided: SegmentedWords) -> None:
    for search in (words, divided):
        assert matching(search, ["harbour"], 5, [1, 2]) == pytest.approx({1: bm25(2, 1, 4)})
        assert matching(search, ["harbour"], 5, []) == {}


@pytest.mark.parametrize(("terms", "n"), [([], 5), (["none"], 5), (["harbour"], 0), (["harbour"], -1)])
def test_no_terms_a_term_in_no_passage_or_none_asked_for_gives_none(
    words: SegmentedWords, terms: list[str], n: int
) -> None:
    assert matching(words, terms, n) == {}


def test_scores_are_in_the_rows_order_and_0_without_a_term(words: SegmentedWords, divided: SegmentedWords) -> None:
    shut, ferry = bm25(2, 1, 2), bm25(2, 1, 4)
    for search in (words, divided):
        assert search.scores(["harbour"]).tolist() == pytest.approx([shut, ferry, 0, 0])
        assert search.scores(["harbour"], np.array([3, 1, 0, 1])).tolist() == pytest.approx([0, ferry, shut, ferry])
        assert search.scores([], np.array([0, 1])).tolist() == [0, 0]
        assert search.scores([]).tolist() == [0, 0, 0, 0]
        assert search.scores(["harbour"], np.empty(0, dtype=np.int64)).tolist() == []
        assert search.scores(["harbour"]).dtype == np.float32


def test_dead_rows_count_for_nothing(words: SegmentedWords, divided: SegmentedWords) -> None:
    assert divided.n_passages == words.n_passages == 4
    for terms in (["harbour"], ["ferry", "weather"], ["harbour", "shut", "music"]):
        assert divided.scores(terms).tolist() == words.scores(terms).tolist()
        assert matching(divided, terms, 5) == matching(words, terms, 5)
    assert divided.vocabulary("") == words.vocabulary("")
    assert divided.n_passages_with("gone") == 0


def test_idf_falls_with_the_passages_that_hold_the_term(words: SegmentedWords) -> None:
    assert [words.n_passages_with(term) for term in ("harbour", "ferry", "none")] == [2, 1, 0]
    assert words.idf("harbour") == pytest.approx(math.log(1 + 2.5 / 2.5))
    assert words.idf("ferry") == pytest.approx(math.log(1 + 3.5 / 1.5))
    assert words.idf("none") == pytest.approx(math.log(1 + 4.5 / 0.5))


def test_ceiling_counts_each_term_once_and_no_score_passes_it(words: SegmentedWords) -> None:
    assert words.ceiling([]) == 0
    assert words.ceiling(["ferry", "ferry"]) == pytest.approx(BM25_CEILING * words.idf("ferry"))
    assert words.ceiling(["ferry", "shut"]) == pytest.approx(BM25_CEILING * 2 * words.idf("ferry"))
    assert all(score < words.ceiling(["ferry"]) for score in matching(words, ["ferry"], 5).values())


def test_very_many_mentions_stay_below_the_ceiling(tmp_path: Path) -> None:
    words = build(tmp_path / "w", ["ferry " * 5000, "shut " * 100_000])
    assert 0.95 * words.ceiling(["ferry"]) < words.scores(["ferry"], np.array([0]))[0] < words.ceiling(["ferry"])


def test_vocabulary_has_the_terms_of_that_beginning_most_frequent_first(tmp_path: Path) -> None:
    texts = fields_of(["ferri shut", "fish ferri", "öl", "fur"], speakers=["fredrik", "", "", ""])
    for number, parts in enumerate(([texts], [texts[:1], texts[1:]])):
        words = SegmentedWords([(segment(tmp_path / f"{number}{n}", part), None) for n, part in enumerate(parts)])
        assert list(words.vocabulary("f").items()) == [("ferri", 2), ("fish", 1), ("fur", 1)]
        assert words.vocabulary("ö") == {"öl": 1}
        assert words.vocabulary("x") == {}


def test_index_without_passages_finds_none(tmp_path: Path) -> None:
    dead = (segment(tmp_path / "dead", fields_of(TEXTS)), np.zeros(4, dtype=np.bool_))
    for words in (SegmentedWords([]), build(tmp_path / "w", []), SegmentedWords([dead])):
        assert (words.n_passages, matching(words, ["harbour"], 5), words.vocabulary("h")) == (0, {}, {})
        assert words.scores(["harbour"]).tolist() == []
        assert words.ceiling(["harbour"]) == pytest.approx(2.2 * math.log(2))


def test_many_threads_get_what_one_gets(divided: SegmentedWords) -> None:
    questions = [["harbour"], ["ferry", "music"], ["weather"], ["shut", "harbour", "weather"]] * 50
    with ThreadPoolExecutor(8) as pool:
        found = list(pool.map(lambda terms: matching(divided, terms, 5), questions))
    assert found == [matching(divided, terms, 5) for terms in questions]


TERMS = ("a", "ab", "b", "ö", "c")
terms = st.lists(st.sampled_from(TERMS), max_size=6)


@st.composite
def passages(draw: st.DrawFn) -> Fields:
    own = draw(terms)
    return {"text": own, "pairs": pairs_of(own), "speakers": draw(terms), "surroundings": draw(terms)}


parts_with_deaths = st.lists(st.lists(st.tuples(passages(), st.booleans()), max_size=6), max_size=4)


@given(parts=parts_with_deaths, question=terms, data=st.data())
def test_no_division_and_no_deletion_changes_a_bit_of_a_score(
    parts: list[list[tuple[Fields, bool]]], question: list[str], data: st.DataObject
) -> None:
    living = [fields for part in parts for fields, is_alive in part if is_alive]
    rows = np.array(data.draw(st.lists(st.integers(0, max(len(living) - 1, 0)), max_size=len(living))), dtype=np.int64)
    n = data.draw(st.integers(0, len(living) + 1))
    with tempfile.TemporaryDirectory() as folder:
        divided = SegmentedWords([_part(Path(folder) / str(number), part) for number, part in enumerate(parts)])
        afresh = SegmentedWords([(segment(Path(folder) / "afresh", living), None)])
        assert divided.scores(question).tobytes() == afresh.scores(question).tobytes()
        assert divided.scores(question, rows).tobytes() == divided.scores(question)[rows].tobytes()
        for among in (None, rows):
            found, expected = divided.matching(question, n, among), afresh.matching(question, n, among)
            assert [array.tobytes() for array in found] == [array.tobytes() for array in expected]
        assert list(divided.vocabulary("").items()) == list(afresh.vocabulary("").items())
        assert divided.ceiling(question) == afresh.ceiling(question)
        assert [divided.idf(term) for term in TERMS] == [afresh.idf(term) for term in TERMS]


@given(living=st.lists(passages(), max_size=8), question=terms)
def test_scores_are_those_of_the_textbook_in_each_field(living: list[Fields], question: list[str]) -> None:
    asked = {field: set(pairs_of(question) if field == "pairs" else question) for field in FIELD_WEIGHTS}
    expected = np.zeros(len(living))
    for field, weight in FIELD_WEIGHTS.items():
        mean = sum(len(fields[field]) for fields in living) / max(len(living), 1)
        for term in asked[field]:
            holding = [row for row, fields in enumerate(living) if term in fields[field]]
            for row in holding:
                held = living[row][field]
                expected[row] += weight * bm25(len(holding), held.count(term), len(held), n=len(living), mean=mean)
    with tempfile.TemporaryDirectory() as folder:
        words = SegmentedWords([(segment(Path(folder) / "w", living), None)])
        assert words.scores(question).tolist() == pytest.approx(expected.tolist(), rel=1e-6)
        found, scores = words.matching(question, len(living))
        best = [row for row in np.argsort(-words.scores(question), kind="stable").tolist() if expected[row] > 0]
        assert found.tolist() == best
        assert scores.tolist() == words.scores(question)[found].tolist()


def _part(folder: Path, part: list[tuple[Fields, bool]]) -> tuple[WordSegment, Alive | None]:
    alive = np.array([is_alive for _, is_alive in part], dtype=np.bool_)
    return segment(folder, [fields for fields, _ in part]), None if alive.all() else alive
