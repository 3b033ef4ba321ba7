"""Whom "he" and "she" mean, and when nobody may be named for them."""

from collections.abc import Callable

Said = dict[str, str | None]
Listen = Callable[..., list[Said]]


def names(said: list[Said]) -> list[str | None]:
    return [quotation["speaker"] for quotation in said]


def test_pronoun_does_not_skip_one_who_acted_since(listen: Listen) -> None:
    said = listen(
        "“The tax must go,” said John Miller, the mayor. Robert Brown shook his head. “It must stay,” he said."
    )
    assert names(said) == ["John Miller", None]


def test_pronoun_of_an_unknown_gender_yields_to_one_known_nearby(listen: Listen) -> None:
    said = listen("Tomasz Wilk thanked Mary Brown. “I am glad,” she said. “So am I,” he said.")
    assert names(said) == [None, "Tomasz Wilk"]


def test_gender_that_a_pronoun_told_holds_for_the_article(listen: Listen) -> None:
    said = listen("“It shakes,” said Bo Ek.", "“It does,” he said.", "“I hear it,” she said.")
    assert names(said) == ["Bo Ek", "Bo Ek", None]


def test_pronoun_takes_the_son_who_is_named_behind_him(listen: Listen) -> None:
    said = listen("John Miller was born in 1950. His son, Peter Hall, is a smith. “I love it,” he said.")
    assert names(said) == ["Peter Hall"]


def test_pronoun_does_not_skip_a_son_without_a_name(listen: Listen) -> None:
    said = listen("John Miller was born in 1950. His son is a smith. “I love it,” he said.")
    assert "John Miller" not in names(said)


def test_surname_that_the_parser_takes_for_a_noun_holds_the_floor(listen: Listen) -> None:
    said = listen(
        "Karl Brandt was tired. He sat beside Ivo Lund.",
        "“And so was I,” said Lund.",
        "“We both were,” he said.",
    )
    assert names(said) == ["Ivo Lund", "Ivo Lund"]


def test_pronoun_does_not_skip_several_speakers(listen: Listen) -> None:
    said = listen("“It rains,” said John Miller.", "“It pours,” said Bo Ek and Ida Holm.", "“It does,” he said.")
    assert names(said) == ["John Miller", "Bo Ek and Ida Holm", None]
