"""The columns of a segment, worked out by hand, and a selector over segments held against one over passages."""

from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from index.article import ArticleMetadata
from index.errors import IndexFolderError
from index.passage import Attribution, Passage, distinct_speakers
from index.store.outline import distinct_roles, outline_of
from index.store.segment.columns import COLUMNS_FILE, SegmentColumns, columns_of, names_in, write_columns
from index.store.selection import PassageKind, Selection
from index.store.selector import Selector

ANA = Attribution("direct", 0, 1, speaker="Ana", role="mayor of Ö")
ANA_REPORTED = Attribution("indirect", 0, 1, speaker="Ana", role="mayor")
BO = Attribution("mixed", 0, 1, speaker="Bo")
NOBODY = Attribution("indirect", 0, 1)


def passage(
    number: int, article: str, *said: Attribution, publisher: str | None = None, day: str | None = None
) -> Passage:
    metadata = ArticleMetadata(id=article, publisher=publisher, published=day)
    return Passage(f"{article}:{number}", "text", metadata, attributions=said)


PASSAGES = [
    passage(1, "a", ANA, BO, publisher="P", day="0001-01-02"),
    passage(2, "a", ANA_REPORTED, publisher="P"),
    passage(1, "b", publisher=" "),
    passage(1, "c", NOBODY, publisher="Q", day="2021-03-01T10:00:00Z"),
]


def test_columns_of_passages() -> None:
    columns = columns_of(PASSAGES)
    assert columns.n_rows == 4
    assert columns.kinds.tolist() == [2, 1, 0, 1]
    assert columns.opens_article.tolist() == [True, False, True, True]
    assert columns.publishers.tolist() == [0, 0, -1, 1]
    assert columns.days.tolist() == [2, 0, 0, 737850]
    assert [names_in(columns.publisher_names), names_in(columns.speaker_names)] == [["P", "Q"], ["Ana", "Bo"]]
    # Narration, quoted, paraphrased; then Ana's in all, quoted, paraphrased; then Bo's.
    rows = np.split(columns.voice_rows, columns.voice_starts[1:-1])
    assert [voice.tolist() for voice in rows] == [[2], [0], [1, 3], [0, 1], [0], [1], [0], [0], []]
    assert names_in(columns.role_names) == ["mayor of Ö", "mayor"]
    assert columns.role_pairs.tolist() == [[1, 0], [1, 1]]
    assert columns.role_rows.tolist() == [[0, 0], [1, 1]]


def test_columns_come_back_read_only(tmp_path: Path) -> None:
    for passages in ([], PASSAGES):
        write_columns(columns_of(passages), tmp_path)
        read, written = SegmentColumns(tmp_path), columns_of(passages)
        for name in written.__dataclass_fields__:
            values, expected = getattr(read, name), getattr(written, name)
            assert values.dtype == expected.dtype and np.array_equal(values, expected)
            assert not values.flags.writeable and not expected.flags.writeable


def test_altered_columns_are_an_error(tmp_path: Path) -> None:
    said = "run 'onrecord index --repair' to rebuild it"
    with pytest.raises(IndexFolderError, match=f"No such file or directory.*{said}"):
        SegmentColumns(tmp_path)
    write_columns(columns_of(PASSAGES), tmp_path)
    sound = (tmp_path / COLUMNS_FILE).read_bytes()
    for place in range(0, len(sound), 11):
        damaged = bytearray(sound)
        damaged[place] ^= 0x10
        (tmp_path / COLUMNS_FILE).write_bytes(damaged)
        with pytest.raises(IndexFolderError, match=f"{COLUMNS_FILE} was altered; {said}"):
            SegmentColumns(tmp_path)
    (tmp_path / COLUMNS_FILE).write_bytes(b"")
    with pytest.raises(IndexFolderError, match="was altered"):
        SegmentColumns(tmp_path)


