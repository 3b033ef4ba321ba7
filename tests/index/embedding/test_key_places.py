"""Places of keys, in whatever portions the keys come."""

import hashlib

import pytest
from hypothesis import given
from hypothesis import strategies as st

from index.embedding import key_places
from index.embedding.key_places import KeyPlaces


def key(number: int) -> bytes:
    return hashlib.sha256(str(number).encode()).digest()[:16]


@given(parts=st.lists(st.lists(st.integers(0, 40), max_size=12), max_size=8))
def test_laws_of_places(parts: list[list[int]]) -> None:
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(key_places, "MIN_TO_SORT", 5)
        places = KeyPlaces()
        came: list[int] = []
        for part in parts:
            places.add([key(number) for number in part])
            came += part
            found = places.of([key(number) for number in range(42)]).tolist()
            assert len(places) == len(came)
            assert [place < 0 for place in found] == [number not in came for number in range(42)]
            assert [came[place] for place in found if place >= 0] == [number for number in range(42) if number in came]


def test_keys_with_the_same_first_half_are_told_apart() -> None:
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(key_places, "MIN_TO_SORT", 1)
        places = KeyPlaces()
        places.add([b"a" * 16])
        assert places.of([b"a" * 8 + b"b" * 8, b"a" * 16]).tolist() == [-1, 0]
