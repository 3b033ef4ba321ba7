"""Where a phrase stands, character for character: the passages that hold it, or else the articles that do."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import overload

import numpy as np

from bot.settings import MAX_QUERY_CHARS
from index.article import is_text
from index.errors import QueryError
from index.lexical.terms import terms_of
from index.passage import Passage
from index.rows import Rows
from index.store.article_texts import read_folder_texts
from index.store.protocol import Snapshot

_ALIKE = ("'\u2018\u2019\u02bc`\u00b4", '"\u201c\u201d\u201e\u00ab\u00bb', "-\u2010\u2011\u2012\u2013\u2014\u2212")
"""Marks that people type for one another."""

MAX_LOOKED_THROUGH = 10_000
"""How many passages are read for one that is nearly the phrase; of a larger index those are that share its words."""

MAX_SHARING_WORDS = 1_000
"""How many of these: the ones whose words are nearest to the phrase's."""


@dataclass(frozen=True, slots=True)
class Similar:
    """A passage's id, and its words that are nearly a phrase."""

    passage_id: str
    words: str


class _Ids(Sequence[str]):
    """The ids of passages, each read when it is asked for: what a common word gives is not read through."""

    def __init__(self, rows: Rows, passages: Sequence[Passage]) -> None:
        self._rows: list[int] = rows.tolist()
        self._passages = passages

    def __len__(self) -> int:
        return len(self._rows)

    @overload
    def __getitem__(self, place: int) -> str: ...

    @overload
    def __getitem__(self, place: slice) -> Sequence[str]: ...

    def __getitem__(self, place: int | slice) -> str | Sequence[str]:
        if isinstance(place, slice):
            return [self._passages[row].id for row in self._rows[place]]
        return self._passages[self._rows[place]].id


@dataclass(frozen=True, slots=True)
class Holders:
    """The ids of the passages that hold a phrase, in order; of the articles whose text does, where no passage does.

    `similar`: where none of either does, the first passage that differs in case, blanks, quotation marks or dashes
    only.
    """

    passages: Sequence[str]
    articles: tuple[str, ...] = ()
    similar: "Similar | None" = None


def checked_phrase(phrase: str) -> str:
    """The phrase as it was given.

    :raises QueryError: where it is blank, too long or not text.
    """
    if not phrase.strip():
        raise QueryError("the phrase is blank; give words of a passage")
    if len(phrase) > MAX_QUERY_CHARS:
        raise QueryError(f"the phrase has {len(phrase)} characters; {MAX_QUERY_CHARS} or fewer of a passage's will do")
    if not is_text(phrase):
        raise QueryError("the phrase holds a character that is not text; type it anew")
    return phrase


def holders_of(phrase: str, snapshot: Snapshot) -> Holders:
    """Who holds the phrase; white space and quotation marks count like any other character."""
    rows = snapshot.rows_holding(phrase)
    if len(rows):
        return Holders(_Ids(rows, snapshot.passages))
    texts = ((article_id, snapshot.article_text(article_id)) for article_id in snapshot.article_ids)
    articles = tuple(article_id for article_id, text in texts if text is not None and phrase in text)
    return Holders((), articles, None if articles else _similar(phrase, snapshot))


def _similar(phrase: str, snapshot: Snapshot) -> Similar | None:
    pattern = re.compile("".join(map(_alike, re.split(r"(\s+)", phrase))), re.IGNORECASE)
    passages = (snapshot.passages[row] for row in _rows_to_look_through(phrase, snapshot).tolist())
    found = ((passage.id, pattern.search(passage.text)) for passage in passages)
    return next((Similar(id_, match[0]) for id_, match in found if match is not None), None)


def _rows_to_look_through(phrase: str, snapshot: Snapshot) -> Rows:
    """The rows, ascending, among which a passage that is nearly the phrase is sought."""
    if len(snapshot.passages) <= MAX_LOOKED_THROUGH:
        return np.arange(len(snapshot.passages))
    sharing_words, _ = snapshot.words.matching(terms_of(phrase), MAX_SHARING_WORDS)
    return np.sort(sharing_words)


def _alike(part: str) -> str:
    """A pattern for the part, a word with its marks or a run of blanks."""
    if not part or part.isspace():
        return r"\s+" if part else ""
    return "".join(map(_alike_character, part))


def _alike_character(character: str) -> str:
    marks = next((marks for marks in _ALIKE if character in marks), None)
    return re.escape(character) if marks is None else f"[{re.escape(marks)}]"


def articles_holding(phrase: str, texts: Path) -> tuple[str, ...]:
    """The ids of the articles whose canonical text in that folder holds the phrase; none where there is no folder."""
    return tuple(article_id for article_id, text in read_folder_texts(texts) if phrase in text)
