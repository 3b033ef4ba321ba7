"""Misspelt words of a question, on passages whose words are known."""

import pytest

from index.lexical.spelling import respelt_terms
from tests.fakes import FakeWords, fake_passage

WORDS = FakeWords(
    (
        fake_passage("The harbour of Östervik is shut."),
        fake_passage("Sanctions, sanctions. The ferry. A cart."),
        fake_passage("Sanctions. A cord, a card, a card."),
        fake_passage("A card."),
    )
)
LANGUAGE = frozenset({"cars", "harbours", "sanction", "ferries"})


def respelt(text: str) -> list[str]:
    return list(respelt_terms(text, WORDS, LANGUAGE.__contains__))


@pytest.mark.parametrize(
    "misspelt", ["harbor", "harboour", "harbuor", "harbaur", "hrbour", "Harbor's", "hærbour", "hxrbxur"]
)
def test_word_with_up_to_two_slips_is_read_as_the_passages_spell_it(misspelt: str) -> None:
    assert respelt(misspelt) == ["harbour"]


def test_terms_that_a_passage_holds_stay_as_they_are() -> None:
    assert respelt("What did they say of the ferries in Östervik?") == ["ferri", "ostervik"]


def test_word_of_the_language_stays_though_no_passage_holds_it() -> None:
    assert respelt("cars") == ["car"]


def test_of_equally_near_terms_the_most_frequent_is_taken() -> None:
    assert respelt("cardt") == ["card"]
    assert respelt("carb") == ["card"]


def test_short_word_has_one_slip_only() -> None:
    assert respelt("cerk") == ["cerk"]
    assert respelt("hxrbur") == ["harbour"]


def test_word_of_three_letters_is_left_alone() -> None:
    assert respelt("crd") == ["crd"]


@pytest.mark.parametrize("text", ["xarbour", "1234", "h4rbour", "harmonium", "港口关闭", "مرحبا"])
def test_other_first_letter_digits_and_what_is_near_to_nothing_stay(text: str) -> None:
    assert [term for term in respelt(text) if term == "harbour"] == []


@pytest.mark.parametrize("text", ["", "?!", "😀", "what did she say"])
def test_text_without_terms_has_none(text: str) -> None:
    assert respelt(text) == []
