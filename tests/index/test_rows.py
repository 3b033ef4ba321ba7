"""The highest of some scores."""

import numpy as np
import pytest

from index.rows import best_places


@pytest.mark.parametrize("n", [-1, 0, 1, 2, 3, 4, 5, 6, 7])
def test_highest_come_first_ties_in_order_and_cut_in_it(n: int) -> None:
    scores = np.array([0.5, 0, 1, 0.5, -1, 0.5], dtype=np.float32)
    assert best_places(scores, n).tolist() == [2, 0, 3, 5, 1, 4][: max(n, 0)]


def test_no_scores_have_no_highest() -> None:
    assert best_places(np.empty(0, dtype=np.float32), 3).tolist() == []
