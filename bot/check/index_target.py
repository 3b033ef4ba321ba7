"""An index on this machine as what is asked."""

from collections.abc import Sequence
from time import perf_counter

from bot.answer import answer_query
from bot.check.target import Reply, ShownPassage
from bot.check.verbatim import JudgePassages, Verdicts
from bot.phrases import Holders, holders_of
from bot.settings import MAX_K
from bot.shown import Shown, Verdict, verdict_on
from index.passage import Passage
from index.passage_index import PassageIndex


class IndexTarget:
    """Answers come from the index itself."""

    def __init__(
        self, passage_index: PassageIndex, judge: JudgePassages | None = None, otherwise: JudgePassages | None = None
    ) -> None:
        """Ask that index.

        :param judge: tells whether passages are verbatim; where not given, they are held against the index's texts.
        :param otherwise: tells it of those that cannot be checked so.
        """
        self._index = passage_index
        self._verdicts = Verdicts(judge or self._own_verdicts, otherwise)

    def ask(self, query: str, previous: str | None) -> Reply:
        """The answer to the query.

        :raises QueryError: where it cannot be asked.
        """
        begin = perf_counter()
        answer = answer_query(query, self._index, previous=previous, k=MAX_K)
        seconds = perf_counter() - begin
        verdicts = self._verdicts.on([hit.passage for hit in answer.hits])
        return Reply(
            level=answer.level,
            shown=tuple(
                ShownPassage(hit.passage, verdict, tuple(copy.id for copy in hit.copies))
                for hit, verdict in zip(answer.hits, verdicts, strict=True)
            ),
            ranking=answer.ranking,
            thread=answer.thread,
            seconds=seconds,
            index=answer.index,
        )

    def holders_of(self, phrase: str) -> Holders:
        """The passages that hold the phrase, or else the articles that do."""
        return holders_of(phrase, self._index.snapshot)

    def passage(self, passage_id: str) -> Passage | None:
        """The passage of that id, or None."""
        return self._index.snapshot.get(passage_id)

    def _own_verdicts(self, passages: Sequence[Passage]) -> list[Verdict]:
        return [verdict_on(Shown(p.id, p.text, p.speakers), self._index.snapshot) for p in passages]
