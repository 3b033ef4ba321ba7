"""The run itself: every question asked, several at once where wanted, the outcomes in the questions' order."""

from collections import deque
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import Future
from dataclasses import dataclass
from itertools import islice
from queue import SimpleQueue
from threading import Thread

from bot.check.outcome import DEFAULT_WITHIN, Outcome, judged, not_asked
from bot.check.question import Question
from bot.check.target import Target
from index.errors import OnrecordError, UnreachableError

LOOK_AHEAD_PER_JOB = 4
"""Enough that no job waits for the next question, few enough to be thrown away on an interrupt."""

Ask = Callable[[Question], Outcome]

_Tasks = SimpleQueue[tuple[Question, Future[Outcome]] | None]


def outcomes_of(
    questions: Iterable[Question], target: Target, *, n_jobs: int = 1, within: int = DEFAULT_WITHIN
) -> Iterator[Outcome]:
    """The outcome of each question, in order, as soon as it and those before it are there.

    :param n_jobs: how many questions are asked at once.
    :raises UnreachableError: where nobody answers any more; the outcomes until then were given.
    """

    def ask(question: Question) -> Outcome:
        return outcome_of(question, target, within=within)

    yield from map(ask, questions) if n_jobs == 1 else _asked_at_once(iter(questions), ask, n_jobs)


def _asked_at_once(waiting: Iterator[Question], ask: Ask, n_jobs: int) -> Iterator[Outcome]:
    first = list(islice(waiting, LOOK_AHEAD_PER_JOB * n_jobs))
    tasks: _Tasks = SimpleQueue()
    pending = deque(_put(tasks, question) for question in first)
    threads = [_started(tasks, ask, number) for number in range(min(n_jobs, len(first)))]
    try:
        while pending:
            yield pending.popleft().result()
            pending.extend(_put(tasks, question) for question in islice(waiting, 1))
    finally:
        # Not waited for: whoever interrupts the run wants what is finished now.
        for future in pending:
            future.cancel()
        for _ in threads:
            tasks.put(None)


def _put(tasks: _Tasks, question: Question) -> Future[Outcome]:
    """The outcome to come of the question, which is now waiting to be asked."""
    future: Future[Outcome] = Future()
    tasks.put((question, future))
    return future


def _started(tasks: _Tasks, ask: Ask, number: int) -> Thread:
    """A thread that asks what is waiting, until there is None.

    A daemon: the threads of a ThreadPoolExecutor are joined when the process ends, and one that waits for a server that
    hangs would keep it.
    """
    thread = Thread(target=_work, args=(tasks, ask), name=f"check_{number}", daemon=True)
    thread.start()
    return thread


def _work(tasks: _Tasks, ask: Ask) -> None:
    while (task := tasks.get()) is not None:
        question, future = task
        if not future.set_running_or_notify_cancel():
            continue
        try:
            future.set_result(ask(question))
        except BaseException as error:  # raised where the outcome is waited for
            future.set_exception(error)


@dataclass(frozen=True, slots=True)
class Finished:
    """The outcomes of a run, and why it stopped before its end; None where it did not."""

    outcomes: tuple[Outcome, ...]
    stopped: str | None = None


def finished(outcomes: Iterable[Outcome], on_progress: Callable[[int], None]) -> Finished:
    """What there is when the run ends, is interrupted, or nobody answers any more."""
    done: list[Outcome] = []
    try:
        for outcome in outcomes:
            done.append(outcome)
            on_progress(1)
    except KeyboardInterrupt:
        return Finished(tuple(done), "interrupted")
    except UnreachableError as error:
        return Finished(tuple(done), str(error))
    return Finished(tuple(done))


def outcome_of(question: Question, target: Target, *, within: int = DEFAULT_WITHIN) -> Outcome:
    """What comes of the question, asked after its turns as a conversation would hand them on.

    :raises UnreachableError: where nobody answers.
    """
    previous: str | None = None
    try:
        for turn in question.turns_before:
            previous = target.ask(turn, previous).thread
        return judged(question, target.ask(question.text, previous), within=within)
    except UnreachableError:
        raise
    except OnrecordError as error:
        return not_asked(question, str(error))
