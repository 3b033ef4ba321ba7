"""An article: its canonical text, what its paragraphs are, and who wrote and published it."""

import hashlib
from dataclasses import dataclass
from typing import Literal

ParagraphKind = Literal["title", "standfirst", "heading", "body"]

PARAGRAPH_BREAK = "\n\n"


@dataclass(frozen=True, slots=True)
class ArticleMetadata:
    """What leads a reader back to the article; `published` is an ISO 8601 date or time."""

    id: str
    title: str | None = None
    author: str | None = None
    publisher: str | None = None
    published: str | None = None
    url: str | None = None
    text_sha256: str | None = None


@dataclass(frozen=True, slots=True)
class Paragraph:
    """One paragraph of the canonical text.

    `start_char` counts in the canonical text, `number` counts the canonical text's paragraphs from 1, and
    `section` is the heading that the paragraph stands under.
    """

    text: str
    start_char: int
    number: int
    kind: ParagraphKind = "body"
    section: str | None = None

    @property
    def end_char(self) -> int:
        return self.start_char + len(self.text)


@dataclass(frozen=True, slots=True)
class Article:
    """An article as it was read.

    `text` is the canonical text that every offset counts in: the paragraphs joined by blank lines, LF line ends,
    one line end at its close. `text[p.start_char:p.end_char] == p.text` for each paragraph `p`.
    """

    metadata: ArticleMetadata
    standfirst: str | None
    text: str
    paragraphs: tuple[Paragraph, ...]

    @property
    def id(self) -> str:
        return self.metadata.id


def is_text(characters: str) -> bool:
    """Whether every character can be written to a file and shown: no lone surrogates, no NUL."""
    return not any("\ud800" <= character <= "\udfff" or character == "\0" for character in characters)


def text_sha256(text: str) -> str:
    """Hexadecimal SHA-256 of the text in UTF-8: equal to the hash of the file that holds it."""
    return hashlib.sha256(text.encode("utf-8")).hexdigest()
