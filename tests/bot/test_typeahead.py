"""Names by what has been typed of them."""

import pytest

from bot.typeahead import Typeahead

NAMES = Typeahead({"Ana Lind": 9, "Björn Ek": 5, "Lina Anand": 3, "O’Neil": 2, "***": 1})


@pytest.mark.parametrize(
    ("typed", "names"),
    [
        ("lin", ["Ana Lind", "Lina Anand"]),
        ("an lin", ["Ana Lind", "Lina Anand"]),
        ("BJO", ["Björn Ek"]),
        ("ind", []),
        ("neil", ["O’Neil"]),
        ("", ["Ana Lind", "Björn Ek", "Lina Anand", "O’Neil", "***"]),
        (" ? ", ["Ana Lind", "Björn Ek", "Lina Anand", "O’Neil", "***"]),
    ],
)
def test_words_typed_begin_words_of_the_name(typed: str, names: list[str]) -> None:
    assert [name for name, _ in NAMES.names(typed)] == names


def test_numbers_come_along_and_the_limit_holds() -> None:
    assert list(NAMES.names("", 2)) == [("Ana Lind", 9), ("Björn Ek", 5)]
