"""A bare text's paragraphs: where they start, and which one is a headline."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from index.attribution.bare_text import bare_paragraphs


def test_paragraphs_are_the_lines_that_are_not_blank_wherever_they_start() -> None:
    text = "\n \r\n\tFerry Sails \r\n\r\nIt rains.\u2028\u00a0\u2028It \ud800pours.\rGone"
    found = [(p.text, p.start_char, p.number, p.kind) for p in bare_paragraphs(text)]
    assert found == [
        ("Ferry Sails", 5, 1, "title"),
        ("It rains.", 21, 2, "body"),
        ("It \ud800pours.", 33, 3, "body"),
        ("Gone", 44, 4, "body"),
    ]


@pytest.mark.parametrize(
    ("first", "kind"),
    [
        ("Ferry to Skarholm Sails Again", "title"),
        ("‘We Stay,’ Says Holt", "title"),
        ("Ferry Sails “Again”", "title"),
        ("The ferry sails again.", "body"),
        ("Will it sail?", "body"),
        ("Holt said: “We stay.”", "body"),
        ("(It rains.)", "body"),
        ("Dagny Holt said:", "body"),
    ],
)
def test_a_first_line_is_a_headline_when_no_sentence_ends_there(first: str, kind: str) -> None:
    assert [p.kind for p in bare_paragraphs(f"{first}\n\nMore follows")] == [kind, "body"]


def test_an_only_line_is_no_headline() -> None:
    assert [p.kind for p in bare_paragraphs("\nIt rains in Skarholm\n")] == ["body"]


def test_a_blank_text_has_no_paragraph() -> None:
    assert bare_paragraphs(" \r\n\u2029\t") == []


@given(st.text(st.sampled_from("a .\t\n\r\v\f\x1c\x85\u2028\u2029\u3000\U0001f600\ud800”")))
def test_each_paragraph_is_the_slice_it_says_and_none_is_lost(text: str) -> None:
    paragraphs = bare_paragraphs(text)
    assert [text[p.start_char : p.end_char] for p in paragraphs] == [p.text for p in paragraphs]
    assert "".join("".join(p.text for p in paragraphs).split()) == "".join(text.split())
    assert [p.number for p in paragraphs] == list(range(1, len(paragraphs) + 1))
