"""The tables of a segment's SQLite file, and their rows with the hashes that tell whether they are as written."""

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from index.passage import Passage
from index.store.segment.record import passage_from, record_of, row_sha256

FORMAT = 1
PAGE_BYTES = 8192

SETTINGS = (
    f"page_size={PAGE_BYTES}",
    "encoding='UTF-8'",
    "journal_mode=OFF",
    "synchronous=OFF",
    "locking_mode=EXCLUSIVE",
    "secure_delete=ON",
    f"user_version={FORMAT}",
)
TABLES = (
    "CREATE TABLE passages (row INTEGER PRIMARY KEY, id TEXT NOT NULL UNIQUE, text TEXT NOT NULL,"
    " record BLOB NOT NULL, sha256 BLOB NOT NULL)",
    "CREATE TABLE articles (first_row INTEGER PRIMARY KEY, id TEXT NOT NULL UNIQUE, n_rows INTEGER NOT NULL,"
    " content_sha256 TEXT NOT NULL, text_sha256 BLOB, sha256 BLOB NOT NULL)",
    "CREATE TABLE texts (first_row INTEGER PRIMARY KEY, text TEXT NOT NULL)",
)
PASSAGE = "SELECT row, id, text, record, sha256 FROM passages"
ARTICLE = "SELECT first_row, id, n_rows, content_sha256, text_sha256, sha256 FROM articles"
TEXT = "SELECT text FROM texts WHERE first_row = ?"


@dataclass(frozen=True, slots=True)
class ArticleRows:
    """An article's passages, the rows from `first_row` on, and whether its canonical text is there."""

    first_row: int
    n_rows: int
    content_sha256: str
    has_text: bool


@dataclass(frozen=True, slots=True)
class ArticleEntry:
    """A row of the table of articles; `text_sha256` is the digest of the canonical text, None where there is none."""

    id: str
    rows: ArticleRows
    text_sha256: bytes | None


def passage_row(row: int, passage: Passage) -> tuple[int, str, str, bytes, bytes]:
    """The passage as a row of its table."""
    record = record_of(passage)
    sha256 = row_sha256(row, passage.id.encode("utf-8"), passage.text.encode("utf-8"), record)
    return row, passage.id, passage.text, record, sha256


def read_passage(values: Sequence[Any], row: int) -> Passage | None:
    """The passage that `PASSAGE` selects, its text as bytes, or None where it is not what was written as that row."""
    if not _are_typed(values, (int, bytes, bytes, bytes, bytes)) or values[0] != row:
        return None
    _, passage_id, text, record, sha256 = values
    if row_sha256(row, passage_id, text, record) != sha256:
        return None
    return passage_from(str(passage_id, "utf-8"), str(text, "utf-8"), record)


def article_row(
    article_id: str, text: str | None, content_sha256: str, *, first_row: int, n_rows: int
) -> tuple[int, str, int, str, bytes | None, bytes]:
    """The article as a row of its table."""
    text_sha256 = None if text is None else text_digest(text.encode("utf-8"))
    sha256 = _article_sha256(first_row, article_id.encode("utf-8"), n_rows, content_sha256.encode("utf-8"), text_sha256)
    return first_row, article_id, n_rows, content_sha256, text_sha256, sha256


def read_article(values: Sequence[Any]) -> ArticleEntry | None:
    """The article that `ARTICLE` selects, its text as bytes, or None where it is not what was written."""
    if not _are_typed(values, (int, bytes, int, bytes, bytes | None, bytes)) or min(values[0], values[2]) < 0:
        return None
    first_row, article_id, n_rows, content_sha256, text_sha256, sha256 = values
    if _article_sha256(first_row, article_id, n_rows, content_sha256, text_sha256) != sha256:
        return None
    rows = ArticleRows(first_row, n_rows, str(content_sha256, "utf-8"), text_sha256 is not None)
    return ArticleEntry(str(article_id, "utf-8"), rows, text_sha256)


def text_digest(text: bytes) -> bytes:
    """The SHA-256 of the canonical text in UTF-8."""
    return hashlib.sha256(text).digest()


def _article_sha256(
    first_row: int, article_id: bytes, n_rows: int, content_sha256: bytes, text_sha256: bytes | None
) -> bytes:
    return row_sha256(first_row, article_id, b"%d" % n_rows, content_sha256, text_sha256)


def _are_typed(values: Sequence[Any], kinds: Sequence[Any]) -> bool:
    return len(values) == len(kinds) and all(map(isinstance, values, kinds))
