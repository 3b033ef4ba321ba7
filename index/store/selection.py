"""Which passages a search is limited to."""

from dataclasses import dataclass
from typing import Literal

PassageKind = Literal["quotation", "paraphrase", "narration"]
"""What a passage holds: words in quotation marks, what somebody said in other words, or nobody's words at all."""


@dataclass(frozen=True, slots=True)
class Selection:
    """What passages a search is limited to; None where it is not limited.

    `speaker` is the name as the passages write it. Where `kind` is given as well, one attribution must have both.
    `published_from` and `published_to` are ISO days, both included; an article without a day matches neither.
    """

    speaker: str | None = None
    kind: PassageKind | None = None
    publisher: str | None = None
    published_from: str | None = None
    published_to: str | None = None


def folded(name: str) -> str:
    """The name without its case and with single blanks: two that are equal so are one name."""
    return " ".join(name.split()).casefold()
