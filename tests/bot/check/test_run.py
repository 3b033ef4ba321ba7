"""The run: order, look-ahead, what stops it and what does not, and what a follow-up follows on."""

import signal
import socket
import subprocess
import sys
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from threading import Barrier, Event, Lock, Thread
from threading import enumerate as enumerate_threads

import pytest

from bot.answer import Answer, answer_query
from bot.check.index_target import IndexTarget
from bot.check.outcome import Fault, Outcome
from bot.check.question import Question
from bot.check.run import LOOK_AHEAD_PER_JOB, Finished, finished, outcome_of, outcomes_of
from bot.check.server_target import TIMEOUT_S
from bot.check.target import Reply
from bot.conversation import Asked, Turns, asked_on
from bot.filters import Filters
from bot.phrases import Holders
from index.errors import QueryError, ServiceError, UnreachableError
from index.passage import Passage
from tests.bot.check.outcomes import asked, passage_by, reply
from tests.fakes import fake_index, fake_passage

RIGHT = {"a:1": 1}


@dataclass
class SpyTarget:
    """Answers everything with passage a:1, but raises what it is told to; remembers what it was asked, in order.

    Its thread of a query is "<query>!".
    """

    failures: Mapping[str, BaseException] = field(default_factory=dict)
    waits: Mapping[str, Event] = field(default_factory=dict)
    asked: list[tuple[str, str | None]] = field(default_factory=list)
    lock: Lock = field(default_factory=Lock)

    def ask(self, query: str, previous: str | None) -> Reply:
        with self.lock:
            self.asked.append((query, previous))
        if query in self.waits:
            assert self.waits[query].wait(10)
        if query in self.failures:
            raise self.failures[query]
        return reply("a:1", thread=f"{query}!")

    def holders_of(self, phrase: str) -> Holders:
        return Holders(())

    def passage(self, passage_id: str) -> Passage | None:
        return passage_by(passage_id)


def questions(n: int) -> list[Question]:
    return [asked(f"q{number}", RIGHT) for number in range(1, n + 1)]


def ids(outcomes: Iterable[Outcome]) -> list[str]:
    return [outcome.question.id for outcome in outcomes]


@pytest.mark.parametrize("n_jobs", [1, 2, 8])
@pytest.mark.parametrize("n", [0, 1, 50])
def test_every_question_is_asked_once_and_the_order_kept(n_jobs: int, n: int) -> None:
    target = SpyTarget()
    assert ids(outcomes_of(questions(n), target, n_jobs=n_jobs)) == [f"q{number}" for number in range(1, n + 1)]
    assert sorted(target.asked) == sorted((f"q{number}?", None) for number in range(1, n + 1))


def test_slow_question_keeps_its_place_before_faster_ones() -> None:
    last_asked = Event()

    class Target(SpyTarget):
        def ask(self, query: str, previous: str | None) -> Reply:
            if query == "q6?":
                last_asked.set()
            return super().ask(query, previous)

    target = Target(waits={"q1?": last_asked})
    assert ids(outcomes_of(questions(6), target, n_jobs=2)) == ["q1", "q2", "q3", "q4", "q5", "q6"]


def test_so_many_questions_are_asked_at_once() -> None:
    together = Barrier(3)

    class Target(SpyTarget):
        def ask(self, query: str, previous: str | None) -> Reply:
            together.wait(10)
            return super().ask(query, previous)

    assert ids(outcomes_of(questions(3), Target(), n_jobs=3)) == ["q1", "q2", "q3"]


@pytest.mark.parametrize(
    ("n_jobs", "ahead"), [(1, 0), (2, 2 * LOOK_AHEAD_PER_JOB - 1), (4, 4 * LOOK_AHEAD_PER_JOB - 1)]
)
def test_questions_are_read_only_so_far_ahead(n_jobs: int, ahead: int) -> None:
    read: list[str] = []

    def reading() -> Iterator[Question]:
        for question in questions(100):
            read.append(question.id)
            yield question

    outcomes = outcomes_of(reading(), SpyTarget(), n_jobs=n_jobs)
    for n_done in range(1, 6):
        next(outcomes)
        assert len(read) == n_done + ahead
    outcomes.close()  # type: ignore[attr-defined]


def test_right_passage_must_be_within_as_many_as_the_run_says() -> None:
    class Target(SpyTarget):
        def ask(self, query: str, previous: str | None) -> Reply:
            return reply("a:2", "a:1")

    for n_jobs in (1, 2):
        found = [list(outcomes_of(questions(1), Target(), n_jobs=n_jobs, within=within)) for within in (1, 2)]
        assert [outcome.passed for (outcome,) in found] == [False, True]


@pytest.mark.parametrize("n_jobs", [1, 3])
@pytest.mark.parametrize("error", [QueryError("too long"), ServiceError("no JSON")])
def test_question_that_cannot_be_asked_does_not_stop_the_rest(n_jobs: int, error: Exception) -> None:
    outcomes = list(outcomes_of(questions(3), SpyTarget({"q2?": error}), n_jobs=n_jobs))
    assert [outcome.passed for outcome in outcomes] == [True, False, True]
    assert outcomes[1].faults == (Fault("not asked", str(error)),)


@pytest.mark.parametrize("n_jobs", [1, 2])
@pytest.mark.parametrize(
    ("error", "reason"), [(KeyboardInterrupt(), "interrupted"), (UnreachableError("nobody there"), "nobody there")]
)
def test_what_is_finished_is_kept_where_the_run_stops(n_jobs: int, error: BaseException, reason: str) -> None:
    progress: list[int] = []
    done = finished(outcomes_of(questions(30), SpyTarget({"q3?": error}), n_jobs=n_jobs), progress.append)
    assert (ids(done.outcomes), done.stopped, progress) == (["q1", "q2"], reason, [1, 1])


