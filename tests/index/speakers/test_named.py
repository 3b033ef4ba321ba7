"""What counts as a name."""

import pytest

from index.speakers.named import is_named


@pytest.mark.parametrize(
    "name",
    [
        *("Ana Lind", "Lind", "Poland", "The EU", "the European Union", "B. Lind", "John O’Hara", "Ana Lind Jr."),
        *("Ursula von der Leyen", "Mayor Bill de Blasio", "Ministry of Defence", "Ban Ki-moon", "Citizens for Justice"),
        *("张伟", "مريم", "Илья Ефремов", "Wilhelm “Willi” Falk", "Baker", "Sanders", "The White House"),
    ],
)
def test_people_and_organisations_are_named(name: str) -> None:
    assert is_named(name)


@pytest.mark.parametrize(
    "words",
    [
        *("some experts", "some Russian experts", "the spokesman", "some", "Some", "Experts", "Officials", "the mayor"),
        *("analysts from the two countries", "Russian and Belarusian experts", "A union", "Clinton’s team", "Police"),
        *("Officials of Östervik", "the", "?!", "", "—"),
    ],
)
def test_the_articles_own_words_are_no_name(words: str) -> None:
    assert not is_named(words)
