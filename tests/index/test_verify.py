"""The check on demand, on a store of known vectors."""

from pathlib import Path

import numpy as np
import pytest

from index.passage_index import PassageIndex
from index.verify import VerifyReport, verify_index
from tests.fakes import FakeEncoder, MemorySnapshot, fake_passage


def verified(monkeypatch: pytest.MonkeyPatch, lengths: list[float], text: str) -> VerifyReport:
    """The report on an index of passages "Shut.", with vectors of those lengths, in an article of that text."""
    passages = tuple(fake_passage("Shut.", number=number) for number in range(1, len(lengths) + 1))
    snapshot = MemorySnapshot(passages, np.array(lengths, dtype=np.float32).reshape(-1, 1), texts=(("a", text),))
    monkeypatch.setattr("index.verify.open_index", lambda _: PassageIndex(snapshot, FakeEncoder()))
    return verify_index(Path("index"))


def test_unit_vectors_and_verbatim_passages_have_no_fault(monkeypatch: pytest.MonkeyPatch) -> None:
    report = verified(monkeypatch, [1, 1], "Shut.")
    assert report == VerifyReport(2, 2, (), ())
    assert report.is_clean


@pytest.mark.parametrize(("length", "told"), [(0.0, "0.000"), (1.01, "1.010"), (float("nan"), "nan")])
def test_vector_of_another_length_is_a_fault(monkeypatch: pytest.MonkeyPatch, length: float, told: str) -> None:
    report = verified(monkeypatch, [1, length], "Shut.")
    fault = f"passage a:2 has a vector of length {told} instead of 1; run 'onrecord index' to build the index anew"
    assert set(report.faults) == {fault}
    assert not report.is_clean


def test_passage_that_is_not_in_its_article_is_a_fault(monkeypatch: pytest.MonkeyPatch) -> None:
    report = verified(monkeypatch, [1], "Open.")
    assert (report.n_verbatim, len(report.faults)) == (0, 1)
