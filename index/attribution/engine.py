"""Who said what in an article: quotations found, their speakers chosen among candidates, names and roles resolved."""

from collections.abc import Sequence

from spacy.language import Language

from index.article import Paragraph
from index.attribution.attributed import AttributedQuotation
from index.attribution.hearing import Hearing
from index.attribution.parser import parse_paragraphs


def attribute_paragraphs(paragraphs: Sequence[Paragraph], nlp: Language) -> list[AttributedQuotation]:
    """The article's quotations and paraphrases, ordered by where they start; words of the reporter are left out."""
    hearing = Hearing(parse_paragraphs(paragraphs, nlp))
    found = [quotation for number in range(len(hearing.article)) for quotation in hearing.hear(number)]
    return sorted(found, key=lambda quotation: quotation.content)