def test_selector_numbers_the_living_rows_of_all_segments_through() -> None:
    # Living: a:1 and a:2 are rows 0 and 1, c:1 is row 2 of the first segment; then b:1 and Bo's as rows 3 and 4.
    second = [passage(1, "d", ANA), passage(2, "b", publisher="p"), passage(1, "e", BO, publisher="Q")]
    parts = [(columns_of(PASSAGES), np.array([True, True, False, True])), (columns_of(second), np.array([0, 1, 1]) > 0)]
    selector = Selector(parts)

    def rows(selection: Selection) -> list[int]:
        found = selector.rows(selection)
        assert found is not None and found.dtype == np.int64 and not found.flags.writeable
        return [int(row) for row in found]

    assert rows(Selection(speaker="Ana")) == [0, 1]
    assert rows(Selection(speaker="Bo", kind="quotation")) == [0, 4]
    assert rows(Selection(kind="narration")) == [3]
    assert rows(Selection(speaker="Bo", kind="narration")) == []
    assert rows(Selection(publisher="P")) == [0, 1, 3]
    assert rows(Selection(published_from="2000-01-01")) == [2]
    assert rows(Selection(publisher="Q", kind="quotation")) == [4]
    assert list(selector.publishers.items()) == [("P", 3), ("Q", 2)]
    assert list(selector.speakers.items()) == [("Ana", 2), ("Bo", 2)]
    assert selector.outline.kinds.tolist() == [2, 1, 1, 0, 2]
    assert selector.outline.opens_article.tolist() == [True, False, True, True, True]
    assert not selector.outline.kinds.flags.writeable


def test_selector_without_segments_has_nothing() -> None:
    selector = Selector([])
    found = selector.rows(Selection(speaker="Ana"))
    assert found is not None and found.tolist() == []
    assert (selector.rows(Selection()), selector.speakers, selector.publishers, selector.roles) == (None, {}, {}, ())
    assert len(selector.outline.kinds) == 0


NAMES = st.none() | st.sampled_from(["Ana", "Bo", "Cy", "ana"])
SAID = st.builds(
    Attribution,
    st.sampled_from(["direct", "mixed", "indirect"]),
    st.just(0),
    st.just(1),
    NAMES,
    st.none() | st.sampled_from(["", "mayor", "judge"]),
)
PUBLISHERS = st.none() | st.sampled_from(["P", "p", " P ", "Q", " ", ""])
DAYS = st.none() | st.sampled_from(["2021-03-01", "2021-03-02T23:59:59-05:00", "spring"])


@st.composite
def any_segment(draw: st.DrawFn) -> list[tuple[list[Passage], bool]]:
    """Articles, each with whether it is living."""
    articles = []
    for number in range(draw(st.integers(0, 4))):
        publisher, day = draw(PUBLISHERS), draw(DAYS)
        said = draw(st.lists(st.lists(SAID, max_size=3), min_size=1, max_size=3))
        passages = [passage(n, str(number), *each, publisher=publisher, day=day) for n, each in enumerate(said, 1)]
        articles.append((passages, draw(st.booleans())))
    return articles


KINDS: list[PassageKind] = ["quotation", "paraphrase", "narration"]
SELECTIONS = st.builds(
    Selection,
    NAMES,
    st.none() | st.sampled_from(KINDS),
    st.none() | st.sampled_from(["P", "Q"]),
    st.none() | st.sampled_from(["2021-03-01", "2021-03-02"]),
    st.none() | st.sampled_from(["2021-03-01", "2021-03-02"]),
)


@given(st.lists(any_segment(), max_size=3), SELECTIONS)
def test_segments_select_as_their_living_passages_do(
    segments: list[list[tuple[list[Passage], bool]]], selection: Selection
) -> None:
    parts, living = [], []
    for place, articles in enumerate(segments):
        named = [
            ([replace(p, article=replace(p.article, id=f"{place}/{p.article.id}")) for p in passages], is_living)
            for passages, is_living in articles
        ]
        alive = np.array([is_living for passages, is_living in named for _ in passages], dtype=np.bool_)
        parts.append((columns_of(p for passages, _ in named for p in passages), None if alive.all() else alive))
        living += [p for passages, is_living in named if is_living for p in passages]
    selector, expected = Selector(parts), Selector.of(living)
    found, rows = selector.rows(selection), expected.rows(selection)
    assert (found is None and rows is None) or np.array_equal(found, rows)  # type: ignore[arg-type]
    assert list(selector.publishers.items()) == list(expected.publishers.items())
    assert list(selector.speakers.items()) == list(expected.speakers.items()) == list(distinct_speakers(living).items())
    assert selector.roles == expected.roles == distinct_roles(living)
    outline = outline_of(living)
    assert selector.outline.kinds.tolist() == expected.outline.kinds.tolist() == outline.kinds.tolist()
    assert selector.outline.opens_article.tolist() == outline.opens_article.tolist()
