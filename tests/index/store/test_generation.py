"""What a generation's file says, and which rows of a segment are living."""

import json
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from index.errors import IndexFolderError
from index.store.generation import (
    FileRecord,
    Generation,
    SegmentRecord,
    generation_path,
    new_name,
    read_generation,
    write_generation,
)

SEGMENT = SegmentRecord(
    "s-0", 10, (), {"words/text.postings": FileRecord(7, "ab"), "whole.faiss": FileRecord(5, "")}, {}
)
RANGE = st.tuples(st.integers(0, 9), st.integers(1, 10)).map(lambda pair: (pair[0], min(10, pair[0] + pair[1])))


def test_dead_rows_are_joined_where_they_touch() -> None:
    assert SEGMENT.without([(4, 6)]).dead == ((4, 6),)
    assert SEGMENT.without([(8, 9), (1, 2)]).without([(2, 4), (6, 8)]).dead == ((1, 4), (6, 9))
    assert SEGMENT.without([(1, 8)]).without([(2, 3)]).dead == ((1, 8),)
    assert SEGMENT.without([]).dead == ()


def test_living_rows_are_those_that_are_not_dead() -> None:
    killed = SEGMENT.without([(0, 2), (9, 10)])
    alive = killed.alive()
    assert alive is not None and alive.tolist() == [False, False, *[True] * 7, False]
    assert not alive.flags.writeable
    assert (killed.n_living, SEGMENT.n_living, SEGMENT.alive()) == (7, 10, None)
    assert SEGMENT.n_bytes == 12


@given(st.lists(st.lists(RANGE, max_size=4), max_size=4))
def test_rows_once_dead_stay_dead_however_they_came(steps: list[list[tuple[int, int]]]) -> None:
    record, dead = SEGMENT, set[int]()
    for ranges in steps:
        record = record.without(ranges)
        dead |= {row for start, end in ranges for row in range(start, end)}
    alive = record.alive()
    found = set() if alive is None else {row for row, is_alive in enumerate(alive.tolist()) if not is_alive}
    assert found == dead
    assert record.n_living == 10 - len(dead)
    gaps = zip(record.dead, record.dead[1:], strict=False)
    assert all(end < start for (_, end), (start, _) in gaps)


def test_generation_is_read_as_it_was_written(tmp_path: Path) -> None:
    segments = (SEGMENT.without([(1, 3)]), replace(SEGMENT, name="ö", facts={"recall": 0.97, "kind": "codes"}))
    written = Generation("g", "encoder", segments)
    sha256 = write_generation(written, tmp_path)
    path = generation_path(tmp_path, "g")
    assert path == tmp_path / "generations" / "g.json"
    assert read_generation(path.read_bytes(), path, sha256) == written
    assert written.n_living == 18


def test_altered_generation_is_refused_by_its_hash(tmp_path: Path) -> None:
    sha256 = write_generation(Generation("g", "", (SEGMENT,)), tmp_path)
    path = generation_path(tmp_path, "g")
    content = path.read_bytes().replace(b"10", b"11")
    with pytest.raises(IndexFolderError, match=r"g\.json was altered .*; run 'onrecord index --repair'"):
        read_generation(content, path, sha256)


@pytest.mark.parametrize("content", ["", "[]", "{}", '{"segments": 3}', '{"segments": [{"dead": 1}]}'])
def test_file_that_describes_no_generation_is_refused_by_name(content: str) -> None:
    with pytest.raises(IndexFolderError, match="g.json cannot be read"):
        read_generation(content.encode(), Path("g.json"))


def test_segment_with_a_field_that_is_unknown_is_refused() -> None:
    record = {"name": "s", "n_rows": 1, "dead": [], "files": {}, "facts": {}, "more": 1}
    with pytest.raises(IndexFolderError, match="g.json cannot be read"):
        read_generation(json.dumps({"name": "g", "encoder": "", "segments": [record]}).encode(), Path("g.json"))


def test_names_differ_within_a_second_and_sort_by_time() -> None:
    first, second = datetime(2026, 1, 1, tzinfo=UTC), datetime(2026, 1, 2, tzinfo=UTC)
    assert new_name(first) != new_name(first)
    assert new_name(first) < new_name(second)
    assert new_name(first).startswith("20260101T000000Z-")
