"""What a filter may be, and the sentence for one that may not."""

from collections.abc import Mapping
from dataclasses import dataclass, field

import pytest

from bot.filters import Filters, checked_filters, selection_of
from index.errors import QueryError
from index.store.selection import Selection


@dataclass(frozen=True)
class Names:
    """The names of an index without the index."""

    speakers: Mapping[str, int] = field(default_factory=lambda: {"Ana Lind": 2, "Bo Ek": 1})
    publishers: Mapping[str, int] = field(default_factory=lambda: {"The Tidings": 2, "The Gazette": 1})


def refusal(filters: Filters, names: Names = Names()) -> str:  # noqa: B008 - frozen
    with pytest.raises(QueryError) as caught:
        checked_filters(filters, names)
    return str(caught.value)


def test_names_become_those_of_the_passages() -> None:
    filters = Filters(speaker=" ana  LIND ", kind="Quotation ", publisher="the\ttidings")
    assert checked_filters(filters, Names()) == Filters(speaker="Ana Lind", kind="quotation", publisher="The Tidings")
    assert checked_filters(Filters(speaker="ek"), Names()) == Filters(speaker="Bo Ek")


def test_speakers_own_spelling_goes_before_any_other() -> None:
    names = Names(speakers={"Ana Lind": 2, "ANA LIND": 1})
    assert checked_filters(Filters(speaker="Ana Lind"), names) == Filters(speaker="Ana Lind")


@pytest.mark.parametrize("blank", [None, "", " \t\n"])
def test_blank_filter_is_none(blank: str | None) -> None:
    assert checked_filters(Filters(blank, blank, blank, blank, blank), Names()) == Filters()


@pytest.mark.parametrize(
    ("given", "first", "last"),
    [
        ("2021-03-04", "2021-03-04", "2021-03-04"),
        (" 2021-03 ", "2021-03-01", "2021-03-31"),
        ("2021-02", "2021-02-01", "2021-02-28"),
        ("2020-02", "2020-02-01", "2020-02-29"),
        ("2021-12", "2021-12-01", "2021-12-31"),
        ("2021", "2021-01-01", "2021-12-31"),
        ("0999", "0999-01-01", "0999-12-31"),
    ],
)
def test_month_and_year_run_from_their_first_to_their_last_day(given: str, first: str, last: str) -> None:
    checked = checked_filters(Filters(published_from=given, published_to=given), Names())
    assert checked == Filters(published_from=first, published_to=last)


@pytest.mark.parametrize(
    "date", ["2021-13", "2021-02-29", "0000", "2021-3-4", "21", "20210304", "4 March 2021", "2021-03-04T10:00", "٢٠٢١"]
)
def test_what_is_no_date_is_refused(date: str) -> None:
    sentence = f"'{date}' is no date; write it as YYYY-MM-DD, YYYY-MM or YYYY"
    assert refusal(Filters(published_from=date)) == sentence
    assert refusal(Filters(published_to=date)) == sentence


def test_dates_that_run_backwards_are_refused() -> None:
    assert refusal(Filters(published_from="2021-03", published_to="2020")) == (
        "the dates from 2021-03-01 to 2020-12-31 run backwards; exchange the two"
    )


def test_names_that_no_passage_has_are_refused() -> None:
    assert refusal(Filters(speaker="Cy")) == "no passage has the speaker 'Cy'; choose a name from the list of speakers"
    assert refusal(Filters(kind=" direct ")) == (
        "'direct' is no kind of passage; choose quotation, paraphrase or narration"
    )


@pytest.mark.parametrize(
    ("publishers", "what_to_do"),
    [
        ([], "none of them names a publisher, so ask without one"),
        (["A"], "choose one of A"),
        (["A", "B", "C", "D", "E"], "choose one of A, B, C, D, E"),
        (["A", "B", "C", "D", "E", "F"], "choose one such as A, B, C, D, E"),
    ],
)
def test_unknown_publisher_is_refused_with_those_there_are(publishers: list[str], what_to_do: str) -> None:
    names = Names(publishers=dict.fromkeys(publishers, 1))
    assert refusal(Filters(publisher=" X "), names) == f"no passage has the publisher 'X'; {what_to_do}"


@pytest.mark.parametrize("value", ["a\0b", "\udcff"])
def test_filter_that_is_no_text_is_refused(value: str) -> None:
    sentence = "a filter holds a character that is not text; type it anew"
    assert [refusal(Filters(speaker=value)), refusal(Filters(published_to=value))] == [sentence, sentence]


def test_selection_is_what_was_checked() -> None:
    filters = Filters("Ana Lind", "narration", "The Tidings", "2021-01-01", "2021-12-31")
    assert selection_of(filters) == Selection("Ana Lind", "narration", "The Tidings", "2021-01-01", "2021-12-31")
    assert selection_of(Filters()) == Selection()
