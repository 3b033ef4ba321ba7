"""The parser, loaded once, and articles made of invented paragraphs."""

from collections.abc import Callable

import pytest
from spacy.language import Language

from index.article import PARAGRAPH_BREAK, Paragraph
from index.attribution.attributed import AttributedQuotation, Span
from index.attribution.engine import attribute_paragraphs
from index.attribution.parse.parsed import ParsedParagraph
from index.attribution.parse.parser import load_parser, parse_paragraphs

Said = dict[str, str | None]
Article = tuple[str, list[Paragraph]]


def body(*texts: str) -> Article:
    """A canonical text and its paragraphs, all of them body."""
    paragraphs: list[Paragraph] = []
    start = 0
    for number, text in enumerate(texts, 1):
        paragraphs.append(Paragraph(text, start, number))
        start += len(text) + len(PARAGRAPH_BREAK)
    return PARAGRAPH_BREAK.join(texts) + "\n", paragraphs


@pytest.fixture(scope="session")
def nlp() -> Language:
    return load_parser()


@pytest.fixture(scope="session")
def parse(nlp: Language) -> Callable[[str], ParsedParagraph]:
    """One paragraph, parsed."""
    return lambda text: parse_paragraphs([Paragraph(text, 0, 1)], nlp)[0]


@pytest.fixture(scope="session")
def listen(nlp: Language) -> Callable[..., list[Said]]:
    """What is said in an article of the given paragraphs, with every span as the words that it holds."""

    def hear(*texts: str) -> list[Said]:
        text, paragraphs = body(*texts)
        return [said(text, quotation) for quotation in attribute_paragraphs(paragraphs, nlp)]

    return hear


def said(text: str, quotation: AttributedQuotation) -> Said:
    """The quotation with every span as the words that it holds."""

    def words(span: Span | None) -> str | None:
        return text[span.start_char : span.end_char] if span else None

    return {
        "kind": quotation.kind,
        "content": words(quotation.content),
        "cue": words(quotation.cue),
        "mention": words(quotation.speaker_mention),
        "speaker": quotation.speaker,
        "role": quotation.role,
        "evidence": quotation.evidence,
    }
