"""Texts to terms: what a reader types must meet what an article writes."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from index.lexical.terms import MAX_TERM_BYTES, folded_words_of, pairs_of, terms_of


@pytest.mark.parametrize(
    ("text", "terms"),
    [
        ("The ferries of Östervik", ["ferri", "ostervik"]),
        ("Ferry, ferry!", ["ferri", "ferri"]),
        ("Lind’s plan", ["lind", "plan"]),
        ("Lind's plan", ["lind", "plan"]),
        ("har\u00adbour, har\u200bbour", ["harbour", "harbour"]),
        ("ﬁsh in ｆｕｌｌ width", ["fish", "full", "width"]),
        ("Castañeda, Castan\u0303eda", ["castaneda", "castaneda"]),
        ("İnci INCI, Ǧul", ["inci", "inci", "gul"]),
        ("What did she say and why?", []),
        ("12.5 % of 3", ["12", "5", "3"]),
        ("مرحبا بالعالم", ["مرحبا", "بالعالم"]),
        ("港口关闭了", ["港口关闭了"]),
        ("😀 … !?", []),
        ("", []),
    ],
)
def test_terms_are_folded_stems_without_function_words(text: str, terms: list[str]) -> None:
    assert terms_of(text) == terms


def test_words_are_folded_but_whole_and_with_the_function_words() -> None:
    assert folded_words_of("The ferries don’t sail, says Östervik’s Holt") == (
        ["the", "ferries", "don", "t", "sail", "says", "ostervik", "s", "holt"]
    )


def test_word_of_too_many_bytes_is_no_term() -> None:
    assert terms_of("x" * (MAX_TERM_BYTES - 1)) == ["x" * (MAX_TERM_BYTES - 1)]
    assert terms_of("x" * MAX_TERM_BYTES) == []


def test_pairs_are_each_two_neighbours() -> None:
    assert pairs_of(["ferri", "harbour", "shut"]) == ["ferri_harbour", "harbour_shut"]
    assert pairs_of(["ferri"]) == []
    assert pairs_of([]) == []


@given(st.text())
def test_any_text_has_terms_without_blanks(text: str) -> None:
    assert all(term and not any(character.isspace() for character in term) for term in terms_of(text))


@given(st.text())
def test_terms_of_a_text_are_those_of_its_words(text: str) -> None:
    assert terms_of(text) == [term for word in folded_words_of(text) for term in terms_of(word)]


# In small letters "İ" is two characters: "i" and a dot that the tokenizer takes for a blank.
@given(st.text(alphabet=st.characters(categories=["L", "N", "P", "Zs"], max_codepoint=0x17F, exclude_characters="İ")))
def test_capitals_make_no_difference(text: str) -> None:
    assert terms_of(text.lower()) == terms_of(text)
