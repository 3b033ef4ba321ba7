"""Names and questions cut into words, with where they stand."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from index.speakers.words import Word, folded, words_of


def test_words_have_their_place_and_whether_they_begin_with_a_capital() -> None:
    assert words_of("did Ana-Lind go?") == [
        Word("did", 0, 3, is_capitalised=False),
        Word("ana", 4, 7, is_capitalised=True),
        Word("lind", 8, 12, is_capitalised=True),
        Word("go", 13, 15, is_capitalised=False),
    ]


@pytest.mark.parametrize("text", ["Lind's", "Lind’s", "lind'S"])
def test_possessive_mark_is_part_of_the_word_and_of_its_place(text: str) -> None:
    (word,) = words_of(text)
    assert (word.folded, word.end_char, word.is_possessive) == ("lind", 6, True)


@pytest.mark.parametrize("text", ["'s", "Lind 's", "Lind s", "O's'x"])
def test_s_that_follows_no_word_and_apostrophe_is_a_word(text: str) -> None:
    words = words_of(text)
    assert [word.folded for word in words] != ["lind"]


@pytest.mark.parametrize(
    ("word", "plain"),
    [
        *(("Castañeda", "castaneda"), ("Castan\u0303eda", "castaneda"), ("ÖSTERVIK", "ostervik")),
        *(("İnci", "inci"), ("Weiß", "weiss"), ("ﬁsk", "fisk"), ("Li\u00adnd", "lind"), ("张伟", "张伟")),
    ],
)
def test_case_accents_and_unseen_characters_are_folded(word: str, plain: str) -> None:
    assert folded(word) == plain
    assert [found.folded for found in words_of(word)] == [plain]


@pytest.mark.parametrize("text", ["", "?! …", "😀", "\u0301", "\u200b"])
def test_text_without_letters_or_digits_has_no_words(text: str) -> None:
    assert words_of(text) == []


ANY_TEXT = st.text() | st.text(alphabet="aSs'’ \u0301\u00adÖ.")


@given(ANY_TEXT)
def test_places_slice_the_words_back_out_of_the_text(text: str) -> None:
    words = words_of(text)
    for word in words:
        own = text[word.start_char : word.end_char]
        assert own[0].isupper() == word.is_capitalised
        assert folded(own).startswith(word.folded) if word.is_possessive else folded(own) == word.folded
    assert all(word.end_char <= after.start_char for word, after in zip(words, words[1:], strict=False))


@given(ANY_TEXT)
def test_every_letter_and_digit_stands_in_a_word(text: str) -> None:
    covered = {place for word in words_of(text) for place in range(word.start_char, word.end_char)}
    assert {place for place, character in enumerate(text) if character.isalnum()} <= covered
