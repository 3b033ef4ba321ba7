"""The place in a long list at which the next part begins, as one word that a program hands back."""

from base64 import urlsafe_b64decode, urlsafe_b64encode
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Generic, TypeVar

from index.errors import QueryError

T = TypeVar("T")

MAX_CURSOR_CHARS = 200


@dataclass(frozen=True, slots=True)
class Part(Generic[T]):
    """Some of a list in its order, and the cursor of what follows; None at the end."""

    items: tuple[T, ...]
    next: str | None


def part_of(items: Sequence[T], limit: int, cursor: str | None, generation: str) -> Part[T]:
    """At most `limit` of the items, from the cursor on.

    :param generation: the index's build, in whose order the cursor counts: lists of two builds are never mixed.
    :raises QueryError: where the cursor is none, or of another build.
    """
    first = 0 if cursor is None else _place(cursor, generation)
    end = first + limit
    return Part(tuple(items[first:end]), _cursor(end, generation) if end < len(items) else None)


def _cursor(place: int, generation: str) -> str:
    return urlsafe_b64encode(f"{place} {generation}".encode()).decode().rstrip("=")


def _place(cursor: str, generation: str) -> int:
    place, of_build = _decoded(cursor)
    if of_build != generation:
        raise QueryError("the cursor is of another build of the index; begin again without it")
    return place


def _decoded(cursor: str) -> tuple[int, str]:
    try:
        if len(cursor) > MAX_CURSOR_CHARS:
            raise ValueError
        place, generation = urlsafe_b64decode(cursor + "=" * (-len(cursor) % 4)).decode().split(" ")
        if not (place.isascii() and place.isdigit() and len(place) <= 12):
            raise ValueError
        return int(place), generation
    except ValueError as error:
        raise QueryError("the cursor is none; hand back what 'next' was, or leave it out") from error
