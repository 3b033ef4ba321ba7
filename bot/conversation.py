"""A conversation: turns of a question and its answer, each able to follow on the one before."""

from dataclasses import dataclass, replace
from typing import Protocol

from bot.answer import Answer
from bot.filters import Filters
from bot.render.card import answer_card, error_card
from bot.render.permalink import answer_address
from index.errors import OnrecordError

MAX_TURNS = 50
"""The whole conversation goes to the browser with each answer: 50 turns are some 500 kB."""

FAILED = "onrecord failed on this question; what happened is in the server's log"
TURN_IS_GONE = "that question has left the conversation; ask it anew"


class AnswerQuestion(Protocol):
    """What answers; `bot.answer.answer_query` with its index does."""

    def __call__(self, query: str, *, filters: Filters, previous: str | None, anyone: bool) -> Answer:
        """The answer.

        :raises QueryError: where the question or a filter cannot be used.
        """


@dataclass(frozen=True, slots=True)
class Asked:
    """A question as it was put to the index."""

    question: str
    filters: Filters = Filters()
    previous: str | None = None
    anyone: bool = False


@dataclass(frozen=True, slots=True)
class Turn:
    """What was asked and its answer as HTML; `thread` is what the next question may follow, None where it was refused.

    Turns are numbered from 1, also when the first ones are gone.
    """

    number: int
    asked: Asked
    card: str
    thread: str | None = None

    @property
    def is_refused(self) -> bool:
        return self.thread is None


Turns = tuple[Turn, ...]


def asked_on(turns: Turns, asked: Asked, answer: AnswerQuestion) -> Turns:
    """The conversation with that question and its answer, or the sentence why it was refused.

    Unless it says what it follows on, the question follows on the last one that was answered.
    """
    # A refused question is no turn that a follow-up could mean.
    thread = next((turn.thread for turn in reversed(turns) if not turn.is_refused), None)
    return _appended(turns, replace(asked, previous=asked.previous or thread), answer)


def asked_for_anyone(turns: Turns, number: str, answer: AnswerQuestion) -> Turns:
    """The conversation with the question of that turn once more, not narrowed to a speaker whom it names."""
    found = next((turn for turn in turns if str(turn.number) == number), None)
    if found is None:
        return _refused(turns, TURN_IS_GONE)
    return _appended(turns, replace(found.asked, anyone=True), answer)


def failed(turns: Turns) -> Turns:
    """The conversation with the sentence that onrecord itself is at fault."""
    return _refused(turns, FAILED)


def _refused(turns: Turns, sentence: str) -> Turns:
    return _kept((*turns, Turn(_next_number(turns), Asked(""), error_card(sentence))))


def _appended(turns: Turns, asked: Asked, answer: AnswerQuestion) -> Turns:
    number = _next_number(turns)
    try:
        found = answer(asked.question, filters=asked.filters, previous=asked.previous, anyone=asked.anyone)
    except OnrecordError as error:
        return _kept((*turns, Turn(number, asked, error_card(str(error)))))
    link = answer_address(asked.question, asked.filters, previous=found.previous, anyone=asked.anyone)
    return _kept((*turns, Turn(number, asked, answer_card(found, link=link), found.thread)))


def _next_number(turns: Turns) -> int:
    return turns[-1].number + 1 if turns else 1


def _kept(turns: Turns) -> Turns:
    return turns[-MAX_TURNS:]
