"""An article's own files: the original that it was read from, with its metadata, and its canonical text."""

from collections.abc import Iterable, Iterator
from pathlib import Path, PurePath
from urllib.parse import unquote

from index.errors import ArticleError, VerbatimError
from index.files import sync_folder
from index.reading.source import TEXT_SUFFIXES, SourceFile, article_id
from index.store.article_texts import text_path

LEFTOVERS = ".partial-*"
"""What a killed process leaves of a file that it was writing."""


def originals_of(wanted: str, articles: Path, texts: Path) -> list[SourceFile]:
    """The files below the folder of articles that are the article of that id; several where they differ in suffix.

    :param texts: the folder of canonical texts, whose files are no articles should it lie below the other.
    """
    parts = unquote(wanted).split("/")
    if any(part in ("", ".", "..") or "\0" in part for part in parts):
        return []
    folder = articles.joinpath(*parts[:-1])
    if not folder.is_dir() or texts.resolve() in [folder.resolve(), *folder.resolve().parents]:
        return []
    found = []
    for path in sorted(folder.iterdir()):
        if is_original(path) and id_of(path, articles) == wanted:
            found.append(SourceFile(path, wanted))
    return found


def is_original(path: Path) -> bool:
    """Whether the name is that of an article's file, be it there or gone."""
    return path.suffix.lower() in TEXT_SUFFIXES and not path.name.startswith(".") and not path.is_dir()


def id_of(path: Path, articles: Path) -> str | None:
    """The id of the article in that file, which need not be there; None where the name can be no id.

    Below the folder of articles it is the path from there; a file elsewhere was read by its name.
    """
    folder = articles.resolve()
    place = path.parent.resolve() / path.name
    relative = place.relative_to(folder) if folder in place.parents else PurePath(path.name)
    try:
        return article_id(relative)
    except UnicodeEncodeError:
        return None


def drop_originals(sources: Iterable[SourceFile]) -> Iterator[Path]:
    """Take away the files and their metadata, these first, and what a link leads to; the files that are gone."""
    for source in sources:
        for path in (source.metadata_path, source.path):
            yield from drop_file(path)


def drop_text(texts: Path, wanted: str) -> Iterator[Path]:
    """Take away the article's canonical text, and folders of its id that are empty then; the files that are gone."""
    try:
        path = text_path(texts, wanted)
    except VerbatimError:
        return  # no file can have its name
    yield from drop_file(path)
    for folder in path.parents:
        if folder == texts or not _is_dropped(folder):
            break


def drop_leftovers(passages_path: Path, texts: Path) -> Iterator[Path]:
    """Take away what killed processes left unfinished of passage file and canonical texts; the files that are gone."""
    beside = passages_path.resolve().parent
    found = {*beside.glob(LEFTOVERS), *(texts.rglob(LEFTOVERS) if texts.is_dir() else ())}
    for path in sorted(found):
        if not path.is_dir():
            yield from drop_file(path)


def drop_file(path: Path) -> Iterator[Path]:
    """Take away the file, first the one that it leads to where it is a link; the files that are gone.

    :raises ArticleError: where it cannot be taken away.
    """
    try:
        targets = [path.resolve(), path] if path.is_symlink() else [path]
        for target in targets:
            if target.is_symlink() or target.is_file():
                target.unlink()
                sync_folder(target.parent)
                yield target
    except OSError as error:
        where = error.filename or path
        raise ArticleError(f"{where} cannot be removed: {error.strerror}; free it and run the command again") from error


def _is_dropped(folder: Path) -> bool:
    try:
        folder.rmdir()
    except OSError:
        return False
    return True
