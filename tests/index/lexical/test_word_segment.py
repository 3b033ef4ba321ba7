"""A segment's words as files: read as they were written, and a copy of the living rows is like one written afresh."""

import tempfile
from collections.abc import Sequence
from itertools import pairwise
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from index.errors import IndexFolderError
from index.lexical import postings_file, word_segment
from index.lexical.fields import FIELD_WEIGHTS, Fields
from index.lexical.postings_file import BLOCK_TERMS
from index.lexical.word_segment import FIELDS, WordSegment, copy_word_segments, write_word_segment
from index.rows import Alive

NOTHING: Fields = {field: [] for field in FIELD_WEIGHTS}


def text(words: str) -> Fields:
    return {**NOTHING, "text": words.split()}


def written(folder: Path, passages: Sequence[Fields]) -> WordSegment:
    write_word_segment(passages, folder)
    return WordSegment(folder)


def held(segment: WordSegment, term: str, field: str = "text") -> list[tuple[int, int]]:
    postings = segment.postings(field)
    place = postings.postings_of(term)
    return list(zip(postings.rows(*place).tolist(), postings.counts(*place).tolist(), strict=True))


def content(folder: Path) -> dict[str, bytes]:
    return {path.name: path.read_bytes() for path in folder.iterdir()}


def test_what_was_written_is_read(tmp_path: Path) -> None:
    segment = written(tmp_path / "w", [text("ferry harbour ferry"), NOTHING, {**text("harbour"), "speakers": ["lind"]}])
    assert segment.n_rows == 3
    assert held(segment, "ferry") == [(0, 2)]
    assert held(segment, "harbour") == [(0, 1), (2, 1)]
    assert held(segment, "lind") == []
    assert held(segment, "lind", "speakers") == [(2, 1)]
    assert segment.postings("text").lengths.tolist() == [3, 0, 1]


@pytest.mark.parametrize("n_terms", [1, BLOCK_TERMS - 1, BLOCK_TERMS, BLOCK_TERMS + 1, 5 * BLOCK_TERMS])
def test_each_term_is_found_wherever_it_stands_and_none_beside(tmp_path: Path, n_terms: int) -> None:
    terms = [f"t{number:04}" for number in range(n_terms)]
    segment = written(tmp_path / "w", [text(term) for term in reversed(terms)])
    for number, term in enumerate(terms):
        assert held(segment, term) == [(n_terms - 1 - number, 1)]
        assert held(segment, f"{term}a") == held(segment, term[:-1]) == []
    assert held(segment, "") == held(segment, "zz") == held(segment, "😀") == []


@pytest.mark.parametrize("n_terms", [1, BLOCK_TERMS, BLOCK_TERMS + 1, 3 * BLOCK_TERMS])
def test_terms_of_a_beginning_are_found_across_blocks(tmp_path: Path, n_terms: int) -> None:
    terms = [f"t{number:04}" for number in range(n_terms)]
    postings = written(tmp_path / "w", [text(" ".join(["s", *terms, "u", "ü"]))]).postings("text")
    for prefix, expected in (("t", terms), ("t0000", terms[:1]), ("", ["s", *terms, "u", "ü"]), ("ü", ["ü"])):
        found, starts = postings.terms_with(prefix)
        assert found == expected
        assert [end - start for start, end in pairwise(starts.tolist())] == [1] * len(expected)
    assert [postings.terms_with(prefix)[0] for prefix in ("a", "ta", "x", "😀")] == [[], [], [], []]


def test_segment_of_no_passages_holds_nothing(tmp_path: Path) -> None:
    segment = written(tmp_path / "w", [])
    assert (segment.n_rows, held(segment, "ferry"), segment.postings("text").terms_with("")[0]) == (0, [], [])


