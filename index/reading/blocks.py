"""The article's paragraphs under the white-space damage of their transport: wrapped lines, page breaks, odd ends."""

import re

from index.errors import ArticleError
from index.reading.header import is_byline, is_date_line
from index.reading.markdown import is_heading_line
from index.reading.sentence import breaks_off, ends_sentence

WRAP_WIDTH = 100
"""Hard-wrapped text breaks its lines before this column; a longer line is a paragraph of its own."""

MIN_BROKEN_CHARS = 40
"""A paragraph that a page break cut has run to the page's last line; shorter remains are headings or list items."""

_BLANK_LINES = re.compile(r"\n(?:[^\S\n]*\n)+")
_BEGINS_ANEW = re.compile(r"[\"“„«'‘(\[—–-]*[A-Z0-9À-ÖØ-Þ]")
_LIST_ITEM = re.compile(r"(?:[-*•▪·]|\d{1,2}[.)])\s")
_LOWER_CASE_NAME = re.compile(r"(?:al|bin|da|de|del|della|den|der|di|du|el|la|le|van|von|ibn|ter|zu)\b|[a-z]+[A-Z]")


def decode_text(data: bytes, name: str) -> str:
    """The bytes as text with LF line ends: UTF-8, or UTF-16 where a byte order mark says so.

    :raises ArticleError: where the bytes are no text, or blank.
    """
    encoding = "utf-16" if data[:2] in (b"\xff\xfe", b"\xfe\xff") else "utf-8-sig"
    try:
        text = data.decode(encoding)
    except UnicodeDecodeError as error:
        raise ArticleError(
            f"{name} is not UTF-8 text (byte {error.start:,} does not fit); convert it to UTF-8 or remove it"
        ) from error
    if "\0" in text:
        raise ArticleError(f"{name} is a binary file, not text; remove it from the articles")
    if not text.strip():
        raise ArticleError(f"{name} is empty; put the article's text in it or remove it")
    return text.replace("\r\n", "\n").replace("\r", "\n").replace("\f", "\n\n")


def split_blocks(text: str) -> list[str]:
    """The paragraphs as the lines show them: without outer white space, each on one line."""
    blocks: list[str] = []
    for chunk in _BLANK_LINES.split(text):
        blocks.extend(_unwrapped([line.strip() for line in chunk.split("\n") if line.strip()]))
    return blocks


def is_cut_by_page_break(before: str, after: str) -> bool:
    """Whether the second block goes on in the middle of the first one's sentence."""
    if len(before) < MIN_BROKEN_CHARS:
        return False
    if breaks_off(before):
        return True
    return not ends_sentence(before) and after[:1].islower() and not _LOWER_CASE_NAME.match(after)


def _unwrapped(lines: list[str]) -> list[str]:
    """The lines of one chunk as paragraphs: wrapped lines joined by one space, whole ones left alone."""
    paragraphs: list[str] = []
    for before, line in zip([None, *lines], lines, strict=False):
        if before is None or _is_paragraph_end(before, line):
            paragraphs.append(line)
        else:
            paragraphs[-1] = f"{paragraphs[-1]} {line}"
    return paragraphs


def _is_paragraph_end(line: str, after: str) -> bool:
    if any(is_heading_line(x) or is_byline(x) or is_date_line(x) for x in (line, after)) or _LIST_ITEM.match(after):
        return True
    return len(line) > WRAP_WIDTH and ends_sentence(line) and bool(_BEGINS_ANEW.match(after))
