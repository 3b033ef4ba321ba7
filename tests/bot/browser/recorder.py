"""What answers every question and remembers what it was asked, and the passages whose names it may be narrowed to."""

from dataclasses import dataclass, field

from bot.answer import Answer
from bot.filters import Filters
from index.errors import QueryError
from index.passage import Passage
from tests.bot.answers import made_answer
from tests.bot.browser.passages import HOSTILE_NAME
from tests.fakes import fake_article, fake_passage, quotation


def _said(number: int, speaker: str, publisher: str) -> Passage:
    text = f"Words {number}."
    article = fake_article(title=None, publisher=publisher)
    return fake_passage(text, quotation(text, text, speaker), number=number, article=article)


PASSAGES = (
    *(_said(number, "Ana Lind", "The Tidings") for number in range(12)),
    *(_said(number, HOSTILE_NAME, HOSTILE_NAME) for number in range(12, 15)),
)

Asked = tuple[str, Filters, str | None, bool]


@dataclass
class Recorder:
    """Answers every question with one passage and remembers what it was asked; Ana Lind is recognised by name."""

    asked: list[Asked] = field(default_factory=list)

    def __call__(self, query: str, *, filters: Filters, previous: str | None, anyone: bool) -> Answer:
        if query == "refuse":
            raise QueryError("no")
        self.asked.append((query, filters, previous, anyone))
        recognised = "Lind" in query and not anyone and filters.speaker is None
        if recognised:
            return made_answer(fake_passage(query), filters=Filters("Ana Lind"), speaker_named_in="query", query=query)
        return made_answer(fake_passage(query), filters=filters, query=query)
