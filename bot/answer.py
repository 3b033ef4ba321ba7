"""The answer to a question: passages word for word, or the fixed sentence that there is none."""

from dataclasses import dataclass, replace
from typing import Literal

from bot.decision.model import Level
from bot.filters import Filters, checked_filters
from bot.query.check import MAX_TURNS, checked_previous, checked_query
from bot.query.request import Request, understand, with_name_replaced
from bot.search import Found, Search
from bot.settings import MAX_K
from bot.text_fragment import fragment_link
from index.lexical.occurrences import Occurrence, occurrences_of
from index.passage import Passage
from index.passage_index import PassageIndex
from index.retrieval.copies import folded_copies
from index.retrieval.hybrid import Match

SpeakerNamedIn = Literal["filter", "query", "previous"]
"""Where the speaker that an answer is narrowed to was named: as a filter, in the question, or in the turn before."""

MESSAGE_CLOSEST = "No passage answers this; these are the closest."
MESSAGE_SILENT = "No passage answers this."

MESSAGE_NEVER_QUOTED = "The articles mention the person asked about, but quote no word of theirs."

DEFAULT_K = 3

N_SEARCHED = 20
"""How many passages are looked at for copies of one another: more than can be asked for."""


@dataclass(frozen=True, slots=True)
class Context:
    """The article's passages before and after a hit; None at the article's edges."""

    before: Passage | None = None
    after: Passage | None = None


@dataclass(frozen=True, slots=True)
class Hit:
    """A passage with its place in the answer; ranks start at 1, a higher score is better.

    `matches`: where the passage's words stand that the question's were found by, half-open characters, in order.
    `copies`: passages of other articles that say the same nearly word for word, by the same speakers.
    """

    rank: int
    score: float
    passage: Passage
    context: Context
    link: str | None
    copies: tuple[Passage, ...] = ()
    matches: tuple[Occurrence, ...] = ()

    @property
    def speakers(self) -> tuple[str, ...]:
        return self.passage.speakers


@dataclass(frozen=True, slots=True)
class Ranked:
    """A passage in a ranking, by its id, with the ids of its copies in other articles; a higher score is better."""

    passage_id: str
    score: float
    copies: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class IndexSummary:
    """Which index answered: how many passages, by which model, built when."""

    passages: int
    model: str
    built: str


@dataclass(frozen=True, slots=True)
class Answer:
    """A query and its hits, best first.

    `answer`: the hits answer. `closest`: none does, the hits are the nearest. `silent`: no hits.
    `ranking`: the best passages before it was decided whether they answer, for measuring; `MAX_K` of them at most.
    """

    query: str
    filters: Filters
    level: Level
    hits: tuple[Hit, ...]
    index: IndexSummary
    previous: str | None = None
    speaker_named_in: SpeakerNamedIn | None = None
    is_never_quoted: bool = False
    ranking: tuple[Ranked, ...] = ()

    @property
    def answered(self) -> bool:
        return self.level == "answer"

    @property
    def thread(self) -> str:
        """What to hand over as `previous` with the next question: this one, and the turns it followed on."""
        return thread_of(self.query, self.previous)

    @property
    def message(self) -> str | None:
        """The fixed sentence for the outcomes that are no answer."""
        if self.is_never_quoted:
            return MESSAGE_NEVER_QUOTED
        return {"answer": None, "closest": MESSAGE_CLOSEST, "silent": MESSAGE_SILENT}[self.level]


def thread_of(query: str, previous: str | None) -> str:
    """The turns that a question after this one follows on, a line each, of the query and `previous` of an answer."""
    turns = [*(previous or "").split("\n"), " ".join(query.split())]
    return "\n".join([turn for turn in turns if turn][-MAX_TURNS:])


def answer_query(
    query: str,
    passage_index: PassageIndex,
    *,
    filters: Filters = Filters(),  # noqa: B008 - frozen
    previous: str | None = None,
    anyone: bool = False,
    k: int = DEFAULT_K,
) -> Answer:
    """The best passages for the query, or silence.

    :param previous: the question of the turn before, for follow-ups; where that was one itself, an `Answer.thread`.
    :param anyone: do not narrow the answer to a speaker who is named in the question.
    :raises QueryError: for an empty or overlong query, a `k` out of range, a filter that cannot be used.
    """
    query = checked_query(query, k)
    turns = checked_previous(previous)
    given = checked_filters(filters, passage_index.snapshot)
    return _Conversation(passage_index, given, k).answer((*turns, query), anyone=anyone)


