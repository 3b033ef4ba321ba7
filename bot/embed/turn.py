"""An answer with what it takes to go on from it: the question, what it followed on, and what the next may follow."""

from bot.answer import Answer
from bot.render.card import answer_card
from bot.render.escaping import escaped


def turn_card(answer: Answer) -> str:
    """The answer's cards in one element, whose `data-thread` the next question is to give as `previous`."""
    facts = {"query": answer.query, "previous": answer.previous or "", "thread": answer.thread}
    attributes = "".join(f' data-{name}="{escaped(value)}"' for name, value in facts.items())
    return f'<div class="onrecord-turn"{attributes}>{answer_card(answer)}</div>'
