"""The files of a report: opened before anything is asked, each written by itself when all is done."""

import os
import sys
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import ExitStack, contextmanager
from pathlib import Path

import click

from index.errors import QueryError
from index.files import open_atomically

STDOUT = Path("-")
STDOUT_NAME = "standard output"

Write = Callable[[Iterable[str]], None]
"""Takes a whole text in pieces.

:raises QueryError: where it cannot be written; nothing is left of it then.
"""


@contextmanager
def opened_files(files: Mapping[str, Path]) -> Iterator[dict[str, Write]]:
    """What writes to each file, `-` being stdout; a file that is not written when the block ends stays as it was.

    :raises QueryError: where one cannot be opened.
    """
    with ExitStack() as unwritten:
        yield {form: _opened(path, unwritten) for form, path in files.items()}


def refuse_clashes(files: Mapping[str, Path], kept: Mapping[Path, str]) -> None:
    """Nothing is written over a file that is read, or over another one of the same report.

    :param kept: the files that are read, and what each of them holds.
    :raises QueryError: on the first that would be.
    """
    seen = {path.resolve(): what for path, what in kept.items()}
    for form, path in files.items():
        place = path if path == STDOUT else path.resolve()
        if place in seen:
            raise QueryError(f"--{form} {path} is where {seen[place]} stand; name another file")
        seen[place] = f"the lines of --{form}"


def print_text(text: str, *, is_on_stderr: bool = False) -> None:
    """Print the text as it is; a reader who has gone away wants no more of it.

    :raises QueryError: where it cannot be printed.
    """
    stream = sys.stderr if is_on_stderr else sys.stdout
    try:
        click.echo(text, file=stream, nl=False, color=True)
    except BrokenPipeError:
        # Python would try to print the rest when it ends.
        os.dup2(os.open(os.devnull, os.O_WRONLY), stream.fileno())
    except OSError as error:
        os.dup2(os.open(os.devnull, os.O_WRONLY), stream.fileno())
        raise QueryError(f"{STDOUT_NAME} cannot be written ({error.strerror}); name a file") from error


def _opened(path: Path, unwritten: ExitStack) -> Write:
    if path == STDOUT:
        return _opened_stdout()
    own = unwritten.enter_context(ExitStack())
    with _named(path):
        file = own.enter_context(open_atomically(path))

    def write(pieces: Iterable[str]) -> None:
        # A lone surrogate, which a passage file can smuggle in, is no reason to lose the report.
        with _named(path), own:
            file.writelines(piece.encode("utf-8", "replace") for piece in pieces)

    return write


def _opened_stdout() -> Write:
    if sys.stdout is None:
        raise QueryError(f"{STDOUT_NAME} is closed; name a file instead of -")

    def write(pieces: Iterable[str]) -> None:
        for piece in pieces:
            print_text(piece)

    return write


@contextmanager
def _named(path: Path) -> Iterator[None]:
    """A block whose faults of the file system name that path."""
    try:
        yield
    except OSError as error:
        raise QueryError(f"{path} cannot be written ({error.strerror}); name another file") from error
