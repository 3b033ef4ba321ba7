"""What is speech, and whether it stands alone."""

from collections.abc import Callable

import pytest

Said = dict[str, str | None]
Listen = Callable[..., list[Said]]


def test_scare_quote_is_mixed_and_belongs_to_the_sentences_subject(listen: Listen) -> None:
    _, said = listen(
        "Paul Brandt, in an interview with local radio, rebuked the council for the delay, dismissing its plan as "
        "“terribly childish.”"
    )
    assert (said["kind"], said["content"], said["cue"], said["speaker"]) == (
        "mixed",
        "its plan as “terribly childish.”",
        "dismissing",
        "Paul Brandt",
    )


def test_part_of_a_reported_clause_is_mixed(listen: Listen) -> None:
    (said,) = listen("Marta Olsen said the bridge was “a bit shaky” but open.")
    content = "the bridge was “a bit shaky” but open"
    assert (said["kind"], said["content"], said["speaker"]) == ("mixed", content, "Marta Olsen")


@pytest.mark.parametrize(
    "text",
    [
        'Rolf "The Anvil" Jansen won the match in Veldburg.',
        "The theatre in Veldburg opens with “The Glass Harbor” on Monday.",
        "The council closed the bridge in May, and the lorries went through Veldburg.",
    ],
)
def test_nicknames_titles_and_narration_are_nobodys_speech(listen: Listen, text: str) -> None:
    assert listen(text) == []


def test_words_between_marks_without_any_cue_have_no_speaker(listen: Listen) -> None:
    (said,) = listen("The street is known for its “wet markets” and its rain.")
    assert (said["content"], said["kind"], said["speaker"], said["evidence"]) == (
        "its “wet markets” and its rain",
        "mixed",
        None,
        "none",
    )


def test_words_in_capitals_are_speech_when_a_cue_opens_them(listen: Listen) -> None:
    (said,) = listen("Marta Olsen called him “Lazy Larry” on Monday.")
    assert (said["content"], said["speaker"]) == ("him “Lazy Larry”", "Marta Olsen")
