"""When a name that is shown is the one that was expected."""

import pytest

from bot.check.names import is_same_name


@pytest.mark.parametrize(
    ("expected", "shown"),
    [
        ("Ana Lind", "Ana Lind"),
        ("ana LIND", "Ana Lind"),
        (" Ana  Lind ", "Ana Lind"),
        ("Jose Nunez", "José Núñez"),
        ("José Núñez", "Jose\u0301 Nu\u0301n\u0303ez"),
        ("EU", "The EU"),
        ("the EU", "EU"),
        ("An Economist", "The Economist"),
        ("Lind", "Ana Lind"),
        ("LIND", "Ana Lind"),
        ("Jean Claude Roy", "Jean-Claude Roy"),
        ("J. Roy", "J Roy"),
        ("von der Leyen", "Ursula von der Leyen"),
        ("Leyen", "Ursula von der Leyen"),
        ("The", "the"),
        ("张伟", "张伟"),
        ("?", " ?"),
    ],
)
def test_same_name_whatever_its_case_accents_article_and_marks(expected: str, shown: str) -> None:
    assert is_same_name(expected, shown)


@pytest.mark.parametrize(
    ("expected", "shown"),
    [
        ("Ana Lind", "Lind"),
        ("Ana Lind", "Bo Lind"),
        ("Ana", "Ana Lind"),
        ("Lind", "Linda"),
        ("Russia", "Bank of Russia"),
        ("Health", "the Ministry for Health"),
        ("Ana Lind", "Dr Ana Lind"),
        ("der Leyden", "Ursula von der Leyen"),
        ("Lind", "Lind Holt"),
        ("Ana Lind", "Lind Ana"),
        ("Ana Lind", "Maria Ana Lind"),
        ("the", "The EU"),
        ("Lind", ""),
        ("?", "!"),
        ("?", "Ana Lind"),
        ("Ana Lind", "?"),
    ],
)
def test_another_name_is_not_the_same(expected: str, shown: str) -> None:
    assert not is_same_name(expected, shown)
