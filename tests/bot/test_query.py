"""Whose words a query wants."""

import pytest

from bot.query import speaker_of_any_words

SPEAKERS = ("Ana Lind", "Bo Ek", "Dagny Holt", "Ivo Holt", "the mayor of Aldby")


@pytest.mark.parametrize(
    ("query", "speaker"),
    [
        ("What did Ana Lind say?", "Ana Lind"),
        ("what  else did LIND say", "Ana Lind"),
        ("What did Ek tell us?", "Bo Ek"),
        ("What has Lind said?", "Ana Lind"),
        ("quotes by Lind", "Ana Lind"),
        ("All statements of Bo Ek.", "Bo Ek"),
        ("What did the mayor of Aldby say?", "the mayor of Aldby"),
        ("What did Holt say?", None),  # two of that name
        ("What did Ana Lind say about the ferry?", None),  # a topic to search for
        ("What did they say about Ana Lind?", None),
        ("Did Ana Lind win?", None),
        ("What did Lindgren say?", None),
        ("Was the border shut?", None),
        ("", None),
    ],
)
def test_speaker_of_any_words(query: str, speaker: str | None) -> None:
    assert speaker_of_any_words(query, SPEAKERS) == speaker


def test_names_are_words_not_patterns() -> None:
    assert speaker_of_any_words("What did A.* (B say?", ["A.* (B"]) == "A.* (B"
    assert speaker_of_any_words("What did Axx (B say?", ["A.*"]) is None
