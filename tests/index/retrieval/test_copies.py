"""Passages that are the same nearly word for word."""

from itertools import product

import pytest

from index.passage import Passage
from index.retrieval.copies import folded_copies
from index.retrieval.hybrid import Match
from tests.fakes import fake_article, fake_passage, quotation

FORTY = ["".join(letters) for letters in product("abcdefgh", "klmno")]
FORTY_WORDS = " ".join(FORTY)


def passage(text: str, article: str, speaker: str | None = "Ana Lind") -> Passage:
    return fake_passage(text, quotation(text, text, speaker), article=fake_article(id=article))


def narration(text: str, article: str) -> Passage:
    return fake_passage(text, article=fake_article(id=article))


def match(found: Passage, row: int = 0) -> Match:
    return Match(passage=found, row=row, score=1.0, cosine=1.0, word_share=1.0)


def is_copy(one: Passage, other: Passage) -> bool:
    return len(folded_copies([match(one), match(other)], 2)) == 1


def changed(place: int, word: str, n_words: int = 40) -> str:
    return " ".join([*FORTY[:place], word, *FORTY[place + 1 : n_words]])


def test_the_same_words_by_the_same_speaker_in_another_article_are_a_copy() -> None:
    assert is_copy(passage("The harbour is shut.", "a"), passage("The harbour is shut.", "b"))
    assert is_copy(passage("The harbour is shut!", "a"), passage("“THE HARBOUR is shut”", "b"))


def test_within_an_article_nothing_is_a_copy() -> None:
    assert not is_copy(passage("The harbour is shut.", "a"), passage("The harbour is shut.", "a"))


@pytest.mark.parametrize("other", ["Bo Ek", None])
def test_the_same_words_by_somebody_else_are_no_copy(other: str | None) -> None:
    assert not is_copy(passage("The harbour is shut.", "a"), passage("The harbour is shut.", "b", other))


def test_the_same_words_in_quotation_marks_and_without_are_no_copy() -> None:
    text = "The harbour is shut, said Ana Lind."
    assert not is_copy(passage(text, "a"), narration(text, "b"))


def test_one_word_of_narration_changed_is_a_copy_in_a_long_passage_and_none_in_a_shorter_one() -> None:
    # 40 words have 37 runs of four; one changed in the middle leaves 33 of 41, in 30 words 23 of 31.
    assert is_copy(narration(FORTY_WORDS, "a"), narration(changed(20, "other"), "b"))
    assert not is_copy(narration(" ".join(FORTY[:30]), "a"), narration(changed(20, "other", 30), "b"))


def test_one_word_of_a_quotation_changed_is_no_copy() -> None:
    assert not is_copy(passage(FORTY_WORDS, "a"), passage(changed(20, "other"), "b"))


@pytest.mark.parametrize("word", ["not", "never", "40", "7th"])
def test_negation_or_number_changed_is_no_copy(word: str) -> None:
    assert not is_copy(narration(FORTY_WORDS, "a"), narration(changed(20, word), "b"))


def test_last_word_changed_costs_one_run_only() -> None:
    # 8 of 10 runs are shared.
    assert is_copy(narration("a b c d e f g h i j k l", "a"), narration("a b c d e f g h i j k other", "b"))


def test_other_words_and_the_same_words_in_another_order_are_no_copy() -> None:
    assert not is_copy(passage("The harbour is shut.", "a"), passage("The harbour is open.", "b"))
    assert not is_copy(narration(FORTY_WORDS, "a"), narration(" ".join(reversed(FORTY)), "b"))


@pytest.mark.parametrize(("text", "other"), [("😀", "😱"), ("…", "!!")])
def test_texts_without_words_are_copies_only_where_they_are_equal(text: str, other: str) -> None:
    assert not is_copy(narration(text, "a"), narration(other, "b"))
    assert is_copy(narration(text, "a"), narration(text, "b"))


def test_copies_are_listed_with_the_first_in_order_and_do_not_count() -> None:
    shut, rain, open_ = ("The harbour is shut.", "It will rain.", "The ferry is open.")
    found = [passage(shut, "a"), passage(rain, "a"), passage(shut, "b"), passage(open_, "a"), passage(shut, "c")]
    folded = folded_copies([match(one, row) for row, one in enumerate(found)], 2)
    assert [(one.row, [copy.article.id for copy in copies]) for one, copies in folded] == [(0, ["b", "c"]), (1, [])]
