"""The run itself: every question asked, several at once where wanted, the outcomes in the questions' order."""

from collections import deque
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import dataclass
from itertools import islice

from bot.check.outcome import DEFAULT_WITHIN, Outcome, judged, not_asked
from bot.check.question import Question
from bot.check.target import Target
from index.errors import OnrecordError, UnreachableError

LOOK_AHEAD_PER_JOB = 4
"""Enough that no job waits for the next question, few enough to be thrown away on an interrupt."""


def outcomes_of(
    questions: Iterable[Question], target: Target, *, n_jobs: int = 1, within: int = DEFAULT_WITHIN
) -> Iterator[Outcome]:
    """The outcome of each question, in order, as soon as it and those before it are there.

    :param n_jobs: how many questions are asked at once.
    :raises UnreachableError: where nobody answers any more; the outcomes until then were given.
    """

    def ask(question: Question) -> Outcome:
        return outcome_of(question, target, within=within)

    if n_jobs == 1:
        yield from map(ask, questions)
        return
    waiting = iter(questions)
    executor = ThreadPoolExecutor(n_jobs, thread_name_prefix="check")
    try:
        pending: deque[Future[Outcome]] = deque(
            executor.submit(ask, question) for question in islice(waiting, LOOK_AHEAD_PER_JOB * n_jobs)
        )
        while pending:
            yield pending.popleft().result()
            pending.extend(executor.submit(ask, question) for question in islice(waiting, 1))
    finally:
        # Not waited for: whoever interrupts the run wants what is finished now.
        executor.shutdown(wait=False, cancel_futures=True)


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
