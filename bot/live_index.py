"""An index that newer generations take the place of while it answers: each request has one generation, whole."""

import logging
from collections.abc import Callable, Hashable, Iterator
from contextlib import contextmanager
from threading import Lock
from typing import Any, TypeVar, cast

from index.passage_index import PassageIndex

T = TypeVar("T")
Listener = Callable[[PassageIndex], None]

_log = logging.getLogger(__name__)


class LiveIndex:
    """The current generation of an index, lent to one request at a time; safe to use from several threads.

    A generation whose place was taken is closed, once, as soon as whoever borrowed it has given it back.
    """

    def __init__(self, passage_index: PassageIndex) -> None:
        """Begin with that one; it is closed when another takes its place."""
        self._current = _Generation(passage_index)
        self._listeners: list[Listener] = []
        self._lock = Lock()
        self._taking_up = Lock()

    @property
    def generation(self) -> str:
        """The name of the generation that is lent now."""
        return self._current.name

    @contextmanager
    def lent(self) -> Iterator[PassageIndex]:
        """The current generation, open until it is given back; borrow it once for each answer."""
        with self._borrowed() as generation:
            yield generation.passage_index

    @contextmanager
    def lent_as(self, make: Callable[[PassageIndex], T]) -> Iterator[T]:
        """What `make` makes of the current generation: made at its first loan, and kept as long as the generation is.

        :param make: a function of a module or a class, the same one for the same thing.
        """
        with self._borrowed() as generation:
            yield generation.made_by(make)

    def on_taken_up(self, listener: Listener) -> None:
        """Have the listener told of each later generation, while that is held, in the thread that takes it up."""
        self._listeners.append(listener)

    def take_up(self, newer: PassageIndex) -> None:
        """Lend this one from now on, and close the one before as soon as nobody has it."""
        with self._taking_up:
            with self._lock:
                before, self._current = self._current, _Generation(newer)
            self._give_back(before)
            for listener in self._listeners:
                listener(newer)

    @contextmanager
    def _borrowed(self) -> Iterator["_Generation"]:
        with self._lock:
            generation = self._current
            generation.n_holders += 1
        try:
            yield generation
        finally:
            self._give_back(generation)

    def _give_back(self, generation: "_Generation") -> None:
        with self._lock:
            generation.n_holders -= 1
            is_last = generation.n_holders == 0
        if is_last:
            generation.close()


class _Generation:
    """An open index, how many hold it (the `LiveIndex` is one of them), and what was made of it."""

    def __init__(self, passage_index: PassageIndex) -> None:
        self.passage_index = passage_index
        self.name = passage_index.snapshot.generation
        self.n_holders = 1
        self._made: dict[Hashable, Any] = {}
        self._lock = Lock()

    def made_by(self, make: Callable[[PassageIndex], T]) -> T:
        # Two first requests at once are not to make it twice.
        with self._lock:
            if make not in self._made:
                self._made[make] = make(self.passage_index)
            return cast(T, self._made[make])

    def close(self) -> None:
        try:
            self.passage_index.close()
        except Exception:
            # The answer that was the last to need it is none the worse.
            _log.exception("generation %s of the index could not be closed", self.name)


def live(passage_index: PassageIndex | LiveIndex) -> LiveIndex:
    """The index as one that may be lent; a plain one stays the same for good."""
    return passage_index if isinstance(passage_index, LiveIndex) else LiveIndex(passage_index)
