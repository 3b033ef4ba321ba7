"""What stands between double quotation marks, for the measure: apart from the engine's own reading of marks."""

import re
from collections.abc import Iterator

MARK = re.compile("[\"\u201c\u201d\u201e\u00ab\u00bb]|``|''")
OPENING = frozenset({"\u201c", "\u201e", "\u00ab", "``"})
CLOSING = frozenset({"\u201d", "\u00bb", "''"})
BEFORE_OPENER = frozenset("([-\u2013\u2014\u2018'/\u2026:")
AFTER_CLOSER = frozenset(".,;")

Range = tuple[int, int]
"""Half-open characters."""


def marked_regions(text: str) -> list[Range]:
    """The regions between double quotation marks, marks included, in order; a line's end closes what is open."""
    return [region for match in re.finditer("[^\n]+", text) for region in _regions_of_line(text, *match.span())]


def _regions_of_line(text: str, start: int, end: int) -> Iterator[Range]:
    opened: int | None = None
    for mark in MARK.finditer(text, start, end):
        before = text[mark.start() - 1] if mark.start() > start else " "
        after = text[mark.end()] if mark.end() < end else " "
        if _opens(mark.group(), before, after, is_open=opened is not None):
            opened = mark.start() if opened is None else opened
        elif opened is not None:
            yield opened, mark.end()
            opened = None
    if opened is not None:
        yield opened, end


def _opens(mark: str, before: str, after: str, *, is_open: bool) -> bool:
    if mark in OPENING or mark in CLOSING:
        return mark in OPENING
    if is_open:
        return before.isspace() and not after.isspace() and after not in AFTER_CLOSER
    return (before.isspace() or before in BEFORE_OPENER) and not after.isspace()
