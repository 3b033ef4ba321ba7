"""The peer: textacy's direct quotations, a paragraph at a time, which is how it does best."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from time import perf_counter

import spacy
from attribution_run import WARM_UP, Quotes, Speed
from labelled import LabelledDocument, LabelledQuote
from spacy.language import Language
from spacy.tokens import Doc

from index.article import Paragraph
from index.attribution.bare_text import bare_paragraphs
from index.attribution.parse.parser import MODEL_PACKAGE


@dataclass(frozen=True, slots=True)
class PeerRun:
    """The quotes by document, and the speed."""

    predictions: Quotes
    speed: Speed


def run_textacy(documents: Sequence[LabelledDocument]) -> PeerRun | None:
    """What textacy finds, its parser loaded and warm; None where it is not installed."""
    try:
        import textacy.extract  # noqa: F401 - whether it is there
    except ImportError:
        return None
    # Whole: textacy knows cues by their lemmas.
    parser = spacy.load(MODEL_PACKAGE)
    list(_quotes(Paragraph(WARM_UP, 0, 1), parser(WARM_UP)))
    predictions: Quotes = {}
    seconds = seconds_parsing = 0.0
    for document in documents:
        start = perf_counter()
        paragraphs = bare_paragraphs(document.text)
        docs = _parse(parser, paragraphs)
        parsed = perf_counter()
        predictions[document.doc_id] = tuple(
            quote for paragraph, doc in zip(paragraphs, docs, strict=True) for quote in _quotes(paragraph, doc)
        )
        seconds += perf_counter() - start
        seconds_parsing += parsed - start
    return PeerRun(predictions, Speed(len(documents), seconds, seconds_parsing))


def _parse(parser: Language, paragraphs: Sequence[Paragraph]) -> list[Doc]:
    return list(parser.pipe([paragraph.text for paragraph in paragraphs], batch_size=64))


def _quotes(paragraph: Paragraph, doc: Doc) -> Iterator[LabelledQuote]:
    from textacy.extract import direct_quotations

    try:
        found = list(direct_quotations(doc))
    except ValueError:  # it refuses a paragraph whose marks do not pair
        return
    for speaker, _, content in found:
        tokens = sorted(speaker, key=lambda token: token.i)
        start, offset = paragraph.start_char + content.start_char, paragraph.start_char
        yield LabelledQuote(
            start=start,
            end=start + len(content.text),
            content_type="direct",
            speaker=" ".join(token.text for token in tokens),
            speaker_span=(offset + tokens[0].idx, offset + tokens[-1].idx + len(tokens[-1])) if tokens else None,
        )
