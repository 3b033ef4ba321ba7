"""Which segments become one, in rows; a tier has four times the rows of the one below it."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from index.store.merging import SegmentSize, groups_to_merge, is_sparse

MANY = 1_000_000


def groups(*n_living: int, max_rows: int = MANY) -> list[tuple[int, ...]]:
    return groups_to_merge([SegmentSize(n, n) for n in n_living], max_rows)


@pytest.mark.parametrize("sizes", [(), (1,), (1, 1, 1), (16, 4, 4, 4, 1, 1, 1), (1, 1, 1, 1, 4)])
def test_fewer_than_four_of_a_tier_stay_as_they_are(sizes: tuple[int, ...]) -> None:
    assert groups(*sizes) == [(place,) for place in range(len(sizes))]


def test_four_of_a_tier_become_one() -> None:
    assert groups(1, 1, 1, 1) == [(0, 1, 2, 3)]
    assert groups(100, 3, 2, 1, 3) == [(0,), (1, 2, 3, 4)]


def test_newer_smaller_ones_go_along() -> None:
    assert groups(300, 5, 5, 1, 5, 1, 5, 2) == [(0,), (1, 2, 3, 4, 5, 6, 7)]


def test_what_has_become_one_counts_in_its_own_tier() -> None:
    assert groups(4, 4, 4, 1, 1, 1, 1) == [(0, 1, 2, 3, 4, 5, 6)]


def test_segment_without_living_rows_is_in_no_group() -> None:
    sizes = [SegmentSize(5, 0), SegmentSize(5, 1), SegmentSize(1, 0), *[SegmentSize(1, 1)] * 3]
    assert groups_to_merge(sizes, MANY) == [(1, 3, 4, 5)]
    assert groups_to_merge([SegmentSize(9, 0)], MANY) == []


def test_no_segment_becomes_larger_than_allowed() -> None:
    assert groups(8, 8, 8, 8, max_rows=32) == [(0, 1, 2, 3)]
    assert groups(8, 8, 8, 8, max_rows=31) == [(0,), (1, 2, 3)]
    assert groups(20, 20, 20, 20, max_rows=30) == [(0,), (1,), (2,), (3,)]


def test_nearly_full_one_is_not_written_anew_for_one_row_more() -> None:
    full = 131_072
    assert groups(full, full, full, full, 80_000, 1, max_rows=full) == [(0,), (1,), (2,), (3,), (4,), (5,)]


@given(st.lists(st.integers(0, 70), max_size=30), st.integers(1, 100))
def test_groups_are_neighbours_in_order_and_leave_nothing_living_out(sizes: list[int], max_rows: int) -> None:
    found = groups(*sizes, max_rows=max_rows)
    assert [place for group in found for place in group] == [place for place, n in enumerate(sizes) if n]
    assert all(sum(sizes[place] for place in group) <= max_rows for group in found if len(group) > 1)


@pytest.mark.parametrize("max_rows", [MANY, 1024, 200])
def test_each_row_is_written_anew_about_once_a_tier_and_few_segments_are_left(max_rows: int) -> None:
    n_changes, n_written, most = 4_000, 0, 0
    sizes: list[int] = []
    for _ in range(n_changes):
        sizes.append(1)
        merged = groups(*sizes, max_rows=max_rows)
        n_written += sum(sizes[place] for group in merged if len(group) > 1 for place in group)
        sizes = [sum(sizes[place] for place in group) for group in merged]
        most = max(most, len(sizes) - n_changes // max_rows)
    assert sum(sizes) == n_changes
    n_tiers = 6  # 4 ** 6 is the first power beyond the changes
    assert n_written <= n_tiers * n_changes
    assert most <= 3 * n_tiers + n_changes // max_rows


def test_segment_more_than_half_dead_is_sparse() -> None:
    assert [is_sparse(SegmentSize(10, n)) for n in (10, 5, 4, 0)] == [False, False, True, True]
