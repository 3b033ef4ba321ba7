"""Where the sentences of a paragraph end."""

import re

_END = re.compile(r"[.!?…][\"'”’»)\]]*\s+(?=[\"'“‘«„(\[]*[^\W\d_a-z]|[\"'“‘«„(\[]*\d)")
_MAX_ABBREVIATION_CHARS = 4
_ABBREVIATION = re.compile(r"(?:\b(?:Mr|Mrs|Ms|Dr|Prof|Sen|Rep|Gov|Gen|Lt|Col|Capt|Rev|Hon|St|No|vs)|\b[A-Z])\.\s+$")


def sentence_ends(text: str) -> list[int]:
    """The offsets after each sentence and the blanks behind it, ascending; the last is the text's end."""
    return [match.end() for match in _END.finditer(text) if not _is_abbreviation(text, match)] + [len(text)]


def sentences_of(text: str) -> list[str]:
    """The text's sentences in order, without the blanks around them; none of them is empty."""
    starts = [0, *sentence_ends(text)]
    pieces = (text[start:end].strip() for start, end in zip(starts, starts[1:], strict=False))
    return [piece for piece in pieces if piece]


def _is_abbreviation(text: str, end: re.Match[str]) -> bool:
    """Whether the full stop stands behind "Mr" or an initial; no more than that is looked at of a long text."""
    start = max(0, end.start() - _MAX_ABBREVIATION_CHARS)
    return _ABBREVIATION.search(text, start, end.end()) is not None
