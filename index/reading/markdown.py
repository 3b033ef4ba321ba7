"""Markdown syntax in plain files: the words stay, the syntax goes, and what might be the author's own stays too.

A single star or underscore can be the article's own ("f*** off", "*Names changed", file_name) and a paragraph is
never worth risking for an italic, so only links, images, strong emphasis between words, and heading marks count.
"""

import re

_TARGET = r"\((?:[^()\s]|\([^()\s]*\))*(?:\s+\"[^\"]*\")?\)"
_WORDS = r"((?:[^\[\]]|\[[^\[\]]*\])*)"
_IMAGE = re.compile(rf"!\[{_WORDS}\]{_TARGET}")
_LINK = re.compile(rf"(?<!!)\[{_WORDS}\]{_TARGET}")
_AUTOLINK = re.compile(r"<(https?://[^\s<>]+)>")
_STRONG = re.compile(r"(?<![\w*])\*\*(?=[^\s*])([^*]*[^\s*])\*\*(?![\w*])")
_HEADING = re.compile(r"#{1,6}[ \t]+(?=\S)")
_CLOSING_HASHES = re.compile(r"[ \t]+#+$")


def without_markdown(block: str) -> str:
    """The block's words without link targets, images, strong marks and heading marks."""
    if _HEADING.match(block):
        block = _CLOSING_HASHES.sub("", _HEADING.sub("", block, count=1))
    block = _LINK.sub(r"\1", _IMAGE.sub("", block))
    return _AUTOLINK.sub(r"\1", _STRONG.sub(r"\1", block)).strip()


def is_heading_line(line: str) -> bool:
    """Whether the line is marked as a heading."""
    return bool(_HEADING.match(line))


def is_only_a_link(block: str) -> bool:
    """Whether the block is one link and nothing else."""
    return bool(_LINK.fullmatch(block) or _AUTOLINK.fullmatch(block))


def is_only_an_image(block: str) -> bool:
    """Whether the block is one image and nothing else."""
    return bool(_IMAGE.fullmatch(block))


def last_strong(block: str) -> str | None:
    """The strong words that the block ends with, or None."""
    found = list(_STRONG.finditer(block))
    return found[-1].group(1) if found and found[-1].end() == len(block) else None
