"""Embeddings that outlive the process that made them: what is there is trusted only where it is whole."""

import math
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Sequence
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from index.embedding import pending as pending_module
from index.embedding.encoder import EmbeddingMatrix
from index.embedding.pending import PendingEmbeddings, discard_all_pending, embed_resumably

MODEL = "ab" * 32
RECORD_BYTES = 16 + 2 * 4 + 4
HEADER_BYTES = 30 + 32


class AngleEncoder:
    """A text is a number, its vector the point at that angle; counts what it embeds, and takes its time."""

    dim = 2

    def __init__(self, seconds_a_text: float = 0.0) -> None:
        self.seconds_a_text = seconds_a_text
        self.embedded: list[str] = []

    def embed_passages(self, texts: Sequence[str], on_progress: Callable[[int], None] | None = None) -> EmbeddingMatrix:
        self.embedded += texts
        time.sleep(self.seconds_a_text * len(texts))
        if on_progress:
            on_progress(len(texts))
        return points(texts)

    def embed_queries(self, texts: Sequence[str]) -> EmbeddingMatrix:
        return points(texts)

    def is_word(self, word: str) -> bool:
        return True


def points(texts: Sequence[str]) -> EmbeddingMatrix:
    rows = [(math.cos(float(text)), math.sin(float(text))) for text in texts]
    return np.array(rows, dtype=np.float32).reshape(len(rows), 2)


def numbers(n: int) -> list[str]:
    return [str(number) for number in range(n)]


def journal_of(folder: Path) -> Path:
    (journal,) = folder.iterdir()
    return journal


def embed_slowly(folder: str, n: int) -> None:
    """What the process that is killed does."""
    pending_module.TEXTS_AT_ONCE = 4
    embed_resumably(numbers(n), AngleEncoder(seconds_a_text=0.01), PendingEmbeddings(Path(folder), MODEL, 2))


def test_build_killed_while_it_embeds_goes_on_where_it_was(repository: Path, tmp_path: Path) -> None:
    program = f"from tests.index.embedding.test_pending import embed_slowly; embed_slowly({str(tmp_path)!r}, 2000)"
    process = subprocess.Popen([sys.executable, "-c", program], cwd=repository)
    deadline = time.monotonic() + 60
    while not any(file.stat().st_size > HEADER_BYTES + 40 * RECORD_BYTES for file in tmp_path.iterdir()):
        assert process.poll() is None and time.monotonic() < deadline
        time.sleep(0.01)
    process.kill()
    assert process.wait() == -signal.SIGKILL

    pending = PendingEmbeddings(tmp_path, MODEL, 2)
    n_done = len(pending)
    assert 40 <= n_done < 2000
    encoder, told = AngleEncoder(), list[int]()
    embeddings = embed_resumably(numbers(2000), encoder, pending, told.append)
    assert encoder.embedded == numbers(2000)[n_done:]
    assert sum(told) == 2000 - n_done
    assert np.array_equal(embeddings, points(numbers(2000)))


@given(data=st.data())
def test_laws_of_a_journal_cut_off_anywhere(data: st.DataObject, tmp_path_factory: pytest.TempPathFactory) -> None:
    folder = tmp_path_factory.mktemp("pending")
    pending = PendingEmbeddings(folder, MODEL, 2)
    pending.put(numbers(5), points(numbers(5)))
    pending.close()
    journal = journal_of(folder)
    n_bytes = data.draw(st.integers(0, journal.stat().st_size))
    with journal.open("r+b") as file:
        file.truncate(n_bytes)

    n_whole = max(0, n_bytes - HEADER_BYTES) // RECORD_BYTES
    pending = PendingEmbeddings(folder, MODEL, 2)
    assert len(pending) == n_whole
    encoder = AngleEncoder()
    assert np.array_equal(embed_resumably(numbers(7), encoder, pending), points(numbers(7)))
    assert encoder.embedded == numbers(7)[n_whole:]
    pending.close()
    assert len(PendingEmbeddings(folder, MODEL, 2)) == 7


@given(place=st.integers(0, HEADER_BYTES + 5 * RECORD_BYTES - 1), mask=st.integers(1, 255))
def test_laws_of_a_journal_with_any_byte_altered(
    place: int, mask: int, tmp_path_factory: pytest.TempPathFactory
) -> None:
    folder = tmp_path_factory.mktemp("pending")
    pending = PendingEmbeddings(folder, MODEL, 2)
    pending.put(numbers(5), points(numbers(5)))
    pending.close()
    content = bytearray(journal_of(folder).read_bytes())
    content[place] ^= mask
    journal_of(folder).write_bytes(content)

    pending = PendingEmbeddings(folder, MODEL, 2)
    assert len(pending) == max(0, place - HEADER_BYTES) // RECORD_BYTES
    assert np.array_equal(embed_resumably(numbers(5), AngleEncoder(), pending), points(numbers(5)))


def test_what_is_not_there_is_none_in_the_texts_order(tmp_path: Path) -> None:
    pending = PendingEmbeddings(tmp_path, MODEL, 2)
    assert pending.get(["1"]) == [None]
    pending.put(["1", "0"], points(["1", "0"]))
    missing, zero = pending.get(["2", "0"])
    assert missing is None
    assert zero is not None and zero.tolist() == [1.0, 0.0]


def test_equal_texts_are_embedded_once_and_told_once(tmp_path: Path) -> None:
    for pending in (None, PendingEmbeddings(tmp_path, MODEL, 2)):
        encoder, told = AngleEncoder(), list[int]()
        embeddings = embed_resumably(["3", "1", "3", "3"], encoder, pending, told.append)
        assert np.array_equal(embeddings, points(["3", "1", "3", "3"]))
        assert (encoder.embedded, told) == (["3", "1"], [2])


def test_no_text_gives_no_row() -> None:
    assert embed_resumably([], AngleEncoder(), None).shape == (0, 2)


@pytest.mark.parametrize(("model", "dim"), [("cd" * 32, 2), (MODEL[:16] + "cd" * 24, 2), (MODEL, 3)])
def test_journal_of_another_model_is_dropped(tmp_path: Path, model: str, dim: int) -> None:
    first = PendingEmbeddings(tmp_path, MODEL, 2)
    first.put(["1"], points(["1"]))
    first.close()
    other = PendingEmbeddings(tmp_path, model, dim)
    assert len(other) == 0
    other.close()
    assert journal_of(tmp_path).stat().st_size == HEADER_BYTES
    assert len(PendingEmbeddings(tmp_path, MODEL, 2)) == 0


def test_journal_holds_nothing_of_the_texts(tmp_path: Path) -> None:
    pending = PendingEmbeddings(tmp_path, MODEL, 2)
    pending.put(["the harbour master said so"], points(["1"]))
    content = journal_of(tmp_path).read_bytes()
    assert len(content) == HEADER_BYTES + RECORD_BYTES
    assert b"harbour" not in content


def test_what_is_discarded_is_gone(tmp_path: Path) -> None:
    pending = PendingEmbeddings(tmp_path, MODEL, 2)
    pending.put(["1"], points(["1"]))
    pending.discard()
    assert list(tmp_path.iterdir()) == []
    PendingEmbeddings(tmp_path, MODEL, 2).close()
    discard_all_pending(tmp_path)
    discard_all_pending(tmp_path / "not there")
    assert list(tmp_path.iterdir()) == []
