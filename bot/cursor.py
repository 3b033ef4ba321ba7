"""The place in a long list at which the next part begins, as one word that a program hands back."""

import re
from base64 import urlsafe_b64decode, urlsafe_b64encode
from collections.abc import Sequence
from dataclasses import dataclass
from hashlib import sha256
from typing import Generic, TypeVar

from index.errors import QueryError

T = TypeVar("T")

MAX_CURSOR_CHARS = 200

SHORT_CHARS = 8

# Python's decoder passes over every other character.
_ALPHABET = re.compile(r"[A-Za-z0-9_-]+")


@dataclass(frozen=True, slots=True)
class Part(Generic[T]):
    """Some of a list in its order, and the cursor of what follows; None at the end."""

    items: tuple[T, ...]
    next: str | None


def part_of(items: Sequence[T], limit: int, cursor: str | None, generation: str, asked: str) -> Part[T]:
    """At most `limit` of the items, from the cursor on.

    :param generation: the index's build, in whose order the cursor counts: lists of two builds are never mixed.
    :param asked: what the list is and is asked with, but for how many: nor are two lists of one build.
    :raises QueryError: where the cursor is none, or of another build or list.
    """
    first = 0 if cursor is None else _place(cursor, generation, asked)
    end = first + limit
    return Part(tuple(items[first:end]), _cursor(end, generation, asked) if end < len(items) else None)


def _cursor(place: int, generation: str, asked: str) -> str:
    return urlsafe_b64encode(f"{place} {_short(asked)} {generation}".encode()).decode().rstrip("=")


def _place(cursor: str, generation: str, asked: str) -> int:
    place, of_list, of_build = _decoded(cursor)
    if of_build != generation:
        raise QueryError("the cursor is of another build of the index; begin again without it")
    if of_list != _short(asked):
        raise QueryError("the cursor is of another list; hand it back with what that list was asked with")
    return place


def _short(asked: str) -> str:
    # A character that is no text may be asked for too.
    return sha256(asked.encode("utf-8", "surrogatepass")).hexdigest()[:SHORT_CHARS]


def _decoded(cursor: str) -> tuple[int, str, str]:
    try:
        if len(cursor) > MAX_CURSOR_CHARS or not _ALPHABET.fullmatch(cursor):
            raise ValueError
        place, of_list, generation = urlsafe_b64decode(cursor + "=" * (-len(cursor) % 4)).decode().split(" ")
        if not (place.isascii() and place.isdigit() and len(place) <= 12):
            raise ValueError
        return int(place), of_list, generation
    except ValueError as error:
        raise QueryError("the cursor is none; hand back what 'next' was, or leave it out") from error
