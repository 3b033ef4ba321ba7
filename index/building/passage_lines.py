"""The lines of a passage file by article: counted, taken out, and put in place of others, the rest byte for byte."""

import json
from collections.abc import Collection, Iterator, Mapping
from pathlib import Path
from typing import Any

from index.article import ArticleMetadata
from index.errors import PassageFileError
from index.files import open_atomically
from index.passage import Passage, article_id_of, passage_line

MAX_SOUGHT = 8
"""Of so few articles the ids are sought in a line before it is parsed."""


def lines_of(passages: Collection[Passage]) -> bytes:
    """The passages' lines, as they stand in a passage file."""
    return "".join(map(passage_line, passages)).encode("utf-8")


def count_lines(path: Path, article_ids: Collection[str]) -> dict[str, int]:
    """How many lines each of the articles has in the file; all 0 where there is no file.

    :raises PassageFileError: where it cannot be read, or a line that may be of one of them is not JSON, naming it.
    """
    counts = dict.fromkeys(article_ids, 0)
    for _, article_id in _lines(path, article_ids):
        if article_id is not None:
            counts[article_id] += 1
    return counts


def replace_lines(path: Path, lines: Mapping[str, bytes]) -> None:
    """Put the lines in place of those that each article has, in one atomic step; all others stay byte for byte.

    New lines stand where the article's first one stood, those of an article that the file does not have at its end.
    No lines take the article out. Nothing is written where nothing changes.

    :param lines: by article id, each line with its line end.
    :raises PassageFileError: where it cannot be read or written, or a line that may be of one of them is not JSON.
    """
    if not any(lines.values()) and not any(count_lines(path, lines).values()):
        return
    remaining = dict(lines)
    try:
        with open_atomically(path) as file:
            ends_line = True
            for line, article_id in _lines(path, lines):
                if article_id is None:
                    file.write(line)
                    ends_line = line.endswith(b"\n")
                else:
                    file.write(remaining.pop(article_id, b""))
            added = b"".join(remaining.values())
            file.write(added if ends_line or not added else b"\n" + added)
    except OSError as error:
        raise PassageFileError(f"{path} cannot be written: {error.strerror}; make room for it and try again") from error


def articles_of(path: Path) -> dict[str, ArticleMetadata | None]:
    """What the file's lines tell of each article, in the order of their first lines; None where they do not agree.

    :raises PassageFileError: where the file cannot be read, or a line of it is not JSON or tells of no article.
    """
    found: dict[str, ArticleMetadata | None] = {}
    for number, line in _numbered(path):
        if not line.strip():
            continue
        record = _record(line, path, number)
        article_id = _article_id(record)
        if article_id is None:
            raise PassageFileError(f"{path}:{number}: 'id' is missing; mend the line")
        metadata = _metadata(record)
        if found.setdefault(article_id, metadata) != metadata:
            found[article_id] = None
    return found


def _lines(path: Path, article_ids: Collection[str]) -> Iterator[tuple[bytes, str | None]]:
    """Each line with the one of the articles that it is of, None where it is of none of them."""
    # Other programs may write a character of an id as an escape, which only a parser can tell.
    keys = [article_id.encode("utf-8", "surrogatepass") for article_id in article_ids]
    is_parsed = len(keys) > MAX_SOUGHT or any(json.dumps(id_, ensure_ascii=False) != f'"{id_}"' for id_ in article_ids)
    for number, line in _numbered(path):
        if line.strip() and (is_parsed or b"\\u" in line or b"\\/" in line or any(key in line for key in keys)):
            article_id = _article_id(_record(line, path, number))
            yield line, article_id if article_id in article_ids else None
        else:
            yield line, None


def _numbered(path: Path) -> Iterator[tuple[int, bytes]]:
    try:
        with path.open("rb") as file:
            yield from enumerate(file, 1)
    except FileNotFoundError:
        return
    except OSError as error:
        raise PassageFileError(f"{path} cannot be read: {error.strerror}") from error


def _record(line: bytes, path: Path, number: int) -> Any:  # noqa: ANN401 - whatever JSON holds
    try:
        return json.loads(line)
    except (ValueError, RecursionError) as error:
        raise PassageFileError(f"{path}:{number}: not a JSON object ({error}); mend or remove the line") from error


def _article_id(record: Any) -> str | None:  # noqa: ANN401 - whatever JSON holds
    """The id of the article that a line is of, or None where it tells of none."""
    if not isinstance(record, dict):
        return None
    article = record.get("article")
    found = article.get("id") if isinstance(article, dict) else None
    if found is None and isinstance(record.get("id"), str):
        return article_id_of(record["id"])
    return found if isinstance(found, str) else None


def _metadata(record: Any) -> ArticleMetadata | None:  # noqa: ANN401 - whatever JSON holds
    try:
        return ArticleMetadata(**record["article"])
    except (KeyError, TypeError):
        return None
