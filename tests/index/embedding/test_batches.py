"""Batches of like length."""

from hypothesis import given
from hypothesis import strategies as st

from index.embedding.batches import batches_by_length


def test_longest_are_first_and_no_batch_is_too_wide() -> None:
    assert batches_by_length([3, 10, 4, 4, 30], 12) == [[4], [1], [2, 3, 0]]
    assert batches_by_length([], 12) == []


@given(lengths=st.lists(st.integers(1, 300)), width=st.integers(1, 600))
def test_laws_of_batches(lengths: list[int], width: int) -> None:
    batches = batches_by_length(lengths, width)
    assert sorted(place for batch in batches for place in batch) == list(range(len(lengths)))
    assert all(len(batch) == 1 or len(batch) * max(lengths[p] for p in batch) <= width for batch in batches)
