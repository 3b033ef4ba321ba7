"""An index whose place is taken: each loan has one generation, which is closed once, when it is given back."""

import gc
import weakref
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from threading import Barrier, Event

import pytest

from bot.answer import answer_query
from bot.live_index import LiveIndex, live
from index.passage_index import PassageIndex
from tests.bot.generations import generation

pytestmark = pytest.mark.usefixtures("decision_by_cosine")


@pytest.fixture
def closed() -> list[str]:
    return []


@pytest.fixture
def live_index(closed: list[str]) -> LiveIndex:
    return LiveIndex(generation("g0", closed))


@contextmanager
def without_collecting() -> Iterator[None]:
    gc.disable()
    try:
        yield
    finally:
        gc.enable()


def name_of(passage_index: PassageIndex) -> str:
    return passage_index.snapshot.generation


def test_newer_generation_is_lent_from_then_on(live_index: LiveIndex, closed: list[str]) -> None:
    with live_index.lent() as first:
        assert (name_of(first), live_index.generation) == ("g0", "g0")
    live_index.take_up(generation("g1", closed))
    with live_index.lent() as second:
        assert (name_of(second), live_index.generation) == ("g1", "g1")


def test_nobodys_generation_is_closed_at_once_and_the_current_one_never(
    live_index: LiveIndex, closed: list[str]
) -> None:
    with live_index.lent():
        pass
    assert closed == []
    live_index.take_up(generation("g1", closed))
    live_index.take_up(generation("g2", closed))
    with live_index.lent():
        pass
    assert closed == ["g0", "g1"]


def test_borrowed_generation_is_closed_when_the_last_one_gives_it_back(
    live_index: LiveIndex, closed: list[str]
) -> None:
    with live_index.lent() as outer:
        with live_index.lent() as inner:
            live_index.take_up(generation("g1", closed))
            assert (name_of(outer), name_of(inner), closed) == ("g0", "g0", [])
        with live_index.lent() as newer:
            assert (name_of(newer), closed) == ("g1", [])
    assert closed == ["g0"]


def test_borrower_that_fails_gives_back_too(live_index: LiveIndex, closed: list[str]) -> None:
    with pytest.raises(ValueError, match="nothing"), live_index.lent():
        live_index.take_up(generation("g1", closed))
        raise ValueError("nothing")
    assert closed == ["g0"]


def test_what_cannot_be_closed_harms_nobody(
    live_index: LiveIndex, closed: list[str], monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    def fail(_: PassageIndex) -> None:
        raise OSError("no")

    monkeypatch.setattr(PassageIndex, "close", fail)
    live_index.take_up(generation("g1", closed))
    assert live_index.generation == "g1"
    assert [record.getMessage() for record in caplog.records] == ["generation g0 of the index could not be closed"]


def test_what_is_made_of_a_generation_is_made_once_for_each(live_index: LiveIndex, closed: list[str]) -> None:
    made: list[str] = []

    def make(passage_index: PassageIndex) -> str:
        made.append(name_of(passage_index))
        return f"of {name_of(passage_index)}"

    def loan() -> str:
        with live_index.lent_as(make) as value:
            return value

    with ThreadPoolExecutor(4) as threads:
        assert {future.result() for future in [threads.submit(loan) for _ in range(20)]} == {"of g0"}
    live_index.take_up(generation("g1", closed))
    assert (loan(), loan(), made) == ("of g1", "of g1", ["g0", "g1"])


def test_what_could_not_be_made_is_tried_again(live_index: LiveIndex) -> None:
    outcomes = iter([ValueError("not yet"), None])

    def make(_: PassageIndex) -> str:
        if (failure := next(outcomes)) is not None:
            raise failure
        return "made"

    with pytest.raises(ValueError, match="not yet"), live_index.lent_as(make):
        pass
    with live_index.lent_as(make) as value:
        assert value == "made"


def test_listeners_are_told_of_each_later_generation_while_it_is_open(live_index: LiveIndex, closed: list[str]) -> None:
    told: list[tuple[str, list[str]]] = []
    live_index.on_taken_up(lambda newer: told.append((name_of(newer), list(closed))))
    live_index.take_up(generation("g1", closed))
    live_index.take_up(generation("g2", closed))
    assert told == [("g1", ["g0"]), ("g2", ["g0", "g1"])]


def test_plain_index_is_made_one_that_can_be_lent_and_a_live_one_stays_itself(live_index: LiveIndex) -> None:
    plain = generation("g0", [])
    with live(plain).lent() as lent:
        assert lent is plain
    assert live(live_index) is live_index


def test_many_threads_have_one_whole_generation_each_and_every_older_one_is_closed_once(
    live_index: LiveIndex, closed: list[str]
) -> None:
    is_over, together = Event(), Barrier(5)

    def borrow() -> int:
        together.wait()
        n_loans = 0
        while not is_over.is_set():
            with live_index.lent() as passage_index:
                name = name_of(passage_index)
                assert name not in closed
                assert all(passage.text.endswith(f"generation {name}.") for passage in passage_index.snapshot.passages)
                assert name not in closed
            n_loans += 1
        return n_loans

    with ThreadPoolExecutor(4) as threads:
        loans = [threads.submit(borrow) for _ in range(4)]
        together.wait()
        for n in range(1, 301):
            live_index.take_up(generation(f"g{n}", closed))
        is_over.set()
        assert all(loan.result() > 0 for loan in loans)
    assert sorted(closed) == sorted(f"g{n}" for n in range(300))


def test_memory_of_an_older_generation_is_given_back_without_looking_for_garbage(closed: list[str]) -> None:
    older = generation("g0", closed)
    first, snapshot = weakref.ref(older), weakref.ref(older.snapshot)
    live_index = LiveIndex(older)
    # As `onrecord chat` opens its index: what is there by now is never looked at again.
    with without_collecting():
        with live_index.lent_as(name_of):
            assert answer_query("What did Ana Lindg0 say of the misborder?", older).hits
        del older
        live_index.take_up(generation("g1", closed))
        assert (first(), snapshot()) == (None, None)
