"""The address of an answer."""

from urllib.parse import parse_qsl

from hypothesis import given
from hypothesis import strategies as st

from bot.filters import Filters
from bot.render.permalink import answer_address


def test_question_filters_and_what_came_before_are_in_the_address() -> None:
    filters = Filters("Ana Lind", "quotation", "R&D", "2021-03-01", "2021-03-04")
    assert answer_address("What? 100% <b>", filters, previous="one\ntwo", anyone=True) == (
        "?q=What%3F+100%25+%3Cb%3E&speaker=Ana+Lind&kind=quotation&publisher=R%26D&from=2021-03-01&to=2021-03-04"
        "&anyone=true&previous=one%0Atwo"
    )


def test_what_is_not_set_is_left_out() -> None:
    assert answer_address("a", Filters()) == "?q=a"


@given(st.text(st.characters(exclude_categories=["Cs"]), min_size=1))
def test_question_is_read_out_of_the_address_character_for_character(query: str) -> None:
    assert dict(parse_qsl(answer_address(query, Filters())[1:]))["q"] == query
