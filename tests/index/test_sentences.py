"""Where sentences end, by texts that a reader would cut by hand."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from index.sentences import sentence_ends, sentences_of


@pytest.mark.parametrize(
    ("text", "sentences"),
    [
        ("The harbour is shut. The ferry waits.", ["The harbour is shut.", "The ferry waits."]),
        ("“Shut.” “No!” she said.", ["“Shut.”", "“No!” she said."]),
        ("Wait… What? 3 boats.", ["Wait…", "What?", "3 boats."]),
        ("Östervik. Åre sleeps.", ["Östervik.", "Åre sleeps."]),
        ("It costs 3.5 m. kronor. so they say", ["It costs 3.5 m. kronor. so they say"]),
        (" A ferry. \n Two ferries. ", ["A ferry.", "Two ferries."]),
    ],
)
def test_sentences_end_where_a_capital_or_a_digit_follows(text: str, sentences: list[str]) -> None:
    assert sentences_of(text) == sentences


@pytest.mark.parametrize("text", ["Mr. Ek left.", "Ask Prof. Holt.", "B. Ek left.", "The U.S. Senate met.", "(Dr. Ek)"])
def test_abbreviation_or_initial_ends_no_sentence(text: str) -> None:
    assert sentences_of(text) == [text]


@pytest.mark.parametrize("text", ["The SubProf. Ek left.", "The last. Ek left.", "The wrist. No more."])
def test_word_that_ends_like_an_abbreviation_ends_a_sentence(text: str) -> None:
    assert len(sentences_of(text)) == 2


def test_ends_are_offsets_behind_the_blanks_and_the_last_is_the_texts_end() -> None:
    assert sentence_ends("One. Two!  Three") == [5, 11, 16]
    assert sentence_ends("") == [0]


@pytest.mark.parametrize("text", ["", " \n\t", "\u2028"])
def test_text_of_blanks_has_no_sentence(text: str) -> None:
    assert sentences_of(text) == []


def test_text_of_very_many_sentences_is_cut_at_each() -> None:
    # Each end was once looked for an abbreviation from the text's start on, which took minutes.
    assert sentences_of("The harbour is shut. " * 100_000) == ["The harbour is shut."] * 100_000


ANY_TEXT = st.text(alphabet=st.sampled_from('aB3 .!?…”“"\n\u00a0é')) | st.text()


@given(ANY_TEXT)
def test_sentences_lose_only_white_space_and_keep_their_order(text: str) -> None:
    sentences = sentences_of(text)
    assert "".join("".join(sentence.split()) for sentence in sentences) == "".join(text.split())
    assert all(sentence and sentence == sentence.strip() for sentence in sentences)
    place = 0
    for sentence in sentences:
        place = text.index(sentence, place) + len(sentence)


@given(ANY_TEXT)
def test_ends_ascend_up_to_the_texts_end(text: str) -> None:
    ends = sentence_ends(text)
    assert ends == sorted(ends)
    assert ends[-1] == len(text)
