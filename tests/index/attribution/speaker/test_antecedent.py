"""Whom "he" and "she" mean, and when nobody may be named for them."""

from collections.abc import Callable

Said = dict[str, str | None]
Listen = Callable[..., list[Said]]


def names(said: list[Said]) -> list[str | None]:
    return [quotation["speaker"] for quotation in said]


def test_pronoun_takes_the_one_who_acted_last(listen: Listen) -> None:
    said = listen(
        "“The tax must go,” said John Miller, the mayor. Robert Brown shook his head. “It must stay,” he said."
    )
    assert names(said) == ["John Miller", "Robert Brown"]


def test_pronoun_takes_the_one_of_its_gender(listen: Listen) -> None:
    said = listen("Tomasz Wilk met Mary Brown. “I am glad,” she said. “So am I,” he said.")
    assert names(said) == ["Mary Brown", "Tomasz Wilk"]


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


def test_pronoun_takes_the_one_of_several_speakers_who_fits(listen: Listen) -> None:
    said = listen("“It rains,” said John Miller.", "“It pours,” said Bo Ek and Ida Holm.", "“It does,” he said.")
    assert names(said) == ["John Miller", "Bo Ek and Ida Holm", "Bo Ek"]


def test_pronoun_is_nobody_who_is_named_in_what_it_says(listen: Listen) -> None:
    said = listen(
        "“The tax must go,” said John Miller. Robert Brown shook his head.",
        "“I like Robert Brown,” he added, handing Brown the keys.",
    )
    assert names(said) == ["John Miller", "John Miller"]


def test_who_stands_for_the_noun_before_it(listen: Listen) -> None:
    said = listen("The town hired Marta Olsen, who said that the flour was wet.")
    assert [(s["content"], s["mention"], s["speaker"]) for s in said] == [("the flour was wet", "who", "Marta Olsen")]
