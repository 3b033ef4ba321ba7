"""Answers made by hand, for the tests of what is shown of them."""

from bot.answer import Answer, Context, Hit, IndexSummary, SpeakerNamedIn
from bot.decision.model import Level
from bot.filters import Filters
from bot.text_fragment import fragment_link
from index.passage import Attribution, Passage, QuotationKind

SUMMARY = IndexSummary(passages=1, model="fake-model", built="2024-01-02T03:04:05Z")


def made_answer(
    *passages: Passage,
    query: str = "q",
    level: Level = "answer",
    filters: Filters = Filters(),  # noqa: B008 - frozen
    speaker_named_in: SpeakerNamedIn | None = None,
    copies: tuple[Passage, ...] = (),
    context: Context = Context(),  # noqa: B008 - frozen
    matches: tuple[tuple[int, int], ...] = (),
) -> Answer:
    """An answer with the passages as its hits, in that order, each with the same copies, context and matches."""
    hits = tuple(
        Hit(
            rank=rank,
            score=1.0,
            passage=passage,
            context=context,
            link=fragment_link(passage.article.url, passage.text),
            copies=copies,
            matches=matches,
        )
        for rank, passage in enumerate(passages, 1)
    )
    return Answer(
        query=query, filters=filters, level=level, hits=hits, index=SUMMARY, speaker_named_in=speaker_named_in
    )


def said(
    start_char: int,
    end_char: int,
    kind: QuotationKind = "direct",
    speaker: str | None = None,
    role: str | None = None,
    confidence: float = 0.0,
) -> Attribution:
    return Attribution(
        kind=kind, start_char=start_char, end_char=end_char, speaker=speaker, role=role, confidence=confidence
    )
