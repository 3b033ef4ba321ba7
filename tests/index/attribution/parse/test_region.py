"""Regions between quotation marks."""

import pytest

from index.attribution.parse.region import find_regions


def regions(text: str) -> list[str]:
    return [text[region.start_char : region.end_char] for region in find_regions(text)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ('"Rain," said Ida. "And hail."', ['"Rain,"', '"And hail."']),
        ("“Rain,” said Ida. “And hail.”", ["“Rain,”", "“And hail.”"]),
        ("„Rain“, said Ida.", ["„Rain“"]),
        ("«Rain», said Ida.", ["«Rain»"]),
        ("``Rain,'' said Ida.", ["``Rain,''"]),
        ('Ida ("the Fox") left—"at noon."', ['"the Fox"', '"at noon."']),
    ],
)
def test_each_style_of_marks_bounds_its_regions(text: str, expected: list[str]) -> None:
    assert regions(text) == expected


def test_straight_opening_closes_with_a_curly_mark_and_the_other_way_round() -> None:
    assert regions('"Rain is near,” said Ida. “Take a hat," she said.') == ['"Rain is near,”', '“Take a hat,"']


def test_opener_set_for_a_closer_closes() -> None:
    assert regions("“Rain is near,“ said Ida. “Go.”") == ["“Rain is near,“", "“Go.”"]


def test_region_left_open_ends_with_its_paragraph() -> None:
    (region,) = find_regions("Ida said: “Rain is near. Take a hat. ")
    assert (region.start_char, region.end_char, region.closed) == (10, 39 - 3, False)


def test_inches_open_nothing_and_close_nothing() -> None:
    assert regions('The man, 5\'10" and bald, said "No."') == ['"No."']
    assert regions('"He is 5\'10" tall," said Ida.') == ['"He is 5\'10" tall,"']


def test_stray_mark_does_not_derail_the_paragraph() -> None:
    assert regions('A pipe of 6" burst. "Run," said Ida. The " end. "Now."') == ['"Run,"', '"Now."']


def test_single_marks_stay_inside() -> None:
    assert regions("“He said ‘no’ to me,” said Ida.") == ["“He said ‘no’ to me,”"]


def test_marks_around_nothing_are_no_region() -> None:
    assert regions('“” and " " and “…”') == []


def test_single_marks_count_where_there_are_no_double_ones() -> None:
    assert regions("‘I’ve boiled water since May,’ said Edda Thorn. ‘It’s hot.’") == [
        "‘I’ve boiled water since May,’",
        "‘It’s hot.’",
    ]
    assert regions("“He said ‘no,’ I think,” said Edda Thorn.") == ["“He said ‘no,’ I think,”"]


@pytest.mark.parametrize("text", ["The ‘90s were wet.", "It was the boys’ day.", "The ‘old’ mill burned."])
def test_single_marks_that_may_be_apostrophes_are_none(text: str) -> None:
    assert regions(text) == []
