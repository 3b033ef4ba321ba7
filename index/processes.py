"""A function called in several processes: results in order, memory bounded, and one process' death costs one result."""

import signal
import threading
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import Future
from contextlib import suppress
from multiprocessing import get_context, resource_tracker
from multiprocessing.connection import Connection
from multiprocessing.context import SpawnProcess
from queue import SimpleQueue
from typing import Generic, TypeVar

# Enough that no process waits for work while a long item is awaited, few enough to be held in memory.
LOOK_AHEAD_PER_PROCESS = 4

Item = TypeVar("Item")
Result = TypeVar("Result")
Load = Callable[[], Callable[[Item], Result]]


class _ProcessDiedError(Exception):
    """The process is gone, and the item with it."""


def map_in_processes(
    load: Load[Item, Result], items: Iterable[Item], *, n_processes: int, on_death: Callable[[Item], Result]
) -> Iterator[Result]:
    """The result for each item, in the items' order, as soon as it and those before it are there.

    Items are taken in a thread, so that one slow to come holds up no result; processes start when there is work.

    :param load: called once in each process, gives the function; it, the items and the results must be picklable.
    :param on_death: the result for an item whose process died over it; a new process takes the next item.
    :raises Exception: what `load`, the function or the taking of the items raised, in the place of its result.
    """
    # Its first start would lift the block on SIGINT that the processes are to inherit.
    resource_tracker.ensure_running()
    workers = [_Worker(load) for _ in range(n_processes)]
    tasks: _Tasks[Item, Result] = _Tasks(items, n_processes)
    for worker in workers:
        threading.Thread(target=_serve, args=(worker, tasks, on_death), daemon=True).start()
    threading.Thread(target=tasks.feed, daemon=True).start()
    try:
        yield from tasks.results()
    finally:
        tasks.stop()
        for worker in workers:
            worker.stop()


class _Tasks(Generic[Item, Result]):
    """The items on their way to the processes, and their results in the items' order."""

    def __init__(self, items: Iterable[Item], n_processes: int) -> None:
        self._items = items
        self._n_processes = n_processes
        self._room = threading.Semaphore(LOOK_AHEAD_PER_PROCESS * n_processes)
        self._to_do: SimpleQueue[tuple[Item, Future[Result]] | None] = SimpleQueue()
        self._in_order: SimpleQueue[Future[Result] | None] = SimpleQueue()
        self._is_stopped = threading.Event()

    def feed(self) -> None:
        """Take the items, as many as there is room for."""
        try:
            for item in self._items:
                self._room.acquire()
                if self._is_stopped.is_set():
                    return
                future: Future[Result] = Future()
                self._to_do.put((item, future))
                self._in_order.put(future)
        except BaseException as error:
            failed: Future[Result] = Future()
            failed.set_exception(error)
            self._in_order.put(failed)
        self._in_order.put(None)

    def take(self) -> tuple[Item, Future[Result]] | None:
        """The next item to work on, or None when all is over."""
        return self._to_do.get()

    def results(self) -> Iterator[Result]:
        while (future := self._in_order.get()) is not None:
            yield future.result()
            self._room.release()

    def stop(self) -> None:
        self._is_stopped.set()
        self._room.release()
        for _ in range(self._n_processes):
            self._to_do.put(None)


class _Worker(Generic[Item, Result]):
    """A process that works on one item at a time; when it dies, the next item gets a new one."""

    def __init__(self, load: Load[Item, Result]) -> None:
        self._load = load
        self._process: SpawnProcess | None = None
        self._connection: Connection | None = None
        self._is_stopped = False
        self._lock = threading.Lock()

    def ask(self, item: Item) -> Result:
        """The function's result.

        :raises _ProcessDiedError: when there will be none.
        """
        connection = self._connection or self._start()
        try:
            connection.send(item)
            is_result, answer = connection.recv()
        except (EOFError, OSError) as error:
            self._end()
            raise _ProcessDiedError from error
        if not is_result:
            raise answer
        result: Result = answer
        return result

    def stop(self) -> None:
        """End the process, and start no other."""
        self._is_stopped = True
        self._end()

    def _start(self) -> Connection:
        with self._lock:
            if self._is_stopped:
                raise _ProcessDiedError
            # A forked process would hold a copy of the other pipes, and so would not see its own close.
            context = get_context("spawn")
            ours, theirs = context.Pipe()
            self._process = context.Process(target=_work, args=(theirs, self._load), daemon=True)
            self._process.start()
            theirs.close()
            self._connection = ours
            return ours

    def _end(self) -> None:
        with self._lock:
            if self._process is not None and self._connection is not None:
                self._process.kill()
                self._process.join()
                self._connection.close()
            self._process = self._connection = None


def _serve(worker: _Worker[Item, Result], tasks: _Tasks[Item, Result], on_death: Callable[[Item], Result]) -> None:
    """Hand tasks to the worker until there are no more."""
    # The processes inherit it: Ctrl-C reaches all of the terminal's processes, and only the first is to answer.
    signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGINT})
    while (task := tasks.take()) is not None:
        item, future = task
        try:
            future.set_result(worker.ask(item))
        except _ProcessDiedError:
            future.set_result(on_death(item))
        except BaseException as error:
            future.set_exception(error)


def _work(connection: Connection, load: Load[Item, Result]) -> None:
    """What a process does: answer each item, until there is nobody to answer."""
    with suppress(EOFError, BrokenPipeError, ConnectionResetError):
        try:
            function = load()
        except Exception as error:
            while True:
                connection.recv()
                connection.send((False, error))
        while True:
            item = connection.recv()
            try:
                answer = (True, function(item))
            except Exception as error:
                connection.send((False, error))
            else:
                connection.send(answer)
