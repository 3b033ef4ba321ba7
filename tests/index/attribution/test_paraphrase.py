"""Paraphrases: reported without marks."""

from collections.abc import Callable

import pytest

Said = dict[str, str | None]
Listen = Callable[..., list[Said]]

KNOWN = "“Prices fell,” said Viktor Tarnow."


@pytest.mark.parametrize(
    ("text", "content", "cue", "mention", "evidence"),
    [
        (
            "According to Viktor Tarnow, the bank has lost its way.",
            "the bank has lost its way.",
            "According to",
            "Viktor Tarnow",
            "according-to",
        ),
        (
            "According to Tarnow, an economist in Veldburg, the bank has lost its way.",
            "the bank has lost its way.",
            "According to",
            "Tarnow",
            "according-to",
        ),
        (
            "The bank has lost its way, according to Tarnow.",
            "The bank has lost its way",
            "according to",
            "Tarnow",
            "according-to",
        ),
        ("For Tarnow, the bank has lost its way.", "the bank has lost its way.", "For", "Tarnow", "for"),
        ("In Tarnow’s view, the bank has lost its way.", "the bank has lost its way.", "In", "Tarnow", "for"),
        ("Tarnow said that the bank has lost its way.", "the bank has lost its way", "said", "Tarnow", "subject"),
        ("The bank has lost its way, Tarnow said.", "The bank has lost its way", "said", "Tarnow", "subject"),
        ("He said the bank has lost its way.", "the bank has lost its way", "said", "He", "pronoun"),
    ],
)
def test_paraphrase_of_a_person(listen: Listen, text: str, content: str, cue: str, mention: str, evidence: str) -> None:
    said = listen(KNOWN, text)
    assert said[1:] == [
        {
            "kind": "indirect",
            "content": content,
            "cue": cue,
            "mention": mention,
            "speaker": "Viktor Tarnow",
            "role": said[0]["role"],
            "evidence": evidence,
        }
    ]


@pytest.mark.parametrize(
    "text",
    [
        "The EU has accused the bank of hiding its losses.",
        "Veldland says the bank hid its losses.",
        "Some experts conclude that the bank hid its losses.",
        "For some experts, the bank’s losses are no surprise.",
        "Analysts cast doubt on the plan, saying the bank’s position is complex.",
        "The town chose Lena Brandt, the candidate who said she had won.",
        "For Tarnow the train left at noon.",
        "Tarnow did not say that the bank has lost its way.",
        "For Veldburg, the bank was a blessing.",
    ],
)
def test_narration_is_nobodys_paraphrase(listen: Listen, text: str) -> None:
    assert len(listen(KNOWN, text)) == 1
