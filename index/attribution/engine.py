"""Who said what in an article: utterances found, their speakers chosen among candidates, names and roles resolved."""

from collections.abc import Iterator, Sequence

from spacy.language import Language

from index.article import Paragraph
from index.attribution.assembly import assemble, unheard
from index.attribution.attributed import AttributedQuotation
from index.attribution.hearing import Hearing
from index.attribution.model.linear import Models, load_models
from index.attribution.parse.parsed import ParsedParagraph
from index.attribution.parse.parser import parse_paragraphs

MIN_CONFIDENCE = 0.35
"""Below this no name is shown; chosen on labelled development articles (docs/attribution.md)."""


def attribute_paragraphs(
    paragraphs: Sequence[Paragraph], nlp: Language, *, min_confidence: float = MIN_CONFIDENCE
) -> list[AttributedQuotation]:
    """The article's quotations and paraphrases, ordered by where they start; words of the reporter are left out.

    A speaker whose confidence is below `min_confidence` (0..1) is withheld: None, with the mention kept.
    """
    return attribute_parsed(parse_paragraphs(paragraphs, nlp), load_models(), min_confidence)


def attribute_parsed(
    article: Sequence[ParsedParagraph], models: Models, min_confidence: float
) -> list[AttributedQuotation]:
    """The same of paragraphs that are parsed already."""
    found = [*_heard(article, models, min_confidence), *_not_parsed(article)]
    return sorted(found, key=lambda quotation: quotation.content)


def _heard(article: Sequence[ParsedParagraph], models: Models, min_confidence: float) -> Iterator[AttributedQuotation]:
    hearing = Hearing(article, models)
    for heard in hearing.hear():
        confidence = models.confidence.probability(heard.features(hearing.stage)) if heard.speaker else 0.0
        yield assemble(article, heard, hearing.roles, confidence, min_confidence)


def _not_parsed(article: Sequence[ParsedParagraph]) -> Iterator[AttributedQuotation]:
    for parsed in article:
        for region in range(len(parsed.regions)):
            if not parsed.is_parsed(region):
                yield unheard(parsed, region)
