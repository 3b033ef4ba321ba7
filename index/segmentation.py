"""An article cut into passages: a paragraph each, a long one at its sentences' ends."""

import re
from collections.abc import Callable, Iterator, Sequence

from index.article import Article, Paragraph
from index.attribution.attributed import AttributedQuotation, Span
from index.passage import Attribution, Passage, TextSpan
from index.sentences import sentence_ends

MAX_WORD_PIECES = 256
"""What the default model reads of a text; the rest of a longer passage could never be found."""

_WHITE_SPACE = re.compile(r"\s+")


def segment_article(
    article: Article, quotations: Sequence[AttributedQuotation], count_word_pieces: Callable[[str], int]
) -> list[Passage]:
    """The article's passages in order, with the attributions that fall in each.

    Titles and headings are metadata of the passages, not passages. `article.text[p.start_char:p.end_char] == p.text`.
    """
    passages: list[Passage] = []
    for paragraph in article.paragraphs:
        if paragraph.kind in ("title", "heading"):
            continue
        for span in _passage_spans(paragraph, count_word_pieces):
            passages.append(_passage(article, paragraph, span, quotations, number=len(passages) + 1))
    return passages


def _passage(
    article: Article, paragraph: Paragraph, span: Span, quotations: Sequence[AttributedQuotation], *, number: int
) -> Passage:
    inside = [q for q in quotations if q.content.start_char < span.end_char and span.start_char < q.content.end_char]
    return Passage(
        id=f"{article.id}:{number}",
        text=article.text[span.start_char : span.end_char],
        article=article.metadata,
        section=paragraph.section,
        paragraph=paragraph.number,
        start_char=span.start_char,
        end_char=span.end_char,
        attributions=tuple(_attribution(article, span, quotation) for quotation in inside),
    )


def _attribution(article: Article, span: Span, quotation: AttributedQuotation) -> Attribution:
    return Attribution(
        kind=quotation.kind,
        start_char=max(quotation.content.start_char, span.start_char) - span.start_char,
        end_char=min(quotation.content.end_char, span.end_char) - span.start_char,
        speaker=quotation.speaker,
        role=quotation.role,
        speaker_mention=_text_span(article, span, quotation.speaker_mention),
        cue=_text_span(article, span, quotation.cue),
        evidence=quotation.evidence,
        confidence=round(quotation.confidence, 2),
        antecedent=_text_span(article, span, quotation.antecedent),
    )


def _text_span(article: Article, passage: Span, words: Span | None) -> TextSpan | None:
    """The words with offsets from the passage's first character, or else from their own paragraph's."""
    if words is None:
        return None
    text = article.text[words.start_char : words.end_char]
    if passage.start_char <= words.start_char and words.end_char <= passage.end_char:
        return TextSpan(text, words.start_char - passage.start_char, words.end_char - passage.start_char)
    home = next(p for p in article.paragraphs if p.start_char <= words.start_char < p.end_char)
    return TextSpan(text, words.start_char - home.start_char, words.end_char - home.start_char, home.number)


def _passage_spans(paragraph: Paragraph, count_word_pieces: Callable[[str], int]) -> Iterator[Span]:
    """The whole paragraph where it is short enough, else runs of its sentences, each as long as a passage may be."""
    start, last_fit = 0, 0
    text = paragraph.text
    if count_word_pieces(text) <= MAX_WORD_PIECES:
        yield Span(paragraph.start_char, paragraph.end_char)
        return
    for end in _break_points(text, count_word_pieces):
        if last_fit > start and count_word_pieces(text[start:end].strip()) > MAX_WORD_PIECES:
            yield _trimmed(paragraph, start, last_fit)
            start = last_fit
        last_fit = end
    yield _trimmed(paragraph, start, len(text))


def _break_points(text: str, count_word_pieces: Callable[[str], int]) -> Iterator[int]:
    """Where the text may be cut: after each sentence, and after each word of a sentence that is itself too long."""
    start = 0
    for end in sentence_ends(text):
        if count_word_pieces(text[start:end].strip()) > MAX_WORD_PIECES:
            yield from (gap.end() for gap in _WHITE_SPACE.finditer(text, start, end) if gap.end() < end)
        yield end
        start = end


def _trimmed(paragraph: Paragraph, start: int, end: int) -> Span:
    piece = paragraph.text[start:end]
    left = len(piece) - len(piece.lstrip())
    return Span(paragraph.start_char + start + left, paragraph.start_char + start + len(piece.rstrip()))
