"""The engine run over documents in this process, its time taken."""

from collections.abc import Iterable, Sequence
from dataclasses import asdict, dataclass
from time import perf_counter
from typing import Any, cast

from labelled import LabelledDocument, LabelledQuote, labelled_quote
from spacy.language import Language
from spacy.tokens import Doc

from index.attribution.attributed import AttributedQuotation
from index.attribution.bare_text import bare_paragraphs
from index.attribution.engine import attribute_paragraphs
from index.attribution.interchange import quote_of
from index.attribution.parse.parser import load_parser

Quotes = dict[str, tuple[LabelledQuote, ...]]
WARM_UP = "“It rains,” said Dagny Holt."


@dataclass(frozen=True, slots=True)
class Speed:
    """What was done in how many seconds, and how many of them the parser took; loading is not counted."""

    n_documents: int
    seconds: float
    seconds_parsing: float

    @property
    def documents_per_second(self) -> float:
        return self.n_documents / self.seconds

    @property
    def parsing_share(self) -> float:
        return self.seconds_parsing / self.seconds


@dataclass(frozen=True, slots=True)
class EngineRun:
    """The quotes by document, with the threshold and without one, and the speed of the former."""

    predictions: Quotes
    unthresholded: Quotes
    speed: Speed


class TimedParser:
    """A parser that counts its seconds, and parses no text twice in a row."""

    def __init__(self, parser: Language) -> None:
        self.seconds = 0.0
        self._parser = parser
        self._texts: list[str] = []
        self._docs: list[Doc] = []

    def pipe(self, texts: Iterable[str], **options: Any) -> list[Doc]:  # noqa: ANN401 - the parser's own
        """The texts' parses, in order."""
        texts = list(texts)
        if texts != self._texts:
            start = perf_counter()
            self._texts, self._docs = texts, list(self._parser.pipe(texts, **options))
            self.seconds += perf_counter() - start
        return self._docs

    def __getattr__(self, name: str) -> Any:  # noqa: ANN401 - whatever the parser has
        return getattr(self._parser, name)


def run_engine(documents: Sequence[LabelledDocument], min_confidence: float | None) -> EngineRun:
    """Attribute the documents, each parsed once; None is the shipped threshold."""
    parser = TimedParser(load_parser())
    nlp = cast(Language, parser)
    threshold = {} if min_confidence is None else {"min_confidence": min_confidence}
    no_threshold = {"min_confidence": 0.0}
    attribute_paragraphs(bare_paragraphs(WARM_UP), nlp)
    parser.seconds = seconds = 0.0
    predictions: Quotes = {}
    unthresholded: Quotes = {}
    for document in documents:
        start = perf_counter()
        paragraphs = bare_paragraphs(document.text)
        found = attribute_paragraphs(paragraphs, nlp, **threshold)
        seconds += perf_counter() - start
        predictions[document.doc_id] = _predicted(found)
        unthresholded[document.doc_id] = _predicted(attribute_paragraphs(paragraphs, nlp, **no_threshold))
    return EngineRun(predictions, unthresholded, Speed(len(documents), seconds, parser.seconds))


def _predicted(found: Iterable[AttributedQuotation]) -> tuple[LabelledQuote, ...]:
    return tuple(labelled_quote({**asdict(quote_of(item)), "confidence": item.confidence}) for item in found)
