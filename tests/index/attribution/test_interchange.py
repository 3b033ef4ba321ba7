"""The interchange form: what is a document, and quotes as corpora label them."""

import json
from collections.abc import Sequence

import pytest
from spacy.language import Language

from index.article import Paragraph
from index.attribution import interchange
from index.attribution.attributed import AttributedQuotation, Span
from index.attribution.engine import attribute_paragraphs
from index.attribution.interchange import Document, Quote, parse_document, quotes_line, quotes_of
from index.errors import DocumentError


def line_of(record: object) -> bytes:
    return json.dumps(record).encode()


def test_a_document_is_its_id_and_its_text_as_given() -> None:
    line = line_of({"text": "\r\nA \ud800b\u2028", "year": 2023, "doc_id": "ferry/1"})
    assert parse_document(line) == Document("ferry/1", "\r\nA \ud800b\u2028")


@pytest.mark.parametrize(
    ("line", "fault"),
    [
        (b"{", "not JSON (Expecting property name enclosed in double quotes, column 2); mend or remove it"),
        (b"\xff", "not UTF-8 text (byte 0 does not fit); write it as UTF-8"),
        (b"[" * 100_000, "not JSON that can be read (a number too long or nested too deep); mend it"),
        (b"9" * 5_000, "not JSON that can be read (a number too long or nested too deep); mend it"),
        (b'["a", "b"]', 'not a JSON object; give {"doc_id": "…", "text": "…"}'),
        (b'{"text": "x"}', "'doc_id' is missing; mend the line"),
        (b'{"doc_id": 1, "text": "x"}', "'doc_id' is not a string; mend the line"),
        (b'{"doc_id": "a", "text": null}', "'text' is not a string; mend the line"),
        (b'{"doc_id": "", "text": "x"}', "'doc_id' is empty; mend or remove the line"),
        (b'{"doc_id": "a", "text": "\\n "}', "'text' is empty; mend or remove the line"),
    ],
)
def test_what_is_no_document_is_said_in_a_sentence(line: bytes, fault: str) -> None:
    with pytest.raises(DocumentError) as raised:
        parse_document(line)
    assert str(raised.value) == fault


def test_a_text_is_measured_in_bytes_of_utf_8(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(interchange, "MAX_TEXT_BYTES", 6)
    assert parse_document(line_of({"doc_id": "a", "text": "øøø"})).text == "øøø"
    with pytest.raises(DocumentError, match="^'text' has 7 bytes, a text at most 6; split it$"):
        parse_document(line_of({"doc_id": "a", "text": "øøøx"}))


def test_a_line_too_long_is_not_even_parsed(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(interchange, "MAX_LINE_BYTES", 9)
    with pytest.raises(DocumentError, match="^longer than 9 bytes, a line at most; split the document$"):
        parse_document(b'{"doc_id": ')


def test_quotes_are_the_engines_on_the_texts_paragraphs() -> None:
    def engine(paragraphs: Sequence[Paragraph]) -> list[AttributedQuotation]:
        assert [(p.text, p.start_char) for p in paragraphs] == [("“Go,” she said.", 1)]
        return [
            AttributedQuotation("direct", Span(1, 6), Span(11, 15), Span(7, 10), None, None, "pronoun", 0.3),
            AttributedQuotation("indirect", Span(7, 16), None, None, "Bo Ek", "pilot", "subject", 0.9),
        ]

    assert quotes_of("\n“Go,” she said.", engine) == [
        Quote(1, 6, "direct", None, (7, 10), (11, 15)),
        Quote(7, 16, "indirect", "Bo Ek", None, None),
    ]


def test_a_line_of_quotes_is_json_in_utf_8() -> None:
    assert quotes_line("a", []) == b'{"doc_id": "a", "quotes": []}\n'
    assert (
        quotes_line("\u00f8\udc00", [Quote(0, 5, "mixed", "B\u00f8\ud800", (6, 8), None)])
        == (
            '{"doc_id": "ø\\udc00", "quotes": [{"start": 0, "end": 5, "content_type": "mixed", "speaker": "Bø\\ud800", '
            '"speaker_span": [6, 8], "cue": null}]}\n'
        ).encode()
    )


def test_offsets_count_the_characters_of_the_text_as_given(nlp: Language) -> None:
    text = (
        "\r\n\r\n\tFerry Sails\r\n\r\n\t\U0001f600 “The harbour will stay open,” said Dagny Holt, the harbour "
        'master.\u2028"No \ud800 one," said Bo Ek.\rIt rained.\n\n“It rains,” they said.'
    )
    quotes = quotes_of(text, lambda paragraphs: attribute_paragraphs(paragraphs, nlp))
    assert [(text[q.start : q.end], q.content_type, q.speaker) for q in quotes] == [
        ("“The harbour will stay open,”", "direct", "Dagny Holt"),
        ('"No \ud800 one,"', "direct", "Bo Ek"),
        ("“It rains,”", "direct", None),
    ]
    assert [text[slice(*q.speaker_span)] for q in quotes if q.speaker_span] == ["Dagny Holt", "Bo Ek", "they"]
    assert [text[slice(*q.cue)] for q in quotes if q.cue] == ["said", "said", "said"]
