"""A passage file by article, so that what has not changed since the last build need not be read through again."""

import hashlib
import json
import os
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from index.errors import PassageFileError
from index.passage import Passage, article_id_of, passage_of


@dataclass(slots=True)
class ArticleLines:
    """Where an article's passages stand: number and first byte of each line; and the hash of these lines."""

    places: list[tuple[int, int]] = field(default_factory=list)
    digest: Any = field(default_factory=hashlib.sha256)

    @property
    def n_passages(self) -> int:
        return len(self.places)

    @property
    def sha256(self) -> str:
        return str(self.digest.hexdigest())


class PassageFile:
    """The articles of a passage file, in the order of their first lines."""

    def __init__(self, path: Path, *, may_be_empty: bool = False) -> None:
        """Look through the file once; blank lines are passed over.

        :raises PassageFileError: where it is missing, holds no passage although it must, or a line is no passage or has
            an id that another line has, naming the line.
        """
        self._path = path
        self._articles: dict[str, ArticleLines] = {}
        line_of_id: dict[str, int] = {}
        for number, start, line in self._lines():
            passage_id, article_id = self._ids(line, number)
            first = line_of_id.setdefault(passage_id, number)
            if first != number:
                raise PassageFileError(f"{path}:{number}: id '{passage_id}' stands on line {first} already; rename one")
            article = self._articles.setdefault(article_id, ArticleLines())
            article.places.append((number, start))
            article.digest.update(line.strip() + b"\n")
        if not self._articles and not may_be_empty:
            raise PassageFileError(f"{path} holds no passage; run 'onrecord read' to make the file anew")

    @property
    def articles(self) -> Mapping[str, ArticleLines]:
        return self._articles

    @property
    def n_passages(self) -> int:
        return sum(article.n_passages for article in self._articles.values())

    def passages(self, article_id: str) -> list[Passage]:
        """The article's passages, in the order of their lines.

        :raises PassageFileError: where a line is no passage, naming it.
        """
        found = []
        with self._path.open("rb") as file:
            for number, start in self._articles[article_id].places:
                file.seek(start)
                found.append(self._passage(self._record(file.readline(), number), number))
        return found

    def _lines(self) -> Iterator[tuple[int, int, bytes]]:
        """Number, first byte and content of each line that is not blank."""
        if not self._path.is_file():
            raise PassageFileError(f"no passages at {self._path}; run 'onrecord read' to make the file")
        start = 0
        try:
            with self._path.open("rb") as file:
                for number, line in enumerate(file, 1):
                    if line.strip():
                        yield number, start, line
                    start += len(line)
        except OSError as error:
            raise PassageFileError(f"{self._path} cannot be read: {os.strerror(error.errno or 0)}") from error

    def _ids(self, line: bytes, number: int) -> tuple[str, str]:
        """The ids of the passage and of its article."""
        record = self._record(line, number)
        article = record.get("article") if isinstance(record, dict) else None
        passage_id = record.get("id") if isinstance(record, dict) else None
        article_id = article.get("id") if isinstance(article, dict) else None
        if isinstance(passage_id, str) and (article is None or isinstance(article_id, str)):
            return passage_id, article_id or article_id_of(passage_id)
        passage = self._passage(record, number)
        return passage.id, passage.article.id

    def _record(self, line: bytes, number: int) -> Any:  # noqa: ANN401 - whatever JSON holds
        try:
            return json.loads(line.decode("utf-8"))
        except UnicodeDecodeError as error:
            raise PassageFileError(
                f"{self._path} is not UTF-8 text ({error.reason}); write it as UTF-8 JSON lines"
            ) from error
        except (json.JSONDecodeError, RecursionError) as error:
            raise PassageFileError(
                f"{self._path}:{number}: not a JSON object ({error}); mend or remove the line"
            ) from error

    def _passage(self, record: Any, number: int) -> Passage:  # noqa: ANN401 - whatever JSON holds
        try:
            return passage_of(record)
        except ValueError as error:
            raise PassageFileError(f"{self._path}:{number}: {error}; mend the line") from error
