"""What of the chat page is of the index: how much it holds, whom to ask about, what to narrow an answer to."""

from collections.abc import Sequence
from dataclasses import dataclass

from bot.about import about_index
from bot.examples import example_questions
from bot.render.about_line import about_line
from bot.render.filter_form import filter_form
from index.passage_index import PassageIndex


@dataclass(frozen=True, slots=True)
class PageParts:
    """What the page shows beside the conversation: HTML, and first questions to press."""

    about: str = ""
    examples: Sequence[str] = ()
    filter_form: str = ""


def page_parts(passage_index: PassageIndex) -> PageParts:
    """The parts as they are for that index."""
    snapshot = passage_index.snapshot
    return PageParts(
        about=about_line(about_index(passage_index)),
        examples=example_questions(passage_index),
        filter_form=filter_form(snapshot.speakers, snapshot.publishers),
    )
