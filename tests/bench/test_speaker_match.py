"""When a predicted speaker counts as the labelled one."""

import pytest
from labelled import LabelledQuote
from speaker_match import is_right, shows_speaker


def quote(speaker: str = "", kind: str = "named", **fields: object) -> LabelledQuote:
    return LabelledQuote(0, 1, "direct", speaker=speaker, speaker_kind=kind, **fields)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("gold", "predicted", "right"),
    [
        (quote("Dagny Holt"), "Holt", True),
        (quote("Dagny Holt"), "harbour master HOLT’s", True),
        (quote("Dagny Holt"), "Dagny", False),
        (quote("Dagny Holt"), "", False),
        (quote("Bo Ek Jr."), "Bo Ek", True),
        (quote("Bo Ek Jr."), "Jr.", False),
        (quote("the harbour master", "nominal", speaker_head="Master"), "a master", True),
        (quote("the harbour master", "nominal", speaker_head="master"), "the harbour", False),
        (quote("officials", "nominal"), "some officials", True),
        (quote("Skarholm Port Board", "org", speaker_head="Port"), "the port", True),
        (quote("Skarholm Port Board", "org", speaker_head="Port"), "the board", True),
        (quote("the mayor", "nominal", speaker_head="mayor", speaker_alternatives=("Una Berg",)), "Berg", True),
        (quote("they", "pronoun"), "They", True),
        (quote("they", "pronoun"), "Holt", False),
        (quote("She", "pronoun-resolved"), "she", False),
        (quote(""), "", True),
        (quote(""), "Holt", False),
    ],
)
def test_a_key_word_of_the_label_must_be_there(gold: LabelledQuote, predicted: str, right: bool) -> None:
    assert is_right(gold, quote(predicted)) is right


def test_a_labelled_pronoun_is_found_where_it_stands() -> None:
    gold = quote("they", "pronoun", speaker_span=(10, 14))
    assert is_right(gold, quote(speaker_span=(12, 20)))
    assert not is_right(gold, quote(speaker_span=(14, 20)))


def test_a_label_of_a_place_alone_is_a_speaker_that_nobody_can_name() -> None:
    assert not is_right(quote(speaker_span=(10, 14)), quote())


def test_a_pronoun_shows_no_speaker() -> None:
    assert [shows_speaker(quote(name)) for name in ("", "he", "He", "He Jun", "Holt")] == [
        False,
        False,
        False,
        True,
        True,
    ]
