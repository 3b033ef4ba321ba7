"""The paragraphs of a bare text: no markup, no canonical form, offsets into the characters as they came."""

import re

from index.article import Paragraph, ParagraphKind

# Ends of a line that goes on or is a sentence; a headline has none of them.
SENTENCE_END = re.compile("[.!?\u2026:;,][\"'\u201d\u2019\u00bb\uff02)\\]]*$")
# A stop or comma before a closing mark: speech, not a headline.
STOP_IN_MARKS = re.compile('[.,!?…]["”»]')


def bare_paragraphs(text: str) -> list[Paragraph]:
    """A paragraph for each line that is not blank, numbered from 1, without the blanks around it.

    A line ends where `str.splitlines` ends it: at CR, LF or both, at U+2028 and its like. The first is the title when
    no sentence ends there and others follow. `text[p.start_char:p.end_char] == p.text` for each paragraph `p`.
    """
    lines = [(start, line) for start, line in _lines(text) if line.strip()]
    return [
        Paragraph(line.strip(), start + len(line) - len(line.lstrip()), number, _kind(line, number, len(lines)))
        for number, (start, line) in enumerate(lines, 1)
    ]


def _lines(text: str) -> list[tuple[int, str]]:
    """The lines with their line ends, each with the offset of its first character."""
    lines = []
    start = 0
    for line in text.splitlines(keepends=True):
        lines.append((start, line))
        start += len(line)
    return lines


def _kind(line: str, number: int, n_lines: int) -> ParagraphKind:
    is_sentence = SENTENCE_END.search(line.strip()) or STOP_IN_MARKS.search(line)
    return "title" if number == 1 and n_lines > 1 and not is_sentence else "body"
