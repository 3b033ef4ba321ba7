"""What is asked: an index on this machine, or a running server."""

from dataclasses import dataclass
from typing import Protocol

from bot.answer import IndexSummary, Ranked
from bot.decision.model import Level
from bot.phrases import Holders
from bot.shown import Verdict
from index.passage import Passage


@dataclass(frozen=True, slots=True)
class ShownPassage:
    """A passage as an answer shows it, with whether it is the article's words, and the ids of its copies."""

    passage: Passage
    verdict: Verdict
    copies: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Reply:
    """An answer as it is judged: what was shown, best first, and the ranking before it was decided what to show.

    `thread` is what the next turn follows on, `seconds` how long the answer took to come.
    """

    level: Level
    shown: tuple[ShownPassage, ...]
    ranking: tuple[Ranked, ...]
    thread: str
    seconds: float
    index: IndexSummary


class Target(Protocol):
    """Whatever answers questions; it may be asked by several threads at once."""

    def ask(self, query: str, previous: str | None) -> Reply:
        """The answer to the query, as many passages as can be asked for.

        :raises QueryError: where it cannot be asked.
        :raises ServiceError: where what comes is no answer.
        :raises UnreachableError: where nobody answers any more.
        """

    def holders_of(self, phrase: str) -> Holders:
        """The passages that hold the phrase, or else the articles that do."""

    def passage(self, passage_id: str) -> Passage | None:
        """The passage of that id, or None."""
