"""What a folder of articles holds at one moment, told from its entries alone."""

import os
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path, PurePosixPath

from index.errors import ArticleError
from index.reading.source import MAX_FILE_NAME_BYTES, METADATA_SUFFIX, TEXT_SUFFIXES, SourceFile, article_id

Stamp = tuple[int, int, int]
"""Time of change in ns, size and inode of a file, which tell that it is another one."""


@dataclass(frozen=True, slots=True)
class SeenArticle:
    """An article's file with its stamp and that of its metadata, None where it has none."""

    source: SourceFile
    stamp: Stamp
    metadata_stamp: Stamp | None


@dataclass(frozen=True, slots=True)
class FolderLook:
    """The articles of a folder by id, and why files of it are none, a sentence each.

    The ids in `disputed` are of several files: which of them is the article cannot be known.
    """

    articles: dict[str, SeenArticle]
    disputed: frozenset[str]
    faults: tuple[str, ...]


def look_at(folder: Path, *, apart_from: Path | None = None) -> FolderLook:
    """What the folder and those below it hold, as `find_sources` would find it.

    :param apart_from: a folder below it whose files are no articles.
    :raises ArticleError: where the folder cannot be read or holds no article: one that is not mounted looks so.
    """
    stamps = _stamps(folder, None if apart_from is None else apart_from.resolve())
    found: dict[str, SeenArticle] = {}
    disputed: dict[str, str] = {}
    faults: list[str] = []
    for path, stamp in sorted(stamps.items()):
        if path.name.endswith(METADATA_SUFFIX):
            continue
        try:
            source = SourceFile(path, _id_of(path, folder))
        except ArticleError as fault:
            faults.append(str(fault))
            continue
        first = found.setdefault(source.article_id, SeenArticle(source, stamp, stamps.get(source.metadata_path)))
        if first.source.path != path:
            both = f"{first.source.path} and {path} would both be the article '{source.article_id}'"
            disputed.setdefault(source.article_id, f"{both}; rename one")
    if not found:
        raise ArticleError(f"{folder} holds no article; put {', '.join(TEXT_SUFFIXES)} files there")
    return FolderLook(found, frozenset(disputed), (*faults, *disputed.values()))


def _stamps(folder: Path, apart_from: Path | None) -> dict[Path, Stamp]:
    """The stamps of all files that may be articles or metadata."""
    found: dict[Path, Stamp] = {}
    waiting = [folder]
    while waiting:
        current = waiting.pop()
        if apart_from is not None and current.resolve() == apart_from:
            continue
        try:
            with os.scandir(current) as entries:
                for entry in entries:
                    if entry.is_dir(follow_symlinks=False):
                        waiting.append(Path(entry.path))
                    elif _may_count(entry.name):
                        found.update(_stamp(entry))
        except FileNotFoundError as error:
            if current == folder:
                raise ArticleError(f"no articles at {folder}; check the path") from error
        except OSError as error:
            raise ArticleError(f"{current} cannot be read: {error.strerror}; check the path") from error
    return found


def _may_count(name: str) -> bool:
    suffix = PurePosixPath(name).suffix.lower()
    return not name.startswith(".") and (suffix in TEXT_SUFFIXES or name.endswith(METADATA_SUFFIX))


def _stamp(entry: "os.DirEntry[str]") -> Iterator[tuple[Path, Stamp]]:
    """The file's stamp; nothing where it is none, or is gone meanwhile."""
    try:
        if entry.is_file():
            found = entry.stat()
            yield Path(entry.path), (found.st_mtime_ns, found.st_size, found.st_ino)
    except FileNotFoundError:
        return


def _id_of(path: Path, folder: Path) -> str:
    try:
        found = article_id(path.relative_to(folder))
    except UnicodeEncodeError as error:
        raise ArticleError(f"{str(path)!a}: the name is not UTF-8, so it can be no article's id; rename it") from error
    if any(len(part) > MAX_FILE_NAME_BYTES for part in found.split("/")):
        raise ArticleError(f"{path}: the name is too long to be an article's id; shorten it")
    return found
