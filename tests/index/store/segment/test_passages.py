"""The passages of a segment come back as they went in, or not at all: written, read, damaged and copied."""

import sqlite3
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing
from dataclasses import replace
from functools import partial
from pathlib import Path
from tempfile import TemporaryDirectory

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from index.article import ArticleMetadata
from index.errors import IndexFolderError
from index.passage import Attribution, Passage, TextSpan, passage_of, passage_record
from index.store.segment.columns import COLUMNS_FILE, SegmentColumns
from index.store.segment.passages import PASSAGES_FILE, PassagesWriter, SegmentPassages, copy_passages
from index.store.segment.record import passage_from, record_of
from index.store.segment.schema import ArticleRows
from tests.fakes import fake_article, fake_passage, quotation

ODD = "A\r\nB\u2028C\ufffe\U0001f680 e\u0301 \u00e9\x01\x7f\ufeff\U0010ffff"
HARBOUR = [
    fake_passage("The harbour was shut.", number=1),
    fake_passage('"Stay," said Holt.', quotation('"Stay," said Holt.', '"Stay,"', "Holt"), number=2),
]
STORM = [fake_passage(ODD, article=fake_article(id="b/\u00e9", title=None, publisher="Other"))]
HARBOUR_TEXT = "The harbour was shut.\n\n" + '"Stay," said Holt.\n'


def write(folder: Path, *articles: tuple[str, str | None, Sequence[Passage]]) -> Path:
    folder.mkdir(parents=True, exist_ok=True)
    with closing(PassagesWriter(folder)) as writer:
        for article_id, text, passages in articles:
            writer.add(article_id, text, f"hash of {article_id}", passages)
    return folder


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return write(tmp_path / "odd %20?#'é", ("a", HARBOUR_TEXT, HARBOUR), ("b/é", None, STORM))


@pytest.fixture
def segment(folder: Path) -> Iterator[SegmentPassages]:
    with closing(SegmentPassages(folder)) as opened:
        yield opened


def test_passages_by_row_and_by_id(segment: SegmentPassages) -> None:
    assert segment.n_rows == 3
    assert [segment.passage(row) for row in range(3)] == [*HARBOUR, *STORM]
    assert [segment.row_of(name) for name in ("a:1", "a:2", "b/é:1", "a:3", "b/e\u0301:1", "\ud800", "a:1\0")] == [
        *(0, 1, 2),
        *(None,) * 4,
    ]
    for row in (-1, 3):
        with pytest.raises(IndexError):
            segment.passage(row)


def test_passages_of_rows_or_of_all(segment: SegmentPassages) -> None:
    assert list(segment.passages()) == [*HARBOUR, *STORM]
    assert list(segment.passages(np.array([0, 2]))) == [HARBOUR[0], STORM[0]]
    assert list(segment.passages([])) == []
    with pytest.raises(IndexError):
        list(segment.passages([2, 3]))


def test_articles(segment: SegmentPassages) -> None:
    harbour, storm = ArticleRows(0, 2, "hash of a", True), ArticleRows(2, 1, "hash of b/é", False)
    assert list(segment.articles()) == [("a", harbour), ("b/é", storm)]
    assert [segment.article(name) for name in ("a", "b/é", "c", "\ud800")] == [harbour, storm, None, None]
    assert [segment.article_text(name) for name in ("a", "b/é", "c")] == [HARBOUR_TEXT, None, None]


@pytest.mark.parametrize(
    ("phrase", "rows"),
    [
        ("a", [0, 1]),
        ("harbour", [0]),
        ("Harbour", []),
        ("\r\nB\u2028", [2]),
        ("\u00e9", [2]),
        ("e\u0301", [2]),
        ("%", []),
        ("", [0, 1, 2]),
        ("a\0", []),
        ("\ud800", []),
    ],
)
def test_rows_that_hold_a_phrase(segment: SegmentPassages, phrase: str, rows: list[int]) -> None:
    found = segment.rows_holding(phrase)
    assert (found.tolist(), str(found.dtype), found.flags.writeable) == (rows, "int64", False)
    assert rows == [row for row, passage in enumerate([*HARBOUR, *STORM]) if phrase in passage.text]


def test_many_rows_are_read_and_searched_in_pieces(tmp_path: Path) -> None:
    many = [fake_passage(f"Word {number}", number=number) for number in range(1, 4200)]
    with closing(SegmentPassages(write(tmp_path, ("a", None, many)))) as segment:
        assert list(segment.passages()) == many
        assert list(segment.passages(range(0, 4199, 2))) == many[::2]
        assert segment.rows_holding("99").tolist() == [row for row, p in enumerate(many) if "99" in p.text]


