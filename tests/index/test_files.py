"""Files that appear whole or not at all."""

import os
from pathlib import Path

import pytest

from index.files import open_atomically, write_atomically


def test_a_file_appears_when_the_block_ends(tmp_path: Path) -> None:
    path = tmp_path / "new" / "lines.jsonl"
    with open_atomically(path) as file:
        file.write(b"one\n")
        assert not path.exists()
        file.write(b"two\n")
    assert path.read_bytes() == b"one\ntwo\n"
    assert [other.name for other in path.parent.iterdir()] == ["lines.jsonl"]


def test_nothing_appears_when_the_block_raises(tmp_path: Path) -> None:
    path = tmp_path / "lines.jsonl"
    path.write_text("old\n")
    with pytest.raises(KeyboardInterrupt), open_atomically(path) as file:
        file.write(b"new\n")
        raise KeyboardInterrupt
    assert path.read_text() == "old\n"
    assert [other.name for other in tmp_path.iterdir()] == ["lines.jsonl"]


def test_what_cannot_be_written_is_named_before_any_work(tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    for path, message in ((tmp_path, "Is a directory"), (tmp_path / "file" / "lines.jsonl", "File exists")):
        with pytest.raises(OSError, match=message) as raised, open_atomically(path):
            pytest.fail("the block ran")
        assert raised.value.filename == str(path)


def test_text_is_written_as_utf_8_with_the_line_ends_it_has(tmp_path: Path) -> None:
    write_atomically(tmp_path / "text", "Ø\r\n\u2028")
    assert (tmp_path / "text").read_bytes() == b"\xc3\x98\r\n\xe2\x80\xa8"


def test_link_stays_and_its_file_is_written(tmp_path: Path) -> None:
    real, link = tmp_path / "real", tmp_path / "link"
    real.write_bytes(b"old")
    link.symlink_to(real)
    write_atomically(link, b"new")
    assert link.is_symlink()
    assert real.read_bytes() == b"new"


def test_device_is_written_to_and_stays(tmp_path: Path) -> None:
    write_atomically(Path(os.devnull), b"new")
    assert not Path(os.devnull).is_file()
