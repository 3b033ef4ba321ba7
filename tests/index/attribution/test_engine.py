"""The engine on any text: order, offsets, limits."""

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from spacy.language import Language

from index.article import Paragraph
from index.attribution.engine import attribute_paragraphs
from index.attribution.parse.parser import MAX_PARAGRAPH_CHARS, load_parser
from index.errors import ModelError

PIECES = [
    "“",
    "”",
    '"',
    "«",
    "said",
    "Ann Lee",
    "he",
    "She added",
    ",",
    ".",
    ":",
    "According to",
    "For",
    "\u2014",
    "5'10\"",
]


def test_titles_and_headings_hold_no_speech(nlp: Language) -> None:
    text = "“Go now,” said Ann Lee."
    paragraphs = [
        Paragraph(text, 0, 1, "title"),
        Paragraph(text, 30, 2, "heading"),
        Paragraph(text, 60, 3, "standfirst"),
    ]
    assert [quotation.content.start_char for quotation in attribute_paragraphs(paragraphs, nlp)] == [60]


def test_empty_paragraph_is_passed_over(nlp: Language) -> None:
    paragraphs = [Paragraph("", 0, 1), Paragraph("Bo Ek rose. “Go now,” he said.", 2, 2), Paragraph(" ", 40, 3)]
    assert [quotation.speaker for quotation in attribute_paragraphs(paragraphs, nlp)] == ["Bo Ek"]


def test_no_paragraphs_give_nothing(nlp: Language) -> None:
    assert attribute_paragraphs([], nlp) == []


def test_words_past_the_parsers_limit_stay_without_speaker(nlp: Language) -> None:
    text = "rain " * (MAX_PARAGRAPH_CHARS // 5) + "“Go now,” said Ann Lee."
    (quotation,) = attribute_paragraphs([Paragraph(text, 0, 1)], nlp)
    assert (quotation.speaker, quotation.evidence) == (None, "none")
    assert text[quotation.content.start_char : quotation.content.end_char] == "“Go now,”"


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(st.lists(st.one_of(st.sampled_from(PIECES), st.text(max_size=8)), max_size=12), max_size=4))
def test_any_text_gives_ordered_spans_within_it(nlp: Language, pieces: list[list[str]]) -> None:
    paragraphs: list[Paragraph] = []
    start = 0
    for number, words in enumerate(pieces, 1):
        paragraphs.append(Paragraph(" ".join(words), start, number))
        start += len(paragraphs[-1].text) + 2
    found = attribute_paragraphs(paragraphs, nlp)
    assert found == sorted(found, key=lambda quotation: quotation.content.start_char)
    for quotation in found:
        for span in (quotation.content, quotation.cue, quotation.speaker_mention):
            assert span is None or any(
                p.start_char <= span.start_char < span.end_char <= p.end_char for p in paragraphs
            )
        assert 0.0 <= quotation.confidence <= 1.0


def test_endless_word_neither_stops_the_parser_nor_shifts_offsets(nlp: Language) -> None:
    text = "“" * 50_000 + "”"
    assert attribute_paragraphs([Paragraph(text, 0, 1)], nlp) == []
    text = "z" * 5_000 + " “Go now,” said Ann Lee."
    (quotation,) = attribute_paragraphs([Paragraph(text, 0, 1)], nlp)
    assert (text[quotation.content.start_char : quotation.content.end_char], quotation.speaker) == (
        "“Go now,”",
        "Ann Lee",
    )


def test_half_a_surrogate_pair_is_no_obstacle(nlp: Language) -> None:
    (quotation,) = attribute_paragraphs([Paragraph("“Go \ud800 now,” said Ann Lee.", 0, 1)], nlp)
    assert quotation.speaker == "Ann Lee"


def test_missing_model_is_reported_with_the_way_to_install_it(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("index.attribution.parse.parser.MODEL_PACKAGE", "en_core_web_absent")
    with pytest.raises(ModelError, match="pip install en_core_web_absent"):
        load_parser()