def test_article_without_passages_leaves_nothing(tmp_path: Path) -> None:
    with closing(SegmentPassages(write(tmp_path, ("a", "text", [])))) as segment:
        assert (segment.n_rows, list(segment.articles()), list(segment.passages())) == (0, [], [])
        assert segment.article("a") is None


def test_second_use_of_an_id_is_an_error(tmp_path: Path) -> None:
    with pytest.raises(IndexFolderError, match="'b' or a passage of it has the id of another"):
        write(tmp_path, ("a", None, HARBOUR), ("b", None, HARBOUR[:1]))


def test_what_is_no_segment_is_an_error(tmp_path: Path) -> None:
    with pytest.raises(IndexFolderError, match="run 'onrecord index --repair' to rebuild it"):
        SegmentPassages(tmp_path)
    with pytest.raises(IndexFolderError, match="cannot be written"):
        PassagesWriter(tmp_path / "absent")
    (tmp_path / PASSAGES_FILE).write_bytes(b"no database at all" * 100)
    with pytest.raises(IndexFolderError, match="cannot be read"):
        SegmentPassages(tmp_path)


def test_one_file_remains_that_needs_no_log(folder: Path) -> None:
    assert sorted(path.name for path in folder.iterdir()) == sorted([PASSAGES_FILE, COLUMNS_FILE])


def test_unlinked_file_can_be_read_on(folder: Path, segment: SegmentPassages) -> None:
    (folder / PASSAGES_FILE).unlink()
    with ThreadPoolExecutor(8) as threads:
        assert list(threads.map(segment.passage, [0, 1, 2] * 50)) == [*HARBOUR, *STORM] * 50


def test_closed_segment_answers_nothing(segment: SegmentPassages) -> None:
    segment.close()
    segment.close()
    with pytest.raises(sqlite3.ProgrammingError):
        segment.passage(0)


def test_passages_are_streamed_to_many_threads(tmp_path: Path) -> None:
    many = [fake_passage(f"Word {number}", number=number) for number in range(1, 600)]
    with closing(SegmentPassages(write(tmp_path, ("a", None, many)))) as segment, ThreadPoolExecutor(12) as threads:

        def walk(_: int) -> bool:
            return all(segment.passage(row) == passage for row, passage in enumerate(segment.passages()))

        assert all(threads.map(walk, range(24)))


TEXT = st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\0"), min_size=1).filter(str.strip)
OFFSETS = st.integers(0, 2**40)
SPANS = st.none() | st.builds(TextSpan, TEXT, OFFSETS, OFFSETS, st.none() | OFFSETS)
ARTICLES = st.builds(ArticleMetadata, TEXT, *[st.none() | TEXT] * 6)


@st.composite
def any_passage(draw: st.DrawFn) -> Passage:
    text = draw(TEXT)
    attributions = st.builds(
        Attribution,
        st.sampled_from(["direct", "mixed", "indirect"]),
        st.just(0),
        st.integers(1, len(text)),
        st.none() | TEXT,
        st.none() | st.text(st.characters(exclude_categories=["Cs"])),
        SPANS,
        SPANS,
        st.sampled_from(["", "name"]),
        st.floats(0, 1),
        SPANS,
    )
    said = draw(st.lists(attributions, max_size=3).map(tuple))
    paragraph, start, end = (draw(st.none() | OFFSETS) for _ in range(3))
    return Passage(draw(TEXT), text, draw(ARTICLES), draw(st.none() | TEXT), paragraph, start, end, said)


@given(any_passage())
def test_record_gives_the_passage_that_its_line_gives(passage: Passage) -> None:
    read = passage_from(passage.id, passage.text, record_of(passage))
    assert read == passage == passage_of(passage_record(passage))
    assert repr(read) == repr(passage)


@settings(deadline=None, max_examples=50)
@given(st.lists(any_passage(), max_size=4, unique_by=lambda passage: passage.id), st.none() | TEXT)
def test_any_passages_come_back(passages: list[Passage], text: str | None) -> None:
    with TemporaryDirectory() as name:
        write(Path(name), ("a", text, passages))
        with closing(SegmentPassages(Path(name))) as segment:
            assert list(segment.passages()) == passages
            assert [segment.row_of(passage.id) for passage in passages] == list(range(len(passages)))
            assert segment.article_text("a") == (text if passages else None)
            assert list(segment.damage()) == []


def outcome(read: Callable[[], object]) -> object:
    try:
        return read()
    except IndexFolderError as error:
        assert str(error).endswith("; run 'onrecord index --repair' to rebuild it")
        return IndexFolderError


