"""Who is credited with a passage and where it was published: the same words on every screen."""

from dataclasses import dataclass

from bot.render.dates import readable_date
from index.article import ArticleMetadata
from index.passage import Passage, QuotationKind

SPEAKER_NOT_IDENTIFIED = "Speaker not identified"
NARRATION = "Narration"
UNSURE = "Speaker unsure"

KIND_NAMES: dict[QuotationKind, str] = {
    "direct": "Quotation",
    "mixed": "Partial quotation",
    "indirect": "Paraphrase",
}

SURE_FROM = 0.8
"""Confidence from which a name goes without a warning: on the development articles 92 % of the names above it were
right, 74 % of those below (docs/attribution.md)."""


@dataclass(frozen=True, slots=True)
class Credit:
    """A speaker of the passage; `name` is None where the article does not say who spoke.

    `is_unsure`: one of the attributions to this name is less sure than `SURE_FROM`.
    """

    name: str | None
    role: str | None
    kinds: tuple[QuotationKind, ...]
    is_unsure: bool = False


def credits_of(passage: Passage) -> tuple[Credit, ...]:
    """Each distinct speaker once, in order of appearance; none where the passage is narration.

    All quotations without a speaker are one credit, so that nobody is taken to have said them.
    """
    names = dict.fromkeys(attribution.speaker for attribution in passage.attributions)
    return tuple(_credit(name, passage) for name in names)


def kind_words(credit: Credit) -> str:
    """The kinds of what the speaker said and, where the name is doubtful, that it is: for lines without badges."""
    kinds = ", ".join(KIND_NAMES[kind] for kind in credit.kinds)
    return f"{kinds}; {UNSURE.lower()}" if credit.is_unsure else kinds


def narrators_of(passage: Passage) -> tuple[str, ...]:
    """The article's author and publisher, as far as they are known."""
    return tuple(name for name in (passage.article.author, passage.article.publisher) if name)


def publication_of(article: ArticleMetadata) -> tuple[str, ...]:
    """The article's publisher and day, as far as they are known."""
    day = readable_date(article.published) if article.published else None
    return tuple(fact for fact in (article.publisher, day) if fact)


def _credit(name: str | None, passage: Passage) -> Credit:
    own = [attribution for attribution in passage.attributions if attribution.speaker == name]
    roles = [attribution.role for attribution in own if attribution.role and name is not None]
    kinds = tuple(dict.fromkeys(attribution.kind for attribution in own))
    is_unsure = name is not None and any(attribution.confidence < SURE_FROM for attribution in own)
    return Credit(name=name, role=roles[0] if roles else None, kinds=kinds, is_unsure=is_unsure)
