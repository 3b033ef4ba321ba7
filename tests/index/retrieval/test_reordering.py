"""What reading again does to a ranking, on a reranker of known scores."""

from collections.abc import Sequence

import numpy as np
import pytest
from numpy.typing import NDArray

from index.retrieval.reordering import N_TOP, reordered


class FakeReranker:
    """Scores by text; it keeps what it was asked."""

    def __init__(self, **scores: float) -> None:
        self.asked: list[tuple[str, list[str]]] = []
        self._scores = scores

    def score(self, query: str, texts: Sequence[str]) -> NDArray[np.float32]:
        self.asked.append((query, list(texts)))
        return np.array([self._scores[text] for text in texts], dtype=np.float32)


def test_the_best_of_the_first_come_first_and_the_rest_stays() -> None:
    reranker = FakeReranker(a=0.1, b=-2.0, c=0.7, d=9.0, e=8.0)
    assert reordered("who?", ["a", "b", "c", "d", "e"], reranker=reranker, n_top=3) == [2, 0, 1, 3, 4]
    assert reranker.asked == [("who?", ["a", "b", "c"])]


def test_equals_keep_their_order() -> None:
    reranker = FakeReranker(a=1.0, b=2.0, c=1.0, d=2.0)
    assert reordered("who?", ["a", "b", "c", "d"], reranker=reranker) == [1, 3, 0, 2]


def test_twenty_are_read_unless_another_number_is_given() -> None:
    texts = [f"text {number}" for number in range(22)]
    reranker = FakeReranker(**{text: float(number) for number, text in enumerate(texts)})
    assert N_TOP == 20
    assert reordered("who?", texts, reranker=reranker) == [*range(19, -1, -1), 20, 21]
    assert reranker.asked == [("who?", texts[:20])]


@pytest.mark.parametrize(("texts", "n_top", "order"), [([], 20, []), (["a", "b"], 0, [0, 1])])
def test_nothing_to_read_asks_nothing(texts: list[str], n_top: int, order: list[int]) -> None:
    reranker = FakeReranker()
    assert reordered("who?", texts, reranker=reranker, n_top=n_top) == order
    assert reranker.asked == []


def test_fewer_than_the_first_are_all_read() -> None:
    assert reordered("who?", ["a", "b"], reranker=FakeReranker(a=0.0, b=1.0), n_top=5) == [1, 0]
