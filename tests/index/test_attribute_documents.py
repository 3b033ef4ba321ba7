"""Lines of documents -> lines of quotes, with an engine of no wits but of known answers."""

import json
import os
from collections.abc import Sequence
from pathlib import Path

import pytest

from index import attribute_documents as module
from index.article import Paragraph
from index.attribute_documents import DocumentLine, LineOfQuotes, attribute_documents, read_document_lines
from index.attribution.attributed import AttributedQuotation, Span
from index.attribution.load import Engine
from index.errors import DocumentError


def load_fake(min_confidence: float | None) -> Engine:
    """An engine that takes each paragraph for a quotation, with the threshold for its confidence."""

    def engine(paragraphs: Sequence[Paragraph]) -> list[AttributedQuotation]:
        if any("poison" in p.text for p in paragraphs):
            os._exit(9)
        if any("bug" in p.text for p in paragraphs):
            raise ValueError("a bug")
        speaker = f"at {min_confidence}"
        return [
            AttributedQuotation("direct", Span(p.start_char, p.end_char), None, None, speaker, None, "subject", 1.0)
            for p in paragraphs
        ]

    return engine


def document(number: int, text: str) -> DocumentLine:
    return DocumentLine(number, json.dumps({"doc_id": f"d{number}", "text": text}).encode())


def quotes(number: int, *spans: tuple[int, int], speaker: str = "at None") -> LineOfQuotes:
    found = [
        f'{{"start": {start}, "end": {end}, "content_type": "direct", "speaker": "{speaker}", '
        '"speaker_span": null, "cue": null}'
        for start, end in spans
    ]
    return LineOfQuotes(number, f'{{"doc_id": "d{number}", "quotes": [{", ".join(found)}]}}\n'.encode())


BUG = "the document could not be attributed (ValueError: a bug); report it or remove it"


@pytest.mark.parametrize("n_jobs", [1, 2])
def test_each_line_gets_its_quotes_or_its_fault_in_order(n_jobs: int) -> None:
    lines = [document(1, "Go.\n Stay."), DocumentLine(3, b"[]"), document(4, "bug"), document(9, "Go.")]
    assert list(attribute_documents(lines, n_jobs=n_jobs, load=load_fake)) == [
        quotes(1, (0, 3), (5, 10)),
        LineOfQuotes(3, None, 'not a JSON object; give {"doc_id": "…", "text": "…"}'),
        LineOfQuotes(4, None, BUG),
        quotes(9, (0, 3)),
    ]


@pytest.mark.parametrize("n_jobs", [1, 2])
def test_the_threshold_reaches_the_engine(n_jobs: int) -> None:
    done = attribute_documents([document(1, "Go.")], n_jobs=n_jobs, min_confidence=0.25, load=load_fake)
    assert list(done) == [quotes(1, (0, 3), speaker="at 0.25")]


def test_a_document_that_ends_its_process_is_named_and_the_others_go_on() -> None:
    lines = [document(1, "Go."), document(2, "poison"), document(3, "Stay.")]
    assert list(attribute_documents(lines, n_jobs=2, load=load_fake)) == [
        quotes(1, (0, 3)),
        LineOfQuotes(
            2, None, "the process died over the document, as it does for want of memory; split it or give fewer --jobs"
        ),
        quotes(3, (0, 5)),
    ]


def test_lines_are_numbered_and_blank_ones_passed_over(tmp_path: Path) -> None:
    (tmp_path / "d.jsonl").write_bytes(b"\xef\xbb\xbf{}\r\n\n \t\r\n{\xe2\x80\xa8}\n[]")
    assert list(read_document_lines(str(tmp_path / "d.jsonl"))) == [
        DocumentLine(1, b"{}\r\n"),
        DocumentLine(4, b"{\xe2\x80\xa8}\n"),
        DocumentLine(5, b"[]"),
    ]


def test_of_a_line_too_long_only_the_beginning_is_kept(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "MAX_LINE_BYTES", 4)
    (tmp_path / "d.jsonl").write_bytes(b"abc\nabcd\nabcdefghijkl\nab\nabcde")
    assert [(line.number, line.content) for line in read_document_lines(str(tmp_path / "d.jsonl"))] == [
        (1, b"abc\n"),
        (2, b"abcd\n"),
        (3, b"abcde"),
        (4, b"ab\n"),
        (5, b"abcde"),
    ]


def test_a_file_that_is_none_is_said_at_once(tmp_path: Path) -> None:
    with pytest.raises(DocumentError, match=r"^no file of documents at none\.jsonl; check the path$"):
        read_document_lines("none.jsonl")
    with pytest.raises(DocumentError, match=r"is a folder; give a file of JSON lines$"):
        read_document_lines(str(tmp_path))
