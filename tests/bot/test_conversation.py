"""What a turn hands to the next, and what is asked again for anyone."""

from bot.answer import Answer
from bot.conversation import FAILED, MAX_TURNS, TURN_IS_GONE, Asked, Turns, asked_for_anyone, asked_on, failed
from bot.filters import Filters
from bot.render.card import answer_card, error_card
from index.errors import QueryError
from tests.bot.answers import made_answer

MARCH = Filters(published_from="2021-03-01")


def silence(query: str, *, filters: Filters, previous: str | None, anyone: bool) -> Answer:
    """Silence on every question but "refuse"."""
    if query == "refuse":
        raise QueryError("no such thing")
    return made_answer(query=query, level="silent", filters=filters)


def conversation(*questions: str) -> Turns:
    turns: Turns = ()
    for question in questions:
        turns = asked_on(turns, Asked(question), silence)
    return turns


def test_turn_holds_what_was_asked_and_the_card() -> None:
    (turn,) = asked_on((), Asked("a", MARCH), silence)
    assert (turn.number, turn.asked, turn.is_refused) == (1, Asked("a", MARCH, None, anyone=False), False)
    assert turn.card == answer_card(made_answer(query="a", level="silent", filters=MARCH), link="?q=a&from=2021-03-01")


def test_each_question_follows_the_last_that_was_answered() -> None:
    turns = conversation("a", "refuse", "b", "c")
    assert [turn.asked.previous for turn in turns] == [None, turns[0].thread, turns[0].thread, turns[2].thread]
    assert [turn.is_refused for turn in turns] == [False, True, False, False]
    assert turns[1].card == error_card("no such thing")


def test_question_asked_for_anyone_is_the_same_in_all_else() -> None:
    turns = asked_on(conversation("a"), Asked("b", MARCH), silence)
    turns = asked_for_anyone(asked_on(turns, Asked("c"), silence), "2", silence)
    assert turns[-1].number == 4
    assert turns[-1].asked == Asked("b", MARCH, turns[0].thread, anyone=True)


def test_turn_that_is_gone_cannot_be_asked_again() -> None:
    turns = asked_for_anyone(conversation("a"), "7", silence)
    assert (turns[-1].is_refused, turns[-1].card) == (True, error_card(TURN_IS_GONE))
    assert asked_for_anyone((), "1", silence)[0].card == error_card(TURN_IS_GONE)


def test_first_turns_go_and_the_others_keep_their_numbers() -> None:
    turns = conversation(*["a"] * (MAX_TURNS + 2))
    assert [turns[0].number, turns[-1].number, len(turns)] == [3, MAX_TURNS + 2, MAX_TURNS]


def test_address_may_say_what_the_question_follows_on() -> None:
    turns = asked_on(conversation("a"), Asked("b", previous="z", anyone=True), silence)
    assert turns[-1].asked == Asked("b", previous="z", anyone=True)


def test_failed_question_is_refused_and_leaves_the_thread_as_it_was() -> None:
    turns = failed(conversation("a"))
    assert (turns[-1].is_refused, turns[-1].card, turns[-1].number) == (True, error_card(FAILED), 2)
    assert asked_on(turns, Asked("b"), silence)[-1].asked.previous == turns[0].thread
