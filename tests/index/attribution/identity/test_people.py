"""Who is who: full names, their parts, what is no part of a name."""

from collections.abc import Callable

import pytest

from index.attribution.identity.name import name_runs
from index.attribution.identity.people import find_people
from index.attribution.parse.parsed import ParsedParagraph

Parse = Callable[[str], ParsedParagraph]


def names(parsed: ParsedParagraph) -> list[str]:
    return [run.text for run in name_runs(parsed.doc)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Johanna van der Meulen rose.", ["Johanna van der Meulen"]),
        ("Anne-Sofie Lund-Krag rose.", ["Anne-Sofie Lund-Krag"]),
        ("Fisherman Bo Ekdal rose.", ["Bo Ekdal"]),
        ("Mayor Ilse Maar rose.", ["Ilse Maar"]),
        ("Anton “Hammer” Reuss rose.", ["Anton “Hammer” Reuss"]),
        ("Peter Hall rose.", ["Peter Hall"]),
    ],
)
def test_name_is_whole_and_without_its_title(parse: Parse, text: str, expected: list[str]) -> None:
    assert names(parse(text)) == expected


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        (("Meulen",), ["Johanna van der Meulen"]),
        (("Van", "der", "Meulen"), ["Johanna van der Meulen"]),
        (("Lund-Krag",), ["Anne-Sofie Lund-Krag"]),
        (("Krag",), []),
        (("Johanna", "Lund-Krag"), []),
    ],
)
def test_part_of_a_name_means_its_bearer(parse: Parse, words: tuple[str, ...], expected: list[str]) -> None:
    people = find_people([parse("Johanna van der Meulen and Anne-Sofie Lund-Krag rose.")])
    assert [person.name for person in people.named(words, 1000)] == expected


def test_gender_is_told_by_the_given_name(parse: Parse) -> None:
    people = find_people([parse("Johanna van der Meulen met Viktor Tarnow and Robin Ek in Veldburg.")])
    assert {person.name: person.gender for person in people.by_key.values()} == {
        "Johanna van der Meulen": "female",
        "Viktor Tarnow": "male",
        "Robin Ek": None,
    }
