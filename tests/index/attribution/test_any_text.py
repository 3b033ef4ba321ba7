"""The law of attribution: whatever the text, nothing is raised and every span lies within it."""

import re

from hypothesis import example, given
from hypothesis import strategies as st
from spacy.language import Language

from index.article import Paragraph
from index.attribution.attributed import AttributedQuotation, Span
from index.attribution.engine import attribute_paragraphs
from index.passage import QuotationKind
from tests.index.attribution.conftest import body

MARKS = [*"“”„‟\"＂«»‹›‘’‚'`´", "``", "''"]
CUES = """
said / says / saying / added / told / asked whether / called / accused / denied / did not say / warned that
according to / According to / For / In / In the view of / quoted / as saying / was told by
"""
NAMES = """
Ann Lee / Lee / Dr. Lee / Mrs. Lee / Bo Ek Jr. / Jan van der Meer / Anne-Sofie Lund-Krag / Northbank’s Ek
a spokesman for Northbank / some experts / he / she / they / we / it / who / the two
"""
SIGNS = [*",.:;?!…—–-()", "5'10\"", "’s", "From", "that", "the bridge is safe"]
SPACES = [" ", "\n", "\n\n", "\t", "\r\n", "\u00a0", "\u2028", "\u200b", "\ufeff", "\0"]
ODDITIES = ["\ud800", "\udfff", "\U0001f600", "e\u0301", "\u202e", "İ", "ﬁ"]


def phrases(text: str) -> list[str]:
    return re.split(r" / |\n", text.strip())


any_character = st.characters(exclude_categories=())
any_words = st.text(any_character, max_size=12)
pieces = st.one_of(*map(st.sampled_from, (MARKS, phrases(CUES), phrases(NAMES), SIGNS, SPACES, ODDITIES)), any_words)
assembled = st.builds(lambda words, space: space.join(words), st.lists(pieces, max_size=16), st.sampled_from(["", " "]))
articles = st.lists(st.one_of(assembled, st.text(any_character, max_size=60)), max_size=4)

KINDS: tuple[QuotationKind, ...] = ("direct", "mixed", "indirect")


@given(articles)
@example([""])
@example(["“"])
@example(["said", "“”", ":"])
@example(["“Go,” said\n\nAnn Lee"])
@example(["\ud800“Go,” said \udfffAnn Lee.", "\ud800"])
@example(["— Ann Lee", "“Go.”", "— Ann Lee"])
def test_any_text_is_attributed_with_spans_inside_one_paragraph_each(nlp: Language, texts: list[str]) -> None:
    text, paragraphs = body(*texts)
    for quotation in attribute_paragraphs(paragraphs, nlp):
        assert quotation.kind in KINDS
        assert 0.0 <= quotation.confidence <= 1.0
        for span in spans(quotation):
            assert 0 <= span.start_char < span.end_char <= len(text)
            assert any(p.start_char <= span.start_char and span.end_char <= p.end_char for p in paragraphs)


@given(articles)
def test_any_text_gives_its_quotations_in_order_and_none_twice(nlp: Language, texts: list[str]) -> None:
    _, paragraphs = body(*texts)
    contents = [quotation.content for quotation in attribute_paragraphs(paragraphs, nlp)]
    assert contents == sorted(set(contents))


@given(articles, st.integers(1, 1000))
def test_paragraphs_further_down_a_text_give_the_same_quotations_further_down(
    nlp: Language, texts: list[str], shift: int
) -> None:
    _, paragraphs = body(*texts)
    shifted = [Paragraph(p.text, p.start_char + shift, p.number) for p in paragraphs]
    assert [moved(quotation, shift) for quotation in attribute_paragraphs(paragraphs, nlp)] == [
        moved(quotation, 0) for quotation in attribute_paragraphs(shifted, nlp)
    ]


def spans(quotation: AttributedQuotation) -> list[Span]:
    found = (quotation.content, quotation.cue, quotation.speaker_mention)
    return [span for span in found if span is not None]


def moved(quotation: AttributedQuotation, shift: int) -> tuple[str, str | None, list[tuple[int, int]]]:
    """The quotation's kind, speaker and spans, the spans moved by so many characters."""
    places = [(span.start_char + shift, span.end_char + shift) for span in spans(quotation)]
    return quotation.kind, quotation.speaker, places
