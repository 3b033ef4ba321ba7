"""The words of a mention, and who does what a verb says."""

from collections.abc import Callable

import pytest
from spacy.tokens import Token

from index.attribution.parse.mention import mention_of, subject_of
from index.attribution.parse.parsed import ParsedParagraph

Parse = Callable[[str], ParsedParagraph]


def word(parsed: ParsedParagraph, form: str) -> Token:
    (found,) = [token for token in parsed.doc if token.text == form]
    return found


@pytest.mark.parametrize(
    ("text", "head", "expected"),
    [
        ("Russian and Belarusian experts spoke.", "experts", "Russian and Belarusian experts"),
        ("Her rival Paul Brandt says so.", "rival", "Her rival Paul Brandt"),
        ("What architect Selma Quist called art is a stair.", "Quist", "architect Selma Quist"),
        ("Said curator Tomoko Hasegi: “We start now.”", "Hasegi", "curator Tomoko Hasegi"),
        ("A spokesman for the ministry spoke.", "spokesman", "A spokesman for the ministry"),
    ],
)
def test_mention_is_the_phrase_without_what_surrounds_it(parse: Parse, text: str, head: str, expected: str) -> None:
    assert mention_of(word(parse(text), head)).text == expected


@pytest.mark.parametrize(
    ("text", "verb", "subject"),
    [
        ("Analysts cast doubt on the idea that Veldland hid it, saying the books are odd.", "saying", "Analysts"),
        ("Mary Brown quoted John Miller as saying so.", "saying", "Miller"),
        ("The plan was praised by Bo Ek.", "praised", "Ek"),
        ("Called a liar, John Miller resigned.", "Called", None),
    ],
)
def test_subject_is_who_does_it(parse: Parse, text: str, verb: str, subject: str | None) -> None:
    found = subject_of(word(parse(text), verb))
    assert (found.text if found is not None else None) == subject


@pytest.mark.parametrize(
    ("text", "is_pronoun"), [("He spoke.", True), ("They spoke.", True), ("Some spoke.", False), ("Ek spoke.", False)]
)
def test_indefinite_words_are_no_pronouns(parse: Parse, text: str, is_pronoun: bool) -> None:
    assert mention_of(parse(text).doc[0]).is_pronoun is is_pronoun
