"""The articles that a build is to put in: each with its text, held to the verbatim law."""

import hashlib
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from index.building.passage_file import PassageFile
from index.errors import VerbatimError
from index.passage import Passage
from index.store.article_texts import read_article_text
from index.verbatim import check_verbatim


@dataclass(frozen=True, slots=True)
class CheckedArticle:
    """An article whose passages stand in its text; `text` is None where there is none to hold them against."""

    id: str
    text: str | None
    passages: tuple[Passage, ...]
    content_sha256: str


class ArticleSource:
    """The articles of a passage file, with the canonical texts beside it."""

    def __init__(self, path: Path, texts: Path, *, may_be_empty: bool = False) -> None:
        """Look through the file and the texts.

        :raises PassageFileError: where the file is missing, malformed, or holds no passage although it must.
        :raises VerbatimError: where a text cannot be read.
        """
        self._path = path
        self._texts = texts
        self._file = PassageFile(path, may_be_empty=may_be_empty)
        self._sha256: dict[str, str] = {}
        self.n_without_text = 0
        """How many passages have no text to be held against."""
        for article_id, lines in self._file.articles.items():
            text = read_article_text(texts, article_id)
            self.n_without_text += lines.n_passages if text is None else 0
            self._sha256[article_id] = _content_sha256(lines.sha256, text)

    @property
    def contents(self) -> Mapping[str, str]:
        """The hash of each article's passages and text, by its id, in the order of the file."""
        return self._sha256

    @property
    def n_passages(self) -> int:
        return self._file.n_passages

    def n_passages_of(self, article_ids: Iterable[str]) -> int:
        """How many passages the articles have together."""
        return sum(self._file.articles[article_id].n_passages for article_id in article_ids)

    def check(self, article_ids: Collection[str]) -> None:
        """Hold the passages of the articles against their texts.

        :raises PassageFileError: where a line is no passage.
        :raises VerbatimError: where a passage is not the slice of its text that it claims to be.
        """
        breaches = [breach for article_id in article_ids for breach in self._breaches(article_id)]
        if breaches:
            more = f" (and {len(breaches) - 1} more)" if len(breaches) > 1 else ""
            raise VerbatimError(f"{self._path}: {breaches[0]}{more}; run 'onrecord read' to write it anew")

    def articles(self, article_ids: Iterable[str]) -> Iterator[CheckedArticle]:
        """The articles, one by one; each is checked again, since its files may have changed meanwhile."""
        for article_id in article_ids:
            self.check([article_id])
            text = read_article_text(self._texts, article_id)
            yield CheckedArticle(article_id, text, tuple(self._file.passages(article_id)), self._sha256[article_id])

    def _breaches(self, article_id: str) -> tuple[str, ...]:
        text = read_article_text(self._texts, article_id)
        texts = {} if text is None else {article_id: text}
        return check_verbatim(self._file.passages(article_id), texts).breaches


def _content_sha256(lines_sha256: str, text: str | None) -> str:
    text_sha256 = "" if text is None else hashlib.sha256(text.encode("utf-8")).hexdigest()
    return hashlib.sha256(f"{lines_sha256} {text_sha256}".encode()).hexdigest()