def test_batches_make_no_difference(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    passages = [text(words) for words in ("b a", "a", "c a b b", "", "d")]
    written(tmp_path / "one", passages)
    monkeypatch.setattr(word_segment, "BATCH_PASSAGES", 2)
    written(tmp_path / "three", passages)
    assert content(tmp_path / "three") == content(tmp_path / "one")


def test_folder_that_is_there_is_left_alone(tmp_path: Path) -> None:
    with pytest.raises(FileExistsError):
        write_word_segment([], tmp_path)
    assert list(tmp_path.iterdir()) == []


def test_too_many_words_for_the_numbers_in_a_file_are_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(postings_file, "MAX_NUMBER", 2)
    written(tmp_path / "2", [text("a b")])
    with pytest.raises(ValueError, match="too many words for one segment: 3 postings"):
        written(tmp_path / "3", [text("a"), text("a"), text("a")])


terms = st.sampled_from(["a", "b", "ab", "a_b", "ö", "😀"])
passages = st.lists(st.fixed_dictionaries({field: st.lists(terms, max_size=4) for field in FIELDS}), max_size=8)


@given(parts=st.lists(passages, max_size=4), data=st.data())
def test_copy_of_the_living_rows_is_byte_for_byte_what_they_give_afresh(
    parts: list[list[Fields]], data: st.DataObject
) -> None:
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        segments: list[tuple[WordSegment, Alive | None]] = []
        living: list[Fields] = []
        for number, part in enumerate(parts):
            alive = data.draw(st.none() | st.lists(st.booleans(), min_size=len(part), max_size=len(part)))
            mask = None if alive is None else np.array(alive, dtype=np.bool_)
            segments.append((written(folder / str(number), part), mask))
            living += [fields for row, fields in enumerate(part) if alive is None or alive[row]]
        copy_word_segments(segments, folder / "copy")
        written(folder / "afresh", living)
        assert content(folder / "copy") == content(folder / "afresh")


def test_term_of_dead_rows_alone_stands_in_no_byte_of_a_copy(tmp_path: Path) -> None:
    segment = written(tmp_path / "w", [text("harbour"), text("secret harbour"), text("ferry")])
    assert b"secret" in content(tmp_path / "w")["text.postings"]
    copy_word_segments([(segment, np.array([True, False, True]))], tmp_path / "copy")
    assert not any(b"secret" in file for file in content(tmp_path / "copy").values())


def refused(folder: Path, sentence: str) -> None:
    with pytest.raises(IndexFolderError) as caught:
        WordSegment(folder)
    assert str(caught.value) == sentence


def test_missing_file_is_named(tmp_path: Path) -> None:
    path = tmp_path / "text.postings"
    why = f"{path} cannot be read: No such file or directory; run 'onrecord index --repair' to rebuild it"
    refused(tmp_path, why)
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("field", FIELDS)
@pytest.mark.parametrize("kept", [0, 3, 47, 48, -1])
def test_file_cut_short_is_refused(tmp_path: Path, field: str, kept: int) -> None:
    written(tmp_path / "w", [text("ferry")]).close()
    path = tmp_path / "w" / f"{field}.postings"
    path.write_bytes(path.read_bytes()[:kept])
    refused(tmp_path / "w", f"{path} is damaged; run 'onrecord index --repair' to rebuild it")


@pytest.mark.parametrize(("at", "byte"), [(0, 0), (8, 9), (15, 255), (23, 255), (47, 127)])
def test_header_that_does_not_fit_its_file_is_refused(tmp_path: Path, at: int, byte: int) -> None:
    written(tmp_path / "w", [text("ferry")]).close()
    path = tmp_path / "w" / "text.postings"
    changed = bytearray(path.read_bytes())
    changed[at] = byte
    path.write_bytes(changed)
    refused(tmp_path / "w", f"{path} is damaged; run 'onrecord index --repair' to rebuild it")


def test_files_of_other_rows_are_refused(tmp_path: Path) -> None:
    written(tmp_path / "w", [text("ferry")]).close()
    written(tmp_path / "other", [text("ferry")] * 2).close()
    (tmp_path / "other" / "pairs.postings").replace(tmp_path / "w" / "pairs.postings")
    why = f"the files in {tmp_path / 'w'} do not fit each other; run 'onrecord index --repair' to rebuild it"
    refused(tmp_path / "w", why)


def test_file_cut_short_while_it_is_open_is_refused_when_it_is_read(tmp_path: Path) -> None:
    segment = written(tmp_path / "w", [text("ferry")])
    with (tmp_path / "w" / "text.postings").open("r+b") as file:
        file.truncate(60)
    with pytest.raises(IndexFolderError, match="text.postings is damaged"):
        held(segment, "ferry")
