"""Documents, a line of JSON each -> their quotes, a line of JSON each: streaming, in order, past what is bad."""

import io
import sys
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import BinaryIO

from index.attribution.interchange import MAX_LINE_BYTES, parse_document, quotes_line, quotes_of
from index.attribution.load import Engine, load_engine
from index.errors import DocumentError
from index.processes import map_in_processes

STDIN = "-"
BYTE_ORDER_MARK = b"\xef\xbb\xbf"


@dataclass(frozen=True, slots=True)
class DocumentLine:
    """A line of the file of documents and its number, from 1."""

    number: int
    content: bytes


@dataclass(frozen=True, slots=True)
class LineOfQuotes:
    """What became of the line with that number: a line of quotes, or why there is none and what to do next."""

    number: int
    quotes: bytes | None
    fault: str | None = None


def read_document_lines(name: str) -> Iterator[DocumentLine]:
    """The file's lines that are not blank, each read when it is asked for; `-` is standard input.

    Of a line that is too long only as much is kept as shows it.

    :raises DocumentError: at once where there is no such file, later where it cannot be opened or read on.
    """
    if name == STDIN and sys.stdin is None:
        raise DocumentError("standard input is closed; give a file of documents")
    if name != STDIN and not Path(name).exists():
        raise DocumentError(f"no file of documents at {name}; check the path")
    if name != STDIN and Path(name).is_dir():
        raise DocumentError(f"{name} is a folder; give a file of JSON lines")
    return _lines(name)


def attribute_documents(
    lines: Iterable[DocumentLine],
    *,
    n_jobs: int,
    min_confidence: float | None = None,
    load: Callable[[float | None], Engine] = load_engine,
) -> Iterator[LineOfQuotes]:
    """What becomes of each line, in order, each as soon as it and those before it are done.

    Neither a line without a document nor a document that the engine fails on holds up the others.

    :param n_jobs: with 1 no process is started; with more, each has an engine, and one that dies is replaced.
    :param min_confidence: 0..1; below it the speaker is withheld. None is the engine's own threshold.
    :raises ModelError: when the parser is not installed.
    """
    load_attributing = partial(_load_attributing, load, min_confidence)
    if n_jobs > 1:
        return map_in_processes(load_attributing, lines, n_processes=n_jobs, on_death=_died)
    return map(load_attributing(), lines)


def _load_attributing(
    load: Callable[[float | None], Engine], min_confidence: float | None
) -> Callable[[DocumentLine], LineOfQuotes]:
    return partial(_attribute_line, load(min_confidence))


def _attribute_line(engine: Engine, line: DocumentLine) -> LineOfQuotes:
    try:
        document = parse_document(line.content)
        return LineOfQuotes(line.number, quotes_line(document.doc_id, quotes_of(document.text, engine)))
    except DocumentError as error:
        return LineOfQuotes(line.number, None, str(error))
    except Exception as error:  # a bug, or no memory: it must not cost the others their answer
        what = " ".join(f"{type(error).__name__}: {error}".split()).rstrip(":")
        return LineOfQuotes(line.number, None, f"the document could not be attributed ({what}); report it or remove it")


def _died(line: DocumentLine) -> LineOfQuotes:
    fault = "the process died over the document, as it does for want of memory; split it or give fewer --jobs"
    return LineOfQuotes(line.number, None, fault)


def _lines(name: str) -> Iterator[DocumentLine]:
    try:
        with _open(name) as file:
            for number, content in enumerate(iter(lambda: file.readline(MAX_LINE_BYTES + 1), b""), 1):
                if len(content) > MAX_LINE_BYTES:
                    _skip_line(file, content)
                line = content.removeprefix(BYTE_ORDER_MARK) if number == 1 else content
                if line.strip():
                    yield DocumentLine(number, line)
    except OSError as error:
        where = "standard input" if name == STDIN else name
        raise DocumentError(f"{where} cannot be read: {error.strerror}; give a file of JSON lines") from error


def _open(name: str) -> BinaryIO:
    if name != STDIN:
        return Path(name).open("rb")
    # Not sys.stdin: its lock, held by a thread that waits for input, would block the end of an interrupted command.
    try:
        return open(sys.stdin.fileno(), "rb", closefd=False)
    except io.UnsupportedOperation:
        return sys.stdin.buffer


def _skip_line(file: BinaryIO, beginning: bytes) -> None:
    rest = beginning
    while rest and not rest.endswith(b"\n"):
        rest = file.readline(MAX_LINE_BYTES)
