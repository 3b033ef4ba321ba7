"""Labelled articles: who says what in them according to people who read them."""

import json
import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from spacy.language import Language
from spacy.tokens import DocBin

from index.article import Paragraph
from index.attribution.parse.parsed import ParsedParagraph
from index.attribution.parse.parser import parse_paragraphs

WORD = re.compile(r"\S+")
EDGES = " \t\r\n\u00a0\"“”„«»‘’'`,.;:"
LINE = re.compile(r"[^\n]+")
NAME_WORD = re.compile(r"[^\W_]+(?:['’][^\W_]+)*")


@dataclass(frozen=True, slots=True)
class LabelledQuotation:
    """Half-open characters of the content, those of the words that name the speaker, and who that is."""

    start: int
    end: int
    mention: tuple[int, int] | None
    speaker: str
    speaker_kind: str
    keys: frozenset[str]

    def is_by(self, speaker: str) -> bool:
        """Whether the name shown is right: it holds the surname, or the head word of a nominal."""
        return bool(self.keys & set(name_words(speaker)))


@dataclass(frozen=True, slots=True)
class LabelledArticle:
    """An article's parsed paragraphs with the quotations that people found in it."""

    text: str
    paragraphs: Sequence[ParsedParagraph]
    quotations: Sequence[LabelledQuotation]


def name_words(name: str) -> list[str]:
    """The words of a name, in lower case, without a possessive ending."""
    return [word.lower().replace("’", "'").removesuffix("'s") for word in NAME_WORD.findall(name)]


def read_labelled(
    path: Path, nlp: Language, parses: Path | None, n_articles: int | None = None
) -> list[LabelledArticle]:
    """The first `n_articles` of a file of labelled JSON lines, or all.

    Their parses are kept in the file `parses` for the next time, if given.

    :raises ValueError: where `parses` holds those of other articles.
    """
    rows = [json.loads(line) for line in path.read_text(encoding="utf-8").split("\n") if line][:n_articles]
    paragraphs = [list(_paragraphs(row["text"])) for row in rows]
    if parses is not None and parses.exists():
        docs = list(DocBin().from_disk(parses).get_docs(nlp.vocab))
        if [doc.text for doc in docs] != [paragraph.text for article in paragraphs for paragraph in article]:
            raise ValueError(f"{parses} holds the parses of other articles; remove it or name another file")
        kept = iter(docs)
        parsed = [[ParsedParagraph(paragraph, next(kept)) for paragraph in article] for article in paragraphs]
    else:
        parsed = [parse_paragraphs(article, nlp) for article in paragraphs]
        if parses is not None:
            DocBin(docs=[paragraph.doc for article in parsed for paragraph in article]).to_disk(parses)
    return [
        LabelledArticle(row["text"], article, [_quotation(quote) for quote in row["quotes"]])
        for row, article in zip(rows, parsed, strict=True)
    ]


def _paragraphs(text: str) -> Iterator[Paragraph]:
    """The article's lines, less the headline."""
    lines = [line for line in LINE.finditer(text) if line.group().strip()]
    for number, line in enumerate(lines[1:], 2):
        yield Paragraph(line.group(), line.start(), number)


def _quotation(quote: dict[str, object]) -> LabelledQuotation:
    mention = quote["speaker_span"]
    names = [str(quote.get("speaker") or ""), *(quote.get("speaker_alt") or [])]  # type: ignore[misc]
    keys = {words[-1] for name in names if (words := name_words(name))}
    if quote.get("speaker_head"):
        keys.add(str(quote["speaker_head"]).lower())
    return LabelledQuotation(
        start=int(quote["start"]),  # type: ignore[call-overload]
        end=int(quote["end"]),  # type: ignore[call-overload]
        mention=(mention[0], mention[1]) if isinstance(mention, list) else None,
        speaker=names[0],
        speaker_kind=str(quote.get("speaker_kind") or "named"),
        keys=frozenset(keys),
    )


class Words:
    """The blank-separated words of a text, to compare stretches of it by the words that they share."""

    def __init__(self, text: str) -> None:
        self._text = text
        spans = [match.span() for match in WORD.finditer(text)]
        self._starts, self._ends = [start for start, _ in spans], [end for _, end in spans]

    def within(self, start: int, end: int) -> frozenset[int]:
        """The numbers of the words between the characters, marks and stops at the edges left out."""
        while start < end and self._text[start] in EDGES:
            start += 1
        while end > start and self._text[end - 1] in EDGES:
            end -= 1
        return frozenset(range(bisect_right(self._ends, start), bisect_left(self._starts, end)))


def overlap(first: frozenset[int], second: frozenset[int]) -> float:
    """The share of the words of both that both have."""
    return len(first & second) / len(first | second) if first or second else 0.0
