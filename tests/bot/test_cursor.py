"""Long lists in parts: every part size gives the whole list once, and no cursor of anything else is taken."""

from base64 import urlsafe_b64encode
from hashlib import sha256

import pytest
from fastapi.testclient import TestClient
from hypothesis import given
from hypothesis import strategies as st

from bot.api import create_app
from bot.cursor import Part, part_of
from index.errors import QueryError
from tests.fakes import fake_article, fake_index, fake_passage, quotation

NAMES = ("Ann Lee", "Bo Li", "Cy Ray", "Dee Fox", "Ed Poe")
TEXTS = [f"“Rain,” said {name}." for name in NAMES]
PASSAGES = [
    fake_passage(text, quotation(text, "“Rain,”", name), number=number)
    for number, (text, name) in enumerate(zip(TEXTS, NAMES, strict=True), 1)
]
CLIENT = TestClient(
    create_app(fake_index([*PASSAGES, fake_passage("Wind.", article=fake_article(id="b"))]), with_chat=False)
)
GENERATION = "20240102T030405Z-0a1b2c3d"
NONE = "the cursor is none; hand back what 'next' was, or leave it out"
OTHER = "the cursor is of another list; hand it back with what that list was asked with"
STALE = "the cursor is of another build of the index; begin again without it"


LISTS: dict[str, dict[str, str | int]] = {"/api/v1/speakers": {}, "/api/v1/passages": {"contains": "Rain"}}
"""Each list with what it is asked with."""


def walked(path: str, key: str, limit: int) -> list[list[object]]:
    """The parts of a list, one after the other."""
    parts, cursor = [], None
    while True:
        parameters = LISTS[path] | {"limit": limit} | ({} if cursor is None else {"cursor": cursor})
        record = CLIENT.get(path, params=parameters).json()
        parts.append(record[key])
        cursor = record["next"]
        if cursor is None:
            return parts


@pytest.mark.parametrize(
    ("limit", "sizes"), [(1, [1, 1, 1, 1, 1]), (2, [2, 2, 1]), (3, [3, 2]), (4, [4, 1]), (5, [5]), (1000, [5])]
)
def test_parts_make_up_the_whole_list_once(limit: int, sizes: list[int]) -> None:
    speakers = walked("/api/v1/speakers", "speakers", limit)
    assert [len(part) for part in speakers] == sizes
    assert [each for part in speakers for each in part] == [{"name": name, "passages": 1} for name in NAMES]
    holders = walked("/api/v1/passages", "passages", limit)
    assert [len(part) for part in holders] == sizes
    assert [each for part in holders for each in part] == ["a:1", "a:2", "a:3", "a:4", "a:5"]


@given(st.lists(st.integers(), max_size=30), st.integers(1, 40))
def test_any_list_comes_whole(items: list[int], limit: int) -> None:
    found: list[int] = []
    part: Part[int] = part_of(items, limit, None, "build", "list")
    while part.next is not None:
        assert len(part.items) == limit
        found += part.items
        part = part_of(items, limit, part.next, "build", "list")
    assert [*found, *part.items] == items


def encoded(text: str) -> str:
    return urlsafe_b64encode(text.encode()).decode().rstrip("=")


@pytest.mark.parametrize(
    ("cursor", "detail"),
    [
        ("", NONE),
        ("x", NONE),
        ("%%%", NONE),
        ("\u00e4", NONE),
        ("\u0663", NONE),
        ("a" * 201, NONE),
        (encoded("1"), NONE),
        (encoded(f"-1 0a1b2c3d {GENERATION}"), NONE),
        (encoded(f"\u0661 0a1b2c3d {GENERATION}"), NONE),
        (encoded(f"1.0 0a1b2c3d {GENERATION}"), NONE),
        (encoded(f"1 0a1b2c3d {GENERATION} 2"), NONE),
        (encoded(f"1 {GENERATION}"), NONE),
        ("!!" + encoded(f"1 0a1b2c3d {GENERATION}") + "!!", NONE),
        (encoded(f"1 0a1b2c3d {GENERATION}") + "=", NONE),
        (encoded(f"1 0a1b2c3d {GENERATION}") + "\n", NONE),
        (encoded(f"1 0a1b2c3d {GENERATION}"), OTHER),
        (encoded(f"{'9' * 13} 0a1b2c3d {GENERATION}"), NONE),
        (urlsafe_b64encode(b"\xff\xfe").decode(), NONE),
        (encoded("1 0a1b2c3d 20230102T030405Z-0a1b2c3d"), STALE),
        (encoded("1  "), STALE),
    ],
)
@pytest.mark.parametrize("path", LISTS)
def test_cursor_of_anything_else_is_refused(path: str, cursor: str, detail: str) -> None:
    reply = CLIENT.get(path, params=LISTS[path] | {"cursor": cursor})
    assert (reply.status_code, reply.json()["detail"]) == (422, detail)


@pytest.mark.parametrize(
    ("path", "asked", "others"),
    [
        ("/api/v1/speakers", {}, [{"find": "e"}, {"find": " "}]),
        ("/api/v1/passages", {"contains": "Rain"}, [{"contains": "said"}, {"contains": "“Rain"}]),
    ],
)
def test_cursor_is_of_the_list_that_it_was_given_with(
    path: str, asked: dict[str, str], others: list[dict[str, str]]
) -> None:
    cursor = CLIENT.get(path, params=asked | {"limit": "1"}).json()["next"]
    assert CLIENT.get(path, params=asked | {"cursor": cursor, "limit": "4"}).status_code == 200
    for other in others:
        reply = CLIENT.get(path, params=other | {"cursor": cursor})
        assert (reply.status_code, reply.json()["detail"]) == (422, OTHER)


def test_cursor_of_one_kind_of_list_is_none_of_another() -> None:
    cursor = CLIENT.get("/api/v1/speakers", params={"limit": "1"}).json()["next"]
    reply = CLIENT.get("/api/v1/passages", params={"contains": "Rain", "cursor": cursor})
    assert (reply.status_code, reply.json()["detail"]) == (422, OTHER)


def test_place_behind_the_end_has_nothing_more() -> None:
    of_list = sha256(b"speakers ").hexdigest()[:8]
    reply = CLIENT.get("/api/v1/speakers", params={"cursor": encoded(f"999999999999 {of_list} {GENERATION}")})
    assert reply.json() == {"speakers": [], "next": None}


@given(st.text(max_size=250))
def test_no_text_is_a_bug(cursor: str) -> None:
    try:
        assert part_of([1, 2, 3], 1, cursor, "build", "list").items in ((1,), (2,), (3,), ())
    except QueryError as error:
        assert str(error) in (NONE, STALE, OTHER)
