"""Cues in a parsed paragraph."""

from collections.abc import Callable

import pytest
from spacy.tokens import Token

from index.attribution.parse.parsed import ParsedParagraph
from index.attribution.vocabulary.cue import cue_end, cue_lemma, is_strict

Parse = Callable[[str], ParsedParagraph]


def cues_in(parsed: ParsedParagraph) -> list[Token]:
    return [token for token in parsed.doc if cue_lemma(token) is not None and parsed.is_outside(token)]


@pytest.mark.parametrize(
    ("text", "cues"),
    [
        ("“It works,” she said, adding that he had lied.", ["said", "adding"]),
        ("“He said so,” Ann Lee replied.", ["replied"]),
        ("The claim of the report was denied.", ["denied"]),
        ("The road went north.", []),
    ],
)
def test_cues_are_verbs_of_speech_outside_the_marks(parse: Parse, text: str, cues: list[str]) -> None:
    assert [token.text for token in cues_in(parse(text))] == cues


def test_cue_of_two_words(parse: Parse) -> None:
    parsed = parse("“It works,” she went on.")
    (cue,) = cues_in(parsed)
    assert (cue_lemma(cue), parsed.doc[cue.i : cue_end(cue)].text) == ("continue", "went on")


def test_strict_cues_do_nothing_but_report(parse: Parse) -> None:
    said, called = cues_in(parse("She said that he called it “silly.”"))
    assert (is_strict(said), is_strict(called)) == (True, False)
