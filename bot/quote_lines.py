"""The lines that `onrecord attribute` writes, as they come, and what it says of the bad ones."""

import os
import sys
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager, nullcontext
from pathlib import Path

from bot.progress import progress_bar, say_past_bars
from index.attribute_documents import LineOfQuotes
from index.errors import DocumentError
from index.files import open_atomically

EXIT_ERROR = 1


def write_quotes(
    done: Iterator[LineOfQuotes], write: Callable[[bytes], object], name: str, *, shows_progress: bool
) -> tuple[int, int]:
    """Write each line as it comes and say which are bad; the numbers of all and of the bad."""
    n_done = n_bad = 0
    # On a terminal the lines themselves show how far it is, and a bar would come between them.
    bar: AbstractContextManager[Callable[..., None]] = nullcontext(_advance_nothing)
    if shows_progress:
        bar = progress_bar("attributing", "document")
    with bar as advance:
        for line in done:
            n_done += 1
            if line.quotes is None:
                n_bad += 1
                say_past_bars(f"error: line {line.number} of {name}: {line.fault}")
            else:
                write(line.quotes)
            advance(1)
    return n_done, n_bad


def _advance_nothing(_: int) -> None:
    """What a bar that is not shown does."""


@contextmanager
def line_writer(output: Path | None) -> Iterator[Callable[[bytes], object]]:
    """A function that writes a line: to the file, which appears when all is written, or at once to standard output."""
    if output is None and sys.stdout is None:
        raise DocumentError("standard output is closed; give a file with -o")
    try:
        if output is None:
            yield _write_to_stdout
            return
        with open_atomically(output) as file:
            yield file.write
    except BrokenPipeError:
        # Whoever read has enough. What is still to be flushed at the end goes nowhere.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        sys.exit(EXIT_ERROR)
    except OSError as error:
        where = output or "standard output"
        raise DocumentError(f"{where} cannot be written: {error.strerror}; choose another with -o") from error


def _write_to_stdout(line: bytes) -> None:
    sys.stdout.buffer.write(line)
    sys.stdout.buffer.flush()
