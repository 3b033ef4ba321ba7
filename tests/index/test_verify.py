"""The check on demand, on a store of known vectors."""

import numpy as np
import pytest

from index.verify import VerifyReport, verify_snapshot
from tests.fakes import MemorySnapshot, fake_passage


def verified(lengths: list[float], text: str) -> VerifyReport:
    """The report on passages "Shut.", with vectors of those lengths, in an article of that text."""
    passages = tuple(fake_passage("Shut.", number=number) for number in range(1, len(lengths) + 1))
    vectors = np.array(lengths, dtype=np.float32).reshape(-1, 1)
    return verify_snapshot(MemorySnapshot(passages, vectors, texts=(("a", text),)))


def test_unit_vectors_and_verbatim_passages_have_no_fault() -> None:
    report = verified([1, 1], "Shut.")
    assert report == VerifyReport(2, 2, (), ())
    assert report.is_clean


@pytest.mark.parametrize(("length", "told"), [(0.0, "0.000"), (1.01, "1.010"), (float("nan"), "nan")])
def test_vector_of_another_length_is_a_fault(length: float, told: str) -> None:
    report = verified([1, length], "Shut.")
    fault = f"passage a:2 has a vector of length {told} instead of 1; run 'onrecord index --repair' to rebuild it"
    assert set(report.faults) == {fault}
    assert not report.is_clean


def test_passage_that_is_not_in_its_article_is_a_fault() -> None:
    report = verified([1], "Open.")
    assert (report.n_verbatim, len(report.faults)) == (0, 1)
