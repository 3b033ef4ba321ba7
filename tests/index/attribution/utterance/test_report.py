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
            "the bank has lost its way",
            "According to",
            "Viktor Tarnow",
            "according-to",
        ),
        (
            "According to Tarnow, an economist in Veldburg, the bank has lost its way.",
            "the bank has lost its way",
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
        ("For Tarnow, the bank has lost its way.", "the bank has lost its way", "For", "Tarnow", "for"),
        ("In Tarnow’s view, the bank has lost its way.", "the bank has lost its way", "In", "Tarnow", "for"),
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
    ("text", "content", "cue", "speaker"),
    [
        ("The EU has accused the bank of hiding it.", "the bank of hiding it", "accused", "The EU"),
        ("Veldland says the bank hid its losses.", "the bank hid its losses", "says", "Veldland"),
        ("Some experts conclude that the bank lied.", "the bank lied", "conclude", "Some experts"),
        ("For some experts, the losses are no surprise.", "the losses are no surprise", "For", "some experts"),
        ("Some say that the bank lied.", "the bank lied", "say", "Some"),
        (
            "Analysts cast doubt on the idea that Veldland hid the losses, saying the books are complex.",
            "the books are complex",
            "saying",
            "Analysts",
        ),
        (
            "Veldland, in turn, says Ostrel, Karstland's only friend and key trading partner, hid the losses.",
            "Ostrel, Karstland's only friend and key trading partner, hid the losses",
            "says",
            "Veldland",
        ),
        (
            "The plan shows how much the bank has lost, officials told the Courier this week.",
            "The plan shows how much the bank has lost",
            "told",
            "officials",
        ),
    ],
)
def test_paraphrase_of_others_keeps_the_articles_words(
    listen: Listen, text: str, content: str, cue: str, speaker: str
) -> None:
    said = listen(text)
    assert [(s["kind"], s["content"], s["cue"], s["speaker"]) for s in said] == [("indirect", content, cue, speaker)]


@pytest.mark.parametrize(
    "text",
    [
        "For Tarnow the train left at noon.",
        "Tarnow did not say that the bank has lost its way.",
        "For Veldburg, the bank was a blessing.",
    ],
)
def test_narration_is_nobodys_paraphrase(listen: Listen, text: str) -> None:
    assert len(listen(KNOWN, text)) == 1