def test_interrupt_while_progress_is_shown_keeps_the_outcome() -> None:
    def interrupt(n: int) -> None:
        raise KeyboardInterrupt

    done = finished(outcomes_of(questions(3), SpyTarget()), interrupt)
    assert (ids(done.outcomes), done.stopped) == (["q1"], "interrupted")


def test_interrupted_run_does_not_go_on_asking() -> None:
    go_on = Event()
    target = SpyTarget({"q1?": KeyboardInterrupt()}, waits={"q2?": go_on, "q3?": go_on})
    assert finished(outcomes_of(questions(30), target, n_jobs=2), len_of_nothing).outcomes == ()
    go_on.set()
    for thread in enumerate_threads():
        if thread.name.startswith("check"):
            thread.join(10)
    # Two were being asked when the interrupt came; the others that were waiting are gone.
    assert {query for query, _ in target.asked} <= {"q1?", "q2?", "q3?"}


def test_thread_that_still_asks_keeps_no_process_from_its_end() -> None:
    asking = Barrier(3)
    go_on = Event()

    class Target(SpyTarget):
        def ask(self, query: str, previous: str | None) -> Reply:
            asking.wait(10)
            assert go_on.wait(10)
            return super().ask(query, previous)

    outcomes = outcomes_of(questions(2), Target(), n_jobs=2)
    reader = Thread(target=next, args=(outcomes,))
    reader.start()
    asking.wait(10)
    threads = [thread for thread in enumerate_threads() if thread.name.startswith("check_")]
    assert [thread.daemon for thread in threads] == [True, True]
    go_on.set()
    reader.join(10)
    assert ids(outcomes) == ["q2"]
    for thread in threads:
        thread.join(10)
    assert not any(thread.is_alive() for thread in threads)


INTERRUPTED = """
import signal, sys
# A process that a script started in the background is deaf to it.
signal.signal(signal.SIGINT, signal.default_int_handler)
from bot.check.question import Expected, Question
from bot.check.run import finished, outcomes_of
from bot.check.server_target import ServerTarget

questions = [Question(str(number), "who?", Expected()) for number in range(9)]
with ServerTarget(sys.argv[1]) as target:
    done = finished(outcomes_of(questions, target, n_jobs=2), lambda n: None)
print(done)
"""


def test_interrupted_process_ends_while_its_server_hangs() -> None:
    with socket.create_server(("127.0.0.1", 0)) as listener:
        address = f"http://127.0.0.1:{listener.getsockname()[1]}"
        program = [sys.executable, "-c", INTERRUPTED, address]
        with subprocess.Popen(program, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True) as process:
            listener.settimeout(30)
            connections: list[socket.socket] = []
            try:
                for _ in range(2):
                    connections.append(listener.accept()[0])
                process.send_signal(signal.SIGINT)
                # Far less than the server is given for an answer.
                out, err = process.communicate(timeout=TIMEOUT_S / 3)
            finally:
                process.kill()
                for connection in connections:
                    connection.close()
    assert (out, err, process.returncode) == ("Finished(outcomes=(), stopped='interrupted')\n", "", 0)


def len_of_nothing(n: int) -> None:
    pass


def test_run_to_its_end_was_not_stopped() -> None:
    assert finished([], len_of_nothing) == Finished((), None)
    outcomes = tuple(outcomes_of(questions(2), SpyTarget()))
    assert finished(outcomes, len_of_nothing) == Finished(outcomes, None)


def test_bug_is_no_outcome() -> None:
    with pytest.raises(ZeroDivisionError):
        finished(outcomes_of(questions(2), SpyTarget({"q2?": ZeroDivisionError()}), n_jobs=2), len_of_nothing)


def test_turns_before_are_asked_first_each_following_on_the_one_before() -> None:
    target = SpyTarget()
    outcome = outcome_of(asked("q", RIGHT, turns=("one", "two")), target)
    assert target.asked == [("one", None), ("two", "one!"), ("q?", "two!")]
    assert outcome.passed


def test_question_after_a_turn_that_cannot_be_asked_is_not_asked() -> None:
    target = SpyTarget({"one": QueryError("no")})
    outcome = outcome_of(asked("q", RIGHT, turns=("one",)), target)
    assert (outcome.faults, target.asked) == ((Fault("not asked", "no"),), [("one", None)])


@pytest.mark.usefixtures("decision_by_cosine")
def test_follow_ups_follow_on_what_they_follow_on_in_the_chat() -> None:
    index = fake_index([fake_passage("The border is open."), fake_passage("Music at the border.", number=2)])
    texts = ["the border?", "what else?", "and music?", "music   there?", "what else?", "and the border?"]
    in_chat: list[tuple[str, str | None]] = []
    in_run: list[tuple[str, str | None]] = []

    def answer(query: str, *, filters: Filters, previous: str | None, anyone: bool) -> Answer:
        in_chat.append((query, previous))
        return answer_query(query, index, filters=filters, previous=previous, anyone=anyone)

    class Target(IndexTarget):
        def ask(self, query: str, previous: str | None) -> Reply:
            in_run.append((query, previous))
            return super().ask(query, previous)

    turns: Turns = ()
    for text in texts:
        turns = asked_on(turns, Asked(text), answer)
    outcome_of(Question("q", texts[-1], asked("q").expected, tuple(texts[:-1])), Target(index))
    assert in_run == in_chat
    assert [previous for _, previous in in_run][:3] == [None, "the border?", "the border?\nwhat else?"]
