"""Several processes that serve the same application: started, replaced where one dies, renewed one by one, ended."""

import logging
import multiprocessing
import signal
import socket
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from multiprocessing.connection import Connection, wait
from multiprocessing.context import SpawnProcess
from typing import Any

from fastapi import FastAPI

from bot.http.server import SECONDS_TO_ANSWER, SECONDS_TO_END_STREAMS
from bot.http.worker import work
from index.errors import ServeError

RETRY_SECONDS = 5.0
"""How long until another process is tried in the place of one that could not be replaced."""

SECONDS_TO_END = SECONDS_TO_ANSWER + SECONDS_TO_END_STREAMS + 1
"""How long a process may take to end before it is killed."""

_STOP = frozenset({signal.SIGINT, signal.SIGTERM})

_log = logging.getLogger(__name__)


class _StopAsked(Exception):
    """The process was asked to end."""


@dataclass(frozen=True, slots=True)
class _Worker:
    """A process, and the end of the pipe on which it says that it is ready, or why it cannot be."""

    process: SpawnProcess
    reports: Connection


class Supervisor:
    """Keeps so many processes at work; SIGHUP renews them, SIGTERM and SIGINT end them and this.

    :param make_app: called in each process, and pickled for that.
    :param listener: closed at the end.
    :param on_ready: told when all processes are at work: at first, after each renewal, where one was replaced.
    """

    def __init__(
        self,
        make_app: Callable[[], FastAPI],
        listener: socket.socket,
        n_workers: int,
        *,
        root_path: str = "",
        on_ready: Callable[[], None],
    ) -> None:
        self._start_with = (make_app, listener, root_path)
        self._listener = listener
        self._n_workers = n_workers
        self._on_ready = on_ready
        self._started: list[_Worker] = []
        self._is_renewal_asked = False

    def run(self) -> None:
        """Keep the processes at work until this one is asked to end.

        :raises ServeError: where one of the first could not start.
        """
        with _heard_signals() as self._signals:
            try:
                workers = [self._start() for _ in range(self._n_workers)]
                for worker in workers:
                    self._wait_until_ready(worker)
                self._on_ready()
                while True:
                    self._keep(workers)
            except _StopAsked:
                pass
            finally:
                # Also this process's hold on it: who comes now is refused, and does not wait in vain.
                self._listener.close()
                self._end(list(self._started))

    def _keep(self, workers: list[_Worker]) -> None:
        """Wait until something is to be done, and do it."""
        if not self._is_renewal_asked:
            self._wait([worker.process.sentinel for worker in workers])
        for place, worker in enumerate(workers):
            if not worker.process.is_alive():
                workers[place] = self._replaced(worker)
                self._on_ready()
        if self._is_renewal_asked:
            self._is_renewal_asked = False
            self._renew(workers)

    def _replaced(self, dead: _Worker) -> _Worker:
        """Another process in the place of one that died, tried until there is one."""
        _log.warning("worker process %s ended (%s); another takes its place", dead.process.pid, _cause(dead.process))
        self._end([dead])
        while True:
            worker = self._start()
            try:
                self._wait_until_ready(worker)
            except ServeError as failure:
                self._end([worker])
                _log.error("no worker process could take the place: %s; tried again in %g s", failure, RETRY_SECONDS)
                self._wait([], RETRY_SECONDS)
            else:
                return worker

    def _renew(self, workers: list[_Worker]) -> None:
        """Put a new process, with the newest index, in the place of each; all the others serve meanwhile."""
        for place, old in enumerate(workers):
            worker = self._start()
            try:
                self._wait_until_ready(worker)
            except ServeError as failure:
                self._end([worker])
                _log.error("%s; the worker processes go on with the index they have", failure)
                return
            workers[place] = worker
            self._end([old])
        self._on_ready()

    def _start(self) -> _Worker:
        context = multiprocessing.get_context("spawn")
        ours, theirs = context.Pipe(duplex=False)
        process = context.Process(target=work, args=(*self._start_with, theirs))
        # What the whole group is sent would end the process in the middle of its first steps, with a trace.
        before = signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGINT, signal.SIGHUP})
        try:
            process.start()
        finally:
            signal.pthread_sigmask(signal.SIG_SETMASK, before)
            theirs.close()
        worker = _Worker(process, ours)
        self._started.append(worker)
        return worker

    def _wait_until_ready(self, worker: _Worker) -> None:
        while not self._wait([worker.reports]):
            pass
        try:
            sentence = worker.reports.recv()
        except EOFError:
            worker.process.join()
            sentence = f"a worker process ended as it started ({_cause(worker.process)}); look into the system's log"
        if sentence is not None:
            raise ServeError(sentence)

    def _end(self, workers: Sequence[_Worker]) -> None:
        """End the processes, each of which may answer first what it has been asked."""
        for worker in workers:
            worker.process.terminate()
        for worker in workers:
            worker.process.join(SECONDS_TO_END)
            worker.process.kill()
            worker.process.join()
            worker.reports.close()
            self._started.remove(worker)

    def _wait(self, objects: Sequence[Any], seconds: float | None = None) -> Sequence[Any]:
        """Those of the objects that have something, or none where a signal came.

        :raises _StopAsked: where the process is asked to end.
        """
        ready = wait([*objects, self._signals], seconds)
        if self._signals in ready:
            asked = set(self._signals.recv(1024))
            if asked & _STOP:
                raise _StopAsked
            self._is_renewal_asked = True
        return [one for one in ready if one is not self._signals]


@contextmanager
def _heard_signals() -> Iterator[socket.socket]:
    """A socket that the numbers of the signals come out of, in place of what they would do."""
    heard, written = socket.socketpair()
    with heard, written:
        written.setblocking(False)
        handlers = {number: signal.signal(number, lambda *_: None) for number in (*_STOP, signal.SIGHUP)}
        before = signal.set_wakeup_fd(written.fileno())
        try:
            yield heard
        finally:
            signal.set_wakeup_fd(before)
            for number, handler in handlers.items():
                signal.signal(number, handler)


def _cause(process: SpawnProcess) -> str:
    code = process.exitcode or 0
    return f"signal {-code}" if code < 0 else f"exit code {code}"
