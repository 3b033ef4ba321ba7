"""Passages that are the same nearly word for word."""

import pytest

from index.passage import Passage
from index.retrieval.copies import folded_copies
from index.retrieval.hybrid import Match
from tests.fakes import fake_article, fake_passage, quotation

FORTY_WORDS = " ".join(f"word{number}" for number in range(40))


def passage(text: str, article: str, speaker: str | None = "Ana Lind") -> Passage:
    return fake_passage(text, quotation(text, text, speaker), article=fake_article(id=article))


def match(found: Passage, row: int = 0) -> Match:
    return Match(passage=found, row=row, score=1.0, cosine=1.0, word_share=1.0)


def is_copy(one: Passage, other: Passage) -> bool:
    return len(folded_copies([match(one), match(other)], 2)) == 1


def test_the_same_words_by_the_same_speaker_in_another_article_are_a_copy() -> None:
    assert is_copy(passage("The harbour is shut.", "a"), passage("The harbour is shut.", "b"))
    assert is_copy(passage("The harbour is shut!", "a"), passage("“THE HARBOUR is shut”", "b"))


def test_within_an_article_nothing_is_a_copy() -> None:
    assert not is_copy(passage("The harbour is shut.", "a"), passage("The harbour is shut.", "a"))


@pytest.mark.parametrize("other", ["Bo Ek", None])
def test_the_same_words_by_somebody_else_are_no_copy(other: str | None) -> None:
    assert not is_copy(passage("The harbour is shut.", "a"), passage("The harbour is shut.", "b", other))


def test_one_word_changed_is_a_copy_in_a_long_passage_and_none_in_a_shorter_one() -> None:
    # 40 words have 37 runs of four; one changed in the middle leaves 33 of 41, in 30 words 23 of 31
    assert is_copy(passage(FORTY_WORDS, "a"), passage(FORTY_WORDS.replace("word20", "other"), "b"))
    thirty = FORTY_WORDS[: FORTY_WORDS.index(" word30")]
    assert not is_copy(passage(thirty, "a"), passage(thirty.replace("word20", "other"), "b"))


def test_last_word_changed_costs_one_run_only() -> None:
    # 8 of 10 runs are shared
    assert is_copy(passage("a b c d e f g h i j k l", "a"), passage("a b c d e f g h i j k other", "b"))


def test_other_words_and_the_same_words_in_another_order_are_no_copy() -> None:
    assert not is_copy(passage("The harbour is shut.", "a"), passage("The harbour is open.", "b"))
    backwards = " ".join(reversed(FORTY_WORDS.split()))
    assert not is_copy(passage(FORTY_WORDS, "a"), passage(backwards, "b"))


@pytest.mark.parametrize(("text", "other"), [("😀", "😱"), ("…", "!!")])
def test_texts_without_words_are_copies_only_where_they_are_equal(text: str, other: str) -> None:
    assert not is_copy(passage(text, "a"), passage(other, "b"))
    assert is_copy(passage(text, "a"), passage(text, "b"))


def test_copies_are_listed_with_the_first_in_order_and_do_not_count() -> None:
    shut, rain, open_ = ("The harbour is shut.", "It will rain.", "The ferry is open.")
    found = [passage(text, article) for text, article in ((shut, "a"), (rain, "a"), (shut, "b"), (shut, "c"))]
    last = passage(open_, "d")
    matches = [match(passage, row) for row, passage in enumerate([*found, last])]
    first, second = (matches[0], (found[2], found[3])), (matches[1], ())
    assert folded_copies(matches, 2) == [first, second]
    assert folded_copies(matches, 5) == [first, second, (matches[4], ())]
    assert folded_copies(matches, 0) == []
    assert folded_copies([], 3) == []


def test_a_copy_behind_the_last_original_is_listed_too() -> None:
    found = [passage("The harbour is shut.", "a"), passage("It will rain.", "a"), passage("The harbour is shut.", "b")]
    matches = [match(passage) for passage in found]
    assert folded_copies(matches, 1) == [(matches[0], (found[2],))]
