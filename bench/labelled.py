"""Files of labelled or predicted quotes: a JSON object a line, a document each."""

import json
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from marked_regions import Range


@dataclass(frozen=True, slots=True)
class LabelledQuote:
    """A quote as a person, or a system, labelled it; offsets are half-open characters of the document.

    `speaker_kind`, `speaker_head` and `speaker_alternatives` are a person's: what the speaker is called by, its head
    word when it is a nominal, and other names that count as right. `confidence`, 0..1, is a system's.
    """

    start: int
    end: int
    content_type: str
    speaker: str = ""
    speaker_span: Range | None = None
    speaker_kind: str = "named"
    speaker_head: str = ""
    speaker_alternatives: tuple[str, ...] = ()
    confidence: float | None = None

    @property
    def range(self) -> Range:
        return self.start, self.end

    @property
    def has_speaker(self) -> bool:
        return bool(self.speaker or self.speaker_span)


@dataclass(frozen=True, slots=True)
class LabelledDocument:
    """A text with its quotes."""

    doc_id: str
    text: str
    quotes: tuple[LabelledQuote, ...]


def read_labelled(path: Path, limit: int | None = None) -> list[LabelledDocument]:
    """The file's documents in order, at most so many."""
    records = _records(path)[:limit]
    return [LabelledDocument(record["doc_id"], record["text"], _quotes(record)) for record in records]


def read_predictions(path: Path) -> dict[str, tuple[LabelledQuote, ...]]:
    """The quotes by document."""
    return {record["doc_id"]: _quotes(record) for record in _records(path)}


def labelled_quote(record: dict[str, Any]) -> LabelledQuote:
    """The quote in the record of the interchange form."""
    span = record.get("speaker_span")
    return LabelledQuote(
        start=record["start"],
        end=record["end"],
        content_type=record.get("content_type") or "",
        speaker=record.get("speaker") or "",
        speaker_span=(span[0], span[1]) if span else None,
        speaker_kind=record.get("speaker_kind") or "named",
        speaker_head=record.get("speaker_head") or "",
        speaker_alternatives=tuple(record.get("speaker_alt") or ()),
        confidence=record.get("confidence"),
    )


def _records(path: Path) -> list[dict[str, Any]]:
    # Not splitlines: the text of a JSON line may hold U+2028.
    with path.open(encoding="utf-8", newline="\n") as file:
        return [json.loads(line) for line in file if line.strip()]


def _quotes(record: dict[str, Any]) -> tuple[LabelledQuote, ...]:
    return tuple(labelled_quote(quote) for quote in record["quotes"])
