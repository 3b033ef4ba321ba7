"""Where terms stand in a text."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from index.lexical.occurrences import occurrences_of
from index.lexical.terms import terms_of


def words_at(query: str, text: str) -> list[str]:
    return [text[start:end] for start, end in occurrences_of(terms_of(query), text)]


@pytest.mark.parametrize(
    ("query", "text", "words"),
    [
        ("sanctions", "Sanctions hurt; a sanction (sanctioned) more.", ["Sanctions", "sanction", "sanctioned"]),
        ("What did Merkel say?", "“Merkel’s call,” she said.", ["Merkel"]),
        ("cafe", "A café, a cafe\u0301 and CAFÉS.", ["café", "cafe\u0301", "CAFÉS"]),
        ("market", "The mar\u00adket and the mar\u200bket", ["mar\u00adket", "mar\u200bket"]),
        ("the of what", "the of what", []),
        ("ferry", "no boat", []),
        ("snake", "snake_case and un-snake", ["snake", "snake"]),
        ("", "anything", []),
        ("2021", "in 2021, not 20211", ["2021"]),
    ],
)
def test_words_of_the_question_are_found_however_they_are_written(query: str, text: str, words: list[str]) -> None:
    assert words_at(query, text) == words


def test_ten_thousand_accents_are_no_word() -> None:
    assert words_at("ferry", "ferry " + "e" + "\u0301" * 10_000 + " ferry") == ["ferry", "ferry"]


@given(st.text(), st.text())
def test_occurrences_are_in_order_and_apart(query: str, text: str) -> None:
    edges = [edge for span in occurrences_of(terms_of(query), text) for edge in span]
    assert edges == sorted(edges)
    assert all(0 <= edge <= len(text) for edge in edges)