class _Conversation:
    """Turns in one index within the same filters, each understood by the ones before; none is worked out twice."""

    def __init__(self, passage_index: PassageIndex, filters: Filters, k: int) -> None:
        self._index = passage_index
        self._filters = filters
        self._k = k
        self._requests: dict[tuple[str, ...], Request] = {}
        self._answers: dict[tuple[str, ...], Answer] = {}

    def answer(self, turns: tuple[str, ...], *, anyone: bool = False) -> Answer:
        """The answer to the last of the turns."""
        query, request = turns[-1], self._request(turns)
        if anyone:
            query, request = with_name_replaced(query, request.dropped_name, " "), request.for_anyone
        unwanted = self._shown(turns[:-1]) if request.wants_others else frozenset()
        found = Search(query, request, self._index, filters=self._filters).find(N_SEARCHED, unwanted=unwanted)
        hits = folded_copies(found.matches, self._k)
        return Answer(
            query=turns[-1],
            filters=replace(self._filters, speaker=" or ".join(found.speakers) or self._filters.speaker),
            level=found.level if hits else "silent",
            hits=tuple(self._hit(rank, match, copies, found.terms) for rank, (match, copies) in enumerate(hits, 1)),
            index=summary_of(self._index),
            previous="\n".join(turns[:-1]) if request.follows else None,
            speaker_named_in=_named_in(self._filters, found, request),
            is_never_quoted=found.is_never_quoted,
            ranking=tuple(_ranked(match, copies) for match, copies in folded_copies(found.ranking, MAX_K)),
        )

    def _hit(self, rank: int, match: Match, copies: tuple[Passage, ...], terms: tuple[str, ...]) -> Hit:
        passage = match.passage
        return Hit(
            rank=rank,
            score=match.score,
            passage=passage,
            context=Context(*self._index.snapshot.neighbours(passage.id)),
            link=fragment_link(passage.article.url, passage.text),
            copies=copies,
            matches=tuple(occurrences_of(terms, passage.text)),
        )

    def _request(self, turns: tuple[str, ...]) -> Request:
        """What the last of the turns asks for."""
        if turns not in self._requests:
            before = self._request(turns[:-1]) if len(turns) > 1 else None
            request = understand(turns[-1], self._index.directory, before)
            if request.means_last_speaker:
                speakers = self._last_speaker(turns[:-1])
                request = replace(
                    request, speakers=speakers, named_as=" ".join(speakers), is_named_before=bool(speakers)
                )
            self._requests[turns] = request
        return self._requests[turns]

    def _shown(self, turns: tuple[str, ...]) -> frozenset[str]:
        """The ids of all passages that these turns were answered with, copies included."""
        hits = [hit for n in range(len(turns)) for hit in self._answered(turns[: n + 1]).hits]
        return frozenset(passage.id for hit in hits for passage in (hit.passage, *hit.copies))

    def _last_speaker(self, turns: tuple[str, ...]) -> tuple[str, ...]:
        """The speaker of the passage that the last turn was answered with, where it is one alone."""
        answer = self._answered(turns)
        speakers = answer.hits[0].speakers if answer.answered else ()
        return speakers if len(speakers) == 1 else ()

    def _answered(self, turns: tuple[str, ...]) -> Answer:
        if turns not in self._answers:
            self._answers[turns] = self.answer(turns)
        return self._answers[turns]


def _ranked(match: Match, copies: tuple[Passage, ...]) -> Ranked:
    return Ranked(match.passage.id, match.score, tuple(copy.id for copy in copies))


def _named_in(given: Filters, found: Found, request: Request) -> SpeakerNamedIn | None:
    if given.speaker is not None:
        return "filter"
    if not found.speakers:
        return None
    return "previous" if request.is_named_before else "query"


def summary_of(passage_index: PassageIndex) -> IndexSummary:
    """Which index it is."""
    snapshot = passage_index.snapshot
    return IndexSummary(passages=len(snapshot.passages), model=snapshot.model, built=snapshot.built)
