"""The files of a report: opened before anything is asked, written when all is done."""

import sys
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import ExitStack, contextmanager
from pathlib import Path

import click

from index.errors import QueryError
from index.files import open_atomically

STDOUT = Path("-")

Write = Callable[[Iterable[str]], None]
"""Takes a text in pieces."""


@contextmanager
def opened_files(files: Mapping[str, Path]) -> Iterator[dict[str, Write]]:
    """What writes to each file, `-` being stdout; the files appear when the block ends, and not at all when it raises.

    :raises QueryError: where one cannot be written.
    """
    try:
        with ExitStack() as opened:
            yield {form: opened.enter_context(_opened(path)) for form, path in files.items()}
    except OSError as error:
        raise QueryError(f"{error.filename} cannot be written ({error.strerror}); name another file") from error


def refuse_clashes(files: Mapping[str, Path], kept: Path) -> None:
    """Nothing is written over a file that is read, or over another one of the same report.

    :raises QueryError: on the first that would be.
    """
    seen: dict[Path, str] = {kept.resolve(): "the questions"}
    for form, path in files.items():
        place = path if path == STDOUT else path.resolve()
        if place in seen:
            raise QueryError(f"--{form} {path} is where {seen[place]} stand; name another file")
        seen[place] = f"what --{form} writes" if path != STDOUT else f"the lines of --{form}"


@contextmanager
def _opened(path: Path) -> Iterator[Write]:
    if path == STDOUT:
        yield _print
        return
    with open_atomically(path) as file:

        def write(pieces: Iterable[str]) -> None:
            # A lone surrogate, which a passage file can smuggle in, is no reason to lose the report.
            file.writelines(piece.encode("utf-8", "replace") for piece in pieces)

        yield write


def _print(pieces: Iterable[str]) -> None:
    for piece in pieces:
        click.echo(piece, file=sys.stdout, nl=False, color=True)
