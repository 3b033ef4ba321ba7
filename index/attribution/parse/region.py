"""The regions of a paragraph that stand between quotation marks."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

MARK = re.compile("[\"\u201c\u201d\u201e\u201f\u00ab\u00bb\uff02]|``|''")
STRAIGHT = frozenset({'"', "\uff02"})
OPENING = frozenset({"\u201c", "\u201e", "\u201f", "\u00ab", "``"})
# 5'10" is a height, whatever stands around it
INCHES = re.compile("\\d\\s?['\u2019\u2032]\\s?\\d{1,2}$")
BETWEEN_SINGLE_MARKS = re.compile(
    "(?<!\\S)(?:\u2018(?=\\S)[^\u2018]*?[,.!?\u2026]\u2019|'(?=[A-Z])[^\\n]*?[,.!?\u2026]')(?!\\w)"
)
BEFORE_OPENER = frozenset("([{-\u2013\u2014\u2026/:'\u2018")
AFTER_CLOSER = frozenset(".,;:!?)]}-\u2013\u2014\u2026'\u2019")

MarkRole = Literal["open", "close", "ignored"]


@dataclass(frozen=True, slots=True)
class Region:
    """Characters of a paragraph from an opening mark to past its closing one.

    A region left open ends with its paragraph: `closed` is then False.
    """

    start_char: int
    end_char: int
    closed: bool

    def inner(self, text: str) -> str:
        """The words between the marks."""
        inner = text[self.start_char : self.end_char]
        return (inner[1:-1] if inner.startswith(("\u2018", "'")) else MARK.sub("", inner)).strip()


def find_regions(text: str) -> list[Region]:
    """The paragraph's regions between quotation marks, in order, save those without a letter or digit.

    Single marks count where the paragraph has no double ones, and where a comma or stop before the closing one tells it
    from an apostrophe.
    """
    found = list(_regions(text)) or [
        Region(*match.span(), closed=True) for match in BETWEEN_SINGLE_MARKS.finditer(text)
    ]
    return [region for region in found if any(map(str.isalnum, text[region.start_char : region.end_char]))]


def _regions(text: str) -> Iterator[Region]:
    opened: re.Match[str] | None = None
    for mark in MARK.finditer(text):
        role = _role(text, mark, is_open=opened is not None)
        if role == "open" and opened is None:
            opened = mark
        elif role == "close" and opened is not None:
            yield Region(opened.start(), mark.end(), closed=True)
            opened = None
    if opened is not None:
        yield Region(opened.start(), len(text.rstrip()), closed=False)


def _role(text: str, mark: re.Match[str], *, is_open: bool) -> MarkRole:
    """What the mark does, by its shape and by what stands before and after it."""
    before = text[mark.start() - 1] if mark.start() else " "
    after = text[mark.end()] if mark.end() < len(text) else " "
    clings_right = before.isspace() and not after.isspace() and after not in AFTER_CLOSER
    clings_left = not before.isspace() and (after.isspace() or after in AFTER_CLOSER)
    if mark.group() not in STRAIGHT:
        return _curly_role(mark.group(), clings_left=clings_left, clings_right=clings_right, is_open=is_open)
    if INCHES.search(text, max(0, mark.start() - 8), mark.start()):
        return "ignored"
    if is_open:
        return "open" if clings_right else "close"
    return "open" if (before.isspace() or before in BEFORE_OPENER) and not after.isspace() else "ignored"


def _curly_role(mark: str, *, clings_left: bool, clings_right: bool, is_open: bool) -> MarkRole:
    """Curly marks point their way, save the common slips: an opener set for a closer, and the other way round."""
    if mark in OPENING:
        return "close" if is_open and clings_left else "open"
    return "open" if not is_open and clings_right else "close"
