"""Names by what has been typed of them."""

import pytest

from bot.typeahead import goes_with

NAMES = ("Ana Lind", "Björn Ek", "Lina Anand", "O’Neil", "***")


@pytest.mark.parametrize(
    ("typed", "names"),
    [
        ("lin", ["Ana Lind", "Lina Anand"]),
        ("an lin", ["Ana Lind", "Lina Anand"]),
        ("BJO", ["Björn Ek"]),
        ("ind", []),
        ("neil", ["O’Neil"]),
        ("", list(NAMES)),
        (" ? ", list(NAMES)),
    ],
)
def test_words_typed_begin_words_of_the_name(typed: str, names: list[str]) -> None:
    assert list(filter(goes_with(typed), NAMES)) == names
