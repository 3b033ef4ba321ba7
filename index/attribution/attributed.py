"""A quotation with its speaker, as the engine hands it on."""

from dataclasses import dataclass
from typing import Literal

from index.passage import QuotationKind

Evidence = Literal[
    "subject", "pronoun", "relative", "according-to", "for", "signature", "continued", "introduced", "near", "none"
]


@dataclass(frozen=True, slots=True, order=True)
class Span:
    """Half-open characters of the canonical text."""

    start_char: int
    end_char: int


@dataclass(frozen=True, slots=True)
class AttributedQuotation:
    """A quotation and what the article says about who said it.

    `content` of a quotation in marks includes the marks. `speaker` is a full name as the article uses it, the
    article's own nominal, or None where the evidence does not settle it; `speaker_mention` is kept either way.
    `antecedent` is the last word of whom a pronoun was taken to stand for, `evidence` one word for how the speaker was
    found; `confidence` lies in 0..1.
    """

    kind: QuotationKind
    content: Span
    cue: Span | None
    speaker_mention: Span | None
    speaker: str | None
    role: str | None
    evidence: Evidence
    confidence: float
    antecedent: Span | None = None
