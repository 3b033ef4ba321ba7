"""Which files are articles, and the id that each article keeps whenever it is read again."""

import logging
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path, PurePath
from urllib.parse import quote

from index.errors import ArticleError

logger = logging.getLogger(__name__)

METADATA_SUFFIX = ".meta.yaml"
TEXT_SUFFIXES = (".txt", ".md", ".markdown")
MAX_ARTICLE_BYTES = 20_000_000
MAX_FILE_NAME_BYTES = 240


@dataclass(frozen=True, slots=True)
class SourceFile:
    """A file that holds an article, and the article's id."""

    path: Path
    article_id: str

    @property
    def metadata_path(self) -> Path:
        return self.path.with_name(f"{self.path.stem}{METADATA_SUFFIX}")


def find_sources(paths: Iterable[Path], *, apart_from: Path | None = None) -> list[SourceFile]:
    """The articles' files: each file named, and those below each folder named, in order of their ids.

    :param apart_from: a folder whose files are none: the canonical texts may lie below a folder that is read.
    :raises ArticleError: where a path is missing, a folder holds no article, or two articles have one id.
    """
    by_id: dict[str, SourceFile] = {}
    for path in paths:
        for source in _sources_at(path, apart_from):
            first = by_id.setdefault(source.article_id, source)
            if first.path.resolve() != source.path.resolve():
                raise ArticleError(
                    f"{first.path} and {source.path} would both be the article '{source.article_id}'; rename one"
                )
    return [by_id[article_id] for article_id in sorted(by_id)]


def read_bytes(path: Path) -> bytes:
    """The file's bytes.

    :raises ArticleError: where it cannot be read or is larger than an article may be.
    """
    try:
        size = path.stat().st_size
        if size > MAX_ARTICLE_BYTES:
            raise ArticleError(f"{path} has {size:,} bytes, an article at most {MAX_ARTICLE_BYTES:,}; split it")
        return path.read_bytes()
    except OSError as error:
        raise ArticleError(f"{path} cannot be read: {error.strerror}") from error


def article_id(relative_path: PurePath) -> str:
    """The path without its extension, percent-encoded."""
    return quote(relative_path.with_suffix("").as_posix())


def _sources_at(path: Path, apart_from: Path | None) -> Iterator[SourceFile]:
    if path.is_dir():
        found = sorted(p for p in path.rglob("*") if _is_article(p) and not _is_below(p, apart_from))
        _report_stray_metadata(path, found)
        if not found:
            raise ArticleError(f"{path} holds no article; put {', '.join(TEXT_SUFFIXES)} files there")
        for file in found:
            yield _source(file, file.relative_to(path))
    elif not path.exists():
        raise ArticleError(f"no article at {path}; check the path")
    elif not path.is_file():
        raise ArticleError(f"{path} is no file; give files, folders, or - for standard input")
    elif path.suffix.lower() not in TEXT_SUFFIXES:
        raise ArticleError(f"{path} is not of a kind that can be read; give {', '.join(TEXT_SUFFIXES)} files")
    else:
        yield _source(path, PurePath(path.name))


def _is_article(path: Path) -> bool:
    return path.is_file() and path.suffix.lower() in TEXT_SUFFIXES and not path.name.startswith(".")


def _report_stray_metadata(folder: Path, articles: Iterable[Path]) -> None:
    named = {_source(article, PurePath(article.name)).metadata_path for article in articles}
    for path in sorted(folder.rglob(f"*{METADATA_SUFFIX}")):
        if path not in named:
            logger.warning("%s belongs to no article; give it the article's name", path)


def _is_below(path: Path, folder: Path | None) -> bool:
    return folder is not None and folder.resolve() in path.resolve().parents


def _source(path: Path, relative_path: PurePath) -> SourceFile:
    try:
        source = SourceFile(path, article_id(relative_path))
    except UnicodeEncodeError as error:
        raise ArticleError(f"{str(path)!a}: the name is not UTF-8, so it can be no article's id; rename it") from error
    if any(len(part) > MAX_FILE_NAME_BYTES for part in source.article_id.split("/")):
        raise ArticleError(f"{path}: the name is too long to be an article's id; shorten it")
    return source
