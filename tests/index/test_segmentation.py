"""Articles cut into passages, with the attributions that fall in each."""

from index.article import Article
from index.attribution.attributed import AttributedQuotation, Span
from index.passage import Attribution, TextSpan
from index.reading.text import read_text
from index.segmentation import segment_article

TEXT = "Floods\n\nThe river rose.\n\nAfter\n\n“It fell,” said Dagny Holt. “Slowly.”\n\n“Very slowly.”\n"


def article(text: str) -> Article:
    return read_text(text.encode(), "f")


def span(words: str, text: str = TEXT) -> Span:
    return Span(text.index(words), text.index(words) + len(words))


def count_words(text: str) -> int:
    return len(text.split())


def quotation(content: Span, cue: Span | None, mention: Span | None, kind: str = "direct") -> AttributedQuotation:
    return AttributedQuotation(
        kind=kind,  # type: ignore[arg-type]
        content=content,
        cue=cue,
        speaker_mention=mention,
        speaker="Dagny Holt",
        role=None,
        evidence="subject",
        confidence=0.987,
    )


def test_passages_are_paragraphs_without_title_and_headings() -> None:
    passages = segment_article(article(TEXT), [], count_words)
    assert [(p.id, p.paragraph, p.section, p.start_char, p.end_char, p.text) for p in passages] == [
        ("f:1", 2, None, 8, 23, "The river rose."),
        ("f:2", 4, "After", 32, 69, "“It fell,” said Dagny Holt. “Slowly.”"),
        ("f:3", 5, "After", 71, 85, "“Very slowly.”"),
    ]


def test_attributions_count_from_the_passage_and_name_another_paragraph() -> None:
    cue, mention = span("said"), span("Dagny Holt")
    quotations = [
        quotation(span("“It fell,”"), cue, mention),
        quotation(span("“Slowly.”"), cue, mention),
        quotation(span("“Very slowly.”"), cue, mention),
    ]
    _, second, third = segment_article(article(TEXT), quotations, count_words)
    here = {"cue": TextSpan("said", 11, 15), "speaker_mention": TextSpan("Dagny Holt", 16, 26)}
    shared = {"speaker": "Dagny Holt", "evidence": "subject", "confidence": 0.99}
    assert second.attributions == (
        Attribution(kind="direct", start_char=0, end_char=10, **here, **shared),  # type: ignore[arg-type]
        Attribution(kind="direct", start_char=28, end_char=37, **here, **shared),  # type: ignore[arg-type]
    )
    there = {"cue": TextSpan("said", 11, 15, 4), "speaker_mention": TextSpan("Dagny Holt", 16, 26, 4)}
    assert third.attributions == (
        Attribution(kind="direct", start_char=0, end_char=14, **there, **shared),  # type: ignore[arg-type]
    )


def sentences_of_100_words() -> list[str]:
    return [" ".join([f"Sentence{letter}", *["word"] * 98, "end."]) for letter in "ABCDE"]


def test_long_paragraph_is_cut_at_sentence_ends() -> None:
    one, two, three, four, five = sentences_of_100_words()
    text = f"Floods\n\n{one} {two} {three} {four} {five}\n"
    passages = segment_article(article(text), [], count_words)
    assert [p.text for p in passages] == [f"{one} {two}", f"{three} {four}", five]
    assert [p.id for p in passages] == ["f:1", "f:2", "f:3"]
    assert {p.paragraph for p in passages} == {2}
    assert all(text[p.start_char : p.end_char] == p.text for p in passages)


def test_abbreviations_and_initials_do_not_end_a_sentence() -> None:
    words = " ".join(["word"] * 245)
    text = f"Floods\n\nAt first {words} said Mr. Holt of J. Lind. Then he left the room at once.\n"
    assert [p.text for p in segment_article(article(text), [], count_words)] == [
        f"At first {words} said Mr. Holt of J. Lind.",
        "Then he left the room at once.",
    ]


def test_sentence_longer_than_a_passage_is_cut_between_words() -> None:
    words = " ".join(str(n) for n in range(300))
    assert [count_words(p.text) for p in segment_article(article(f"Floods\n\n{words}\n"), [], count_words)] == [256, 44]


def test_quotation_over_a_cut_is_attributed_in_both_passages() -> None:
    one, two, three, *_ = sentences_of_100_words()
    text = f"Floods\n\n“{one} {two} {three}” said Dagny Holt.\n"
    whole = quotation(Span(8, text.index("” said") + 1), span("said", text), span("Dagny Holt", text))
    first, second = segment_article(article(text), [whole], count_words)
    assert (first.text, second.text) == (f"“{one} {two}", f"{three}” said Dagny Holt.")
    assert [(a.start_char, a.end_char) for a in first.attributions] == [(0, len(first.text))]
    assert first.attributions[0].cue == TextSpan("said", text.index("said") - 8, text.index("said") - 4, 2)
    assert [(a.start_char, a.end_char) for a in second.attributions] == [(0, len(three) + 1)]
    assert second.attributions[0].cue == TextSpan("said", len(three) + 2, len(three) + 6)
