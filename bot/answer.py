"""The answer to a question: passages word for word, or the fixed sentence that there is none."""

from dataclasses import dataclass
from typing import Literal

from bot.query import checked_query, given_speaker, speaker_of_any_words
from bot.text_fragment import fragment_link
from index.passage import Passage
from index.passage_index import PassageIndex
from index.store.protocol import Match

Level = Literal["answer", "closest", "silent"]

MESSAGE_CLOSEST = "No passage answers this; these are the closest."
MESSAGE_SILENT = "No passage answers this."

DEFAULT_K = 3


@dataclass(frozen=True, slots=True)
class Filters:
    """What the answer was narrowed to; None where it was not."""

    speaker: str | None = None
    kind: str | None = None
    publisher: str | None = None
    published_from: str | None = None
    published_to: str | None = None


@dataclass(frozen=True, slots=True)
class Context:
    """The article's passages before and after a hit, verbatim; None at the article's edges."""

    before: str | None = None
    after: str | None = None


@dataclass(frozen=True, slots=True)
class Hit:
    """A passage with its place in the answer; ranks start at 1, a higher score is better."""

    rank: int
    score: float
    passage: Passage
    context: Context
    link: str | None

    @property
    def speakers(self) -> tuple[str, ...]:
        return self.passage.speakers


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
    """

    query: str
    filters: Filters
    level: Level
    hits: tuple[Hit, ...]
    index: IndexSummary
    previous: str | None = None

    @property
    def answered(self) -> bool:
        return self.level == "answer"

    @property
    def message(self) -> str | None:
        """The fixed sentence for the two outcomes that are no answer."""
        return {"answer": None, "closest": MESSAGE_CLOSEST, "silent": MESSAGE_SILENT}[self.level]


@dataclass(frozen=True, slots=True)
class AnswerThresholds:
    """Cosine from which the best passage is taken to answer, and from which any passage is worth showing.

    Chosen for the default model on development questions; docs/answers.md has the table.
    """

    answer: float
    closest: float


DEFAULT_THRESHOLDS = AnswerThresholds(answer=0.45, closest=0.3)


def answer_query(
    query: str,
    passage_index: PassageIndex,
    *,
    speaker: str | None = None,
    k: int = DEFAULT_K,
    thresholds: AnswerThresholds = DEFAULT_THRESHOLDS,
) -> Answer:
    """The best passages for the query, or silence.

    :raises QueryError: for an empty or overlong query, a `k` out of range, an unknown speaker.
    """
    query = checked_query(query, k)
    speakers = passage_index.store.speakers
    given = given_speaker(speaker, speakers) if speaker and speaker.strip() else None
    asked = given or speaker_of_any_words(query, speakers)
    matches = passage_index.search(query, k, speaker=asked)
    # Whatever the speaker said answers a question for anything they said, near or not.
    level, kept = _decided(matches, thresholds) if given or not asked else ("answer", matches)
    return Answer(
        query=query,
        filters=Filters(speaker=asked),
        level=level,
        hits=tuple(_hit(rank, match, passage_index) for rank, match in enumerate(kept, 1)),
        index=summary_of(passage_index),
    )


def summary_of(passage_index: PassageIndex) -> IndexSummary:
    """Which index it is."""
    store = passage_index.store
    return IndexSummary(passages=len(store.passages), model=store.model, built=store.built)


def _decided(matches: list[Match], thresholds: AnswerThresholds) -> tuple[Level, list[Match]]:
    """The outcome, and the matches that belong to it, best first."""
    answering = [match for match in matches if match.score >= thresholds.answer]
    if answering:
        return "answer", answering
    closest = [match for match in matches if match.score >= thresholds.closest]
    return ("closest", closest) if closest else ("silent", [])


def _hit(rank: int, match: Match, passage_index: PassageIndex) -> Hit:
    before, after = passage_index.store.neighbours(match.passage.id)
    return Hit(
        rank=rank,
        score=match.score,
        passage=match.passage,
        context=Context(before=before.text if before else None, after=after.text if after else None),
        link=fragment_link(match.passage.article.url, match.passage.text),
    )
