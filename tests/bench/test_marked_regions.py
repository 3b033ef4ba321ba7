"""Regions between marks, as the measure reads them."""

import pytest
from marked_regions import marked_regions


@pytest.mark.parametrize(
    ("text", "inside"),
    [
        ("no marks", []),
        ("“Go,” he said. “Stay.”", ["“Go,”", "“Stay.”"]),
        ('"Go," he said, "or stay."', ['"Go,"', '"or stay."']),
        ("``Go,'' he said.", ["``Go,''"]),
        ("„Go“ still open\n«Stay»", ["„Go“ still open", "«Stay»"]),
        ("“Left open\n\n“and here” closed", ["“Left open", "“and here”"]),
        ("a closer” without an opener", []),
        ('the 5" nail', []),
        ('"Go "ahead" now', ['"Go "ahead"']),
        ('"Go" , he said', ['"Go"']),
    ],
)
def test_regions_include_their_marks_and_end_with_the_line(text: str, inside: list[str]) -> None:
    assert [text[start:end] for start, end in marked_regions(text)] == inside
