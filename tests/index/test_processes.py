"""Calls in several processes: order, bounds, failures and deaths."""

import os
import signal
import threading
import time
from collections.abc import Callable, Iterator
from itertools import count
from multiprocessing import active_children

import pytest

from index.errors import ModelError
from index.processes import LOOK_AHEAD_PER_PROCESS, map_in_processes


def load_doubling() -> Callable[[int], int]:
    return double


def double(n: int) -> int:
    """Twice the number; at 13 the process dies, at 14 the function fails, and small numbers take longest."""
    if n == 13:
        os.kill(os.getpid(), signal.SIGKILL)
    if n == 14:
        raise ValueError("fourteen")
    time.sleep(max(0, 3 - n) / 20)
    return 2 * n


def load_nothing() -> Callable[[int], int]:
    raise ModelError("no model here")


def doubled(items: Iterator[int]) -> Iterator[int]:
    return map_in_processes(load_doubling, items, n_processes=2, on_death=lambda n: -n)


def test_results_come_in_the_items_order() -> None:
    assert list(doubled(iter(range(10)))) == [0, 2, 4, 6, 8, 10, 12, 14, 16, 18]
    assert active_children() == []


def test_no_items_give_no_results() -> None:
    assert list(doubled(iter(()))) == []


def test_a_death_costs_its_own_item_only() -> None:
    assert list(doubled(iter([11, 13, 12, 13, 10]))) == [22, -13, 24, -13, 20]


def test_an_error_is_raised_in_its_place_and_ends_the_processes() -> None:
    results = doubled(iter([10, 14, 11]))
    assert next(results) == 20
    with pytest.raises(ValueError, match="^fourteen$"):
        next(results)
    assert active_children() == []


def test_what_loading_or_the_items_raise_is_raised() -> None:
    with pytest.raises(ModelError, match="^no model here$"):
        list(map_in_processes(load_nothing, [1, 2], n_processes=2, on_death=lambda n: -n))

    def items() -> Iterator[int]:
        yield 1
        raise OSError("the disk is gone")

    results = doubled(items())
    assert next(results) == 2
    with pytest.raises(OSError, match="^the disk is gone$"):
        next(results)


def test_no_more_items_are_taken_than_there_is_room_for() -> None:
    taken: list[int] = []
    results = doubled(n for n in count(20) if not taken.append(n))  # type: ignore[func-returns-value]
    assert next(results) == 40
    # One result is out, one item waits for room.
    assert len(taken) <= 1 + 2 * LOOK_AHEAD_PER_PROCESS + 1
    results.close()  # type: ignore[attr-defined]
    assert active_children() == []


def test_a_result_does_not_wait_for_the_next_item() -> None:
    may_go_on = threading.Event()

    def items() -> Iterator[int]:
        yield 5
        assert may_go_on.wait(60)
        yield 6

    results = doubled(items())
    assert next(results) == 10
    may_go_on.set()
    assert list(results) == [12]