def check_right_or_refused(segment: SegmentPassages) -> None:
    right: list[object] = [*HARBOUR, *STORM]
    assert segment.n_rows == len(right)
    for row in range(3):
        assert outcome(partial(segment.passage, row)) in (right[row], IndexFolderError)
    read = outcome(lambda: list(segment.passages()))
    assert read is IndexFolderError or read == right
    assert outcome(lambda: segment.row_of("a:2")) in (1, None, IndexFolderError)
    assert outcome(lambda: segment.article_text("a")) in (HARBOUR_TEXT, None, IndexFolderError)
    articles = outcome(lambda: [name for name, _ in segment.articles()])
    assert articles in (IndexFolderError, ["a", "b/é"])
    outcome(lambda: segment.rows_holding("harbour"))
    assert all(isinstance(sentence, str) for sentence in segment.damage())


def test_flipped_byte_never_gives_another_passage(folder: Path) -> None:
    path = folder / PASSAGES_FILE
    sound = path.read_bytes()
    filled = [place for place, byte in enumerate(sound) if byte or place % 97 == 0]
    n_opened = 0
    for number, place in enumerate(filled):
        damaged = bytearray(sound)
        damaged[place] ^= (1, 0x80, 0xFF, 0x10)[number % 4]
        path.write_bytes(damaged)
        try:
            segment = SegmentPassages(folder)
        except IndexFolderError:
            continue
        with closing(segment):
            n_opened += 1
            check_right_or_refused(segment)
    assert n_opened > len(filled) // 2


def test_damage_names_the_passage_and_what_to_do(folder: Path) -> None:
    path = folder / PASSAGES_FILE
    path.write_bytes(path.read_bytes().replace(b"harbour was shut", b"harbour was open"))
    with closing(SegmentPassages(folder)) as segment:
        assert segment.passage(1) == HARBOUR[1]
        passage = f"{path}: passage 0 was altered; run 'onrecord index --repair' to rebuild it"
        with pytest.raises(IndexFolderError) as raised:
            segment.passage(0)
        assert str(raised.value) == passage
        text = f"{path}: the text of article 'a' was altered; run 'onrecord index --repair' to rebuild it"
        assert list(segment.damage()) == [passage, text]


def test_sound_file_has_no_damage(segment: SegmentPassages) -> None:
    assert list(segment.damage()) == []


def test_copy_holds_the_living_articles_in_order_and_nothing_of_the_others(tmp_path: Path) -> None:
    rare = fake_article(id="zyzzyva-id", publisher="Zyzzyva Post")
    said = quotation("zyzzyva spoke", "zyzzyva", "Ada Zyzzyva", role="zyzzyva keeper")
    gone = [fake_passage("zyzzyva spoke", said, number=number, article=rare) for number in range(1, 400)]
    stays = [fake_passage(f"Plain {number}", number=number, article=fake_article(id="c")) for number in range(1, 400)]
    first = write(tmp_path / "1", ("zyzzyva-id", "zyzzyva text", gone), ("a", HARBOUR_TEXT, HARBOUR))
    second = write(tmp_path / "2", ("c", None, stays))
    third = tmp_path / "3"
    third.mkdir()
    alive = np.array([False] * len(gone) + [True] * 2)
    with closing(SegmentPassages(first)) as one, closing(SegmentPassages(second)) as two:
        copy_passages([(one, alive), (two, None)], third)
    with closing(SegmentPassages(third)) as copy:
        assert list(copy.passages()) == [*HARBOUR, *stays]
        assert [name for name, _ in copy.articles()] == ["a", "c"]
        assert copy.article("c") == ArticleRows(2, 399, "hash of c", False)
        assert copy.article_text("a") == HARBOUR_TEXT
        assert list(copy.damage()) == []
    assert SegmentColumns(third).n_rows == 401
    for path in third.iterdir():
        assert b"zyzzyva" not in path.read_bytes().lower()


def test_damage_of_a_dead_article_does_not_hinder_a_copy(folder: Path, tmp_path: Path) -> None:
    path = folder / PASSAGES_FILE
    path.write_bytes(path.read_bytes().replace(b"harbour was shut", b"harbour was open"))
    target = _fresh(tmp_path / "copy")
    with closing(SegmentPassages(folder)) as segment:
        copy_passages([(segment, np.array([False, False, True]))], target)
        with pytest.raises(IndexFolderError, match="passage 0 was altered"):
            copy_passages([(segment, None)], _fresh(tmp_path / "whole"))
    with closing(SegmentPassages(target)) as copy:
        assert list(copy.passages()) == STORM


def _fresh(folder: Path) -> Path:
    folder.mkdir()
    return folder


def test_equal_passages_are_written_to_equal_bytes(tmp_path: Path) -> None:
    articles = (("a", HARBOUR_TEXT, HARBOUR), ("b/é", None, [replace(STORM[0], section="S")]))
    one, two = write(tmp_path / "1", *articles), write(tmp_path / "2", *articles)
    assert [(one / name).read_bytes() == (two / name).read_bytes() for name in (PASSAGES_FILE, COLUMNS_FILE)] == [
        True,
        True,
    ]
