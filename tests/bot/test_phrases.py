"""Where a phrase stands, in an index of any size."""

import pytest

from bot.phrases import MAX_LOOKED_THROUGH, Similar, holders_of
from tests.fakes import MemorySnapshot, fake_index, fake_passage


def snapshot_of(*texts: str) -> MemorySnapshot:
    snapshot = fake_index([fake_passage(text, number=number) for number, text in enumerate(texts, 1)]).snapshot
    assert isinstance(snapshot, MemorySnapshot)
    return snapshot


@pytest.fixture(scope="module")
def large() -> MemorySnapshot:
    return snapshot_of(*(MAX_LOOKED_THROUGH * ["Rain fell."]), "The  border is ‘open’.", "The border is “open”.")


def test_ids_of_all_that_hold_the_phrase_come_in_order() -> None:
    found = holders_of("Rain", snapshot_of("Rain fell.", "Snow fell.", "Rain again."))
    assert list(found.passages) == ["a:1", "a:3"]
    assert (found.passages[1], found.passages[:1], len(found.passages)) == ("a:3", ["a:1"], 2)
    assert (found.articles, found.similar) == ((), None)


def test_nearly_the_phrase_is_found_among_passages_with_its_words(large: MemorySnapshot) -> None:
    assert holders_of("border is 'open'", large).similar == Similar("a:10001", "border is ‘open’")
    assert holders_of('BORDER is "open"', large).similar == Similar("a:10002", "border is “open”")


def test_nothing_similar_where_no_passage_has_a_word_of_the_phrase(large: MemorySnapshot) -> None:
    assert holders_of("snow is near", large).similar is None
