"""The interchange form of labelled corpora, one JSON object a line: documents come in, their quotes go out.

    {"doc_id": "…", "text": "…"}  ->  {"doc_id": "…", "quotes": [{"start", "end", "content_type", "speaker",
                                       "speaker_span": [start, end]|null, "cue": [start, end]|null}]}

The one place where these field names stand. Offsets are half-open characters of the text as given.
"""

import json
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from functools import cache

from pydantic import InstanceOf, TypeAdapter, ValidationError

from index.attribution.attributed import AttributedQuotation, Span
from index.attribution.bare_text import bare_paragraphs
from index.attribution.load import Engine
from index.errors import DocumentError
from index.passage import QuotationKind

MAX_TEXT_BYTES = 20_000_000
# A text at its limit with every character escaped takes six bytes for one; the rest is for other fields.
MAX_LINE_BYTES = 128_000_000


@dataclass(frozen=True, slots=True)
class Document:
    """A text and the name that its quotes go back under; half surrogate pairs, which JSON can hold, are kept."""

    doc_id: InstanceOf[str]
    text: InstanceOf[str]


@dataclass(frozen=True, slots=True)
class Quote:
    """A quotation of the document.

    `speaker` is None where the document does not settle who speaks; `speaker_span`, the words that point at the
    speaker, is kept either way.
    """

    start: int
    end: int
    content_type: QuotationKind
    speaker: str | None
    speaker_span: tuple[int, int] | None
    cue: tuple[int, int] | None


def parse_document(line: bytes) -> Document:
    """The document on the line; fields that are not asked for are passed over.

    :raises DocumentError: where there is none, saying what is wrong and what to do.
    """
    if len(line) > MAX_LINE_BYTES:
        raise DocumentError(f"longer than {MAX_LINE_BYTES:,} bytes, a line at most; split the document")
    document = _checked(_parse_json(line))
    n_bytes = len(document.text.encode("utf-8", "surrogatepass"))
    if n_bytes > MAX_TEXT_BYTES:
        raise DocumentError(f"'text' has {n_bytes:,} bytes, a text at most {MAX_TEXT_BYTES:,}; split it")
    return document


def quotes_of(text: str, engine: Engine) -> list[Quote]:
    """The text's quotes, ordered by where they start."""
    return [quote_of(quotation) for quotation in engine(bare_paragraphs(text))]


def quote_of(quotation: AttributedQuotation) -> Quote:
    """The quotation in the interchange form."""
    return Quote(
        start=quotation.content.start_char,
        end=quotation.content.end_char,
        content_type=quotation.kind,
        speaker=quotation.speaker,
        speaker_span=_offsets(quotation.speaker_mention),
        cue=_offsets(quotation.cue),
    )


def quotes_line(doc_id: str, quotes: Sequence[Quote]) -> bytes:
    """The document's quotes as one line of JSON in UTF-8, with its line end."""
    record = {"doc_id": doc_id, "quotes": [asdict(quote) for quote in quotes]}
    # Half a surrogate pair has no UTF-8, but the escape that replaces it, \udc00, is the one of JSON.
    return (json.dumps(record, ensure_ascii=False) + "\n").encode("utf-8", "backslashreplace")


def _parse_json(line: bytes) -> object:
    try:
        return json.loads(line.decode("utf-8").rstrip("\r\n"))
    except UnicodeDecodeError as error:
        raise DocumentError(f"not UTF-8 text (byte {error.start} does not fit); write it as UTF-8") from error
    except json.JSONDecodeError as error:
        raise DocumentError(f"not JSON ({error.msg}, column {error.colno}); mend or remove it") from error
    except (ValueError, RecursionError) as error:  # a number too long, or brackets too deep, to be read
        raise DocumentError("not JSON that can be read (a number too long or nested too deep); mend it") from error


def _checked(record: object) -> Document:
    if not isinstance(record, dict):
        raise DocumentError('not a JSON object; give {"doc_id": "…", "text": "…"}')
    try:
        document = _document_adapter().validate_python(record)
    except ValidationError as error:
        first = error.errors(include_url=False, include_input=False)[0]
        fault = "is missing" if first["type"] == "missing" else "is not a string"
        raise DocumentError(f"'{first['loc'][0]}' {fault}; mend the line") from error
    for field, value in (("doc_id", document.doc_id), ("text", document.text)):
        if not value.strip():
            raise DocumentError(f"'{field}' is empty; mend or remove the line")
    return document


@cache
def _document_adapter() -> TypeAdapter[Document]:
    return TypeAdapter(Document)


def _offsets(span: Span | None) -> tuple[int, int] | None:
    return (span.start_char, span.end_char) if span else None
