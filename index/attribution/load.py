"""The engine with its parser, ready to be called."""

from collections.abc import Callable, Sequence

from index.article import Paragraph
from index.attribution.attributed import AttributedQuotation
from index.attribution.engine import attribute_paragraphs
from index.attribution.parse.parser import load_parser

Engine = Callable[[Sequence[Paragraph]], list[AttributedQuotation]]
"""An article's paragraphs -> its quotations and paraphrases, ordered by where they start."""


def load_engine(min_confidence: float | None = None) -> Engine:
    """The engine, its parser loaded.

    :param min_confidence: 0..1; below it the speaker is withheld. None is the engine's own threshold.
    :raises ModelError: when the parser is not installed.
    """
    parser = load_parser()
    threshold = {} if min_confidence is None else {"min_confidence": min_confidence}
    return lambda paragraphs: attribute_paragraphs(paragraphs, parser, **threshold)
