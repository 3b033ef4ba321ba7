"""What a change leaves behind goes as soon as nobody reads it."""

import shutil
import time
from collections.abc import Callable, Iterator
from pathlib import Path

from index.errors import IndexFolderError, StillReadError
from index.store.generation import generation_path, read_generation
from index.store.lease import drop_unread, is_read, readers_of
from index.store.manifest import ENCODERS_FOLDER, GENERATIONS_FOLDER, SEGMENTS_FOLDER

LOOK_SECONDS = 0.05


def sweep(folder: Path, current: str) -> tuple[str, ...]:
    """Take away older generations that nobody reads, and whatever no generation that is left refers to.

    The writer lock must be held: what another build is writing refers to nothing yet either.

    :returns: what should have gone and is still there, a sentence each.
    """
    left = sweep_unfinished(folder, current)
    _, encoders = _referred_to(folder)
    return (*left, *_all_but(folder / ENCODERS_FOLDER, encoders))


def sweep_unfinished(folder: Path, current: str | None) -> tuple[str, ...]:
    """`sweep`, but for the encoders: a build makes its own before anything refers to it.

    :param current: None where the folder holds no index, so that all of it is what a first build left.
    """
    left: list[str] = []
    for path in _older(folder, current):
        left += _tried(drop_unread, path)
    segments, _ = _referred_to(folder)
    left += _all_but(folder / SEGMENTS_FOLDER, segments)
    # Formats before this one kept each generation in a folder of its own.
    earlier = [path for path in (folder / GENERATIONS_FOLDER).glob("*") if path.is_dir()]
    for path in [*earlier, *folder.glob(".partial-*"), *(folder / GENERATIONS_FOLDER).glob(".partial-*")]:
        left += _tried(_remove, path)
    return tuple(left)


def await_readers(
    folder: Path, current: str, wait_seconds: float, on_wait: Callable[[str], None] | None = None
) -> None:
    """Sweep until no older generation is left.

    :param on_wait: told once who is waited for, where somebody is.
    :raises StillReadError: where a reader holds one after so many seconds.
    :raises IndexFolderError: where something that nobody reads cannot be taken away.
    """
    deadline = time.monotonic() + wait_seconds
    sweep(folder, current)
    told = on_wait is None
    while held := [path for path in _older(folder, current) if is_read(path)]:
        readers = ", ".join(reader for path in held for reader in readers_of(path)) or "another process"
        if not told and on_wait is not None:
            on_wait(readers)
            told = True
        if time.monotonic() >= deadline:
            raise StillReadError(
                f"{readers} still reads an older state of {folder}, so that some of its files are still there; "
                "end it and run the command again"
            )
        time.sleep(LOOK_SECONDS)
        sweep(folder, current)
    left = sweep(folder, current)
    if left:
        raise IndexFolderError(f"{left[0]}; take it away and run the command again")


def _older(folder: Path, current: str | None) -> Iterator[Path]:
    paths = sorted((folder / GENERATIONS_FOLDER).glob("*.json"))
    return (path for path in paths if current is None or path != generation_path(folder, current))


def _referred_to(folder: Path) -> tuple[set[str], set[str]]:
    """The names of the segments and encoders that some generation has."""
    segments, encoders = set(), set()
    for path in (folder / GENERATIONS_FOLDER).glob("*.json"):
        try:
            generation = read_generation(path.read_bytes(), path)
        except IndexFolderError:
            continue  # damaged: nobody can open it
        segments |= {segment.name for segment in generation.segments}
        encoders.add(generation.encoder)
    return segments, encoders


def _all_but(folder: Path, names: set[str]) -> Iterator[str]:
    """Take away all entries of the folder but these; what is still there, a sentence each."""
    for entry in list(folder.iterdir()) if folder.is_dir() else ():
        if entry.name not in names:
            yield from _tried(_remove, entry)


def _remove(path: Path) -> None:
    if path.is_dir() and not path.is_symlink():
        shutil.rmtree(path)
    else:
        path.unlink(missing_ok=True)


def _tried(remove: Callable[[Path], object], path: Path) -> Iterator[str]:
    try:
        remove(path)
    except OSError as error:
        yield f"{error.filename or path} is of no use and cannot be removed ({error.strerror})"
