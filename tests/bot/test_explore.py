"""Who speaks most: numbers worked out by hand."""

from datetime import date

import pytest

from bot.explore.overview import SpeakerSummary, explore, matching
from bot.explore.periods import MONTH
from bot.explore.profile import profile_of
from tests.bot.explored import HARBOUR, spoken

ANA = SpeakerSummary("Ana Lind", 1, 4, 3, 1, 1, date(2020, 3, 31), date(2021, 3, 2), ((0, 1), (12, 2)))
BO = SpeakerSummary("Bo Ek", 2, 1, 1, 0, 0, date(2021, 3, 30), date(2021, 3, 30), ((12, 1),))
DOCKERS = SpeakerSummary("some dockers", 1, 1, 0, 1, 0, date(2021, 3, 2), date(2021, 3, 2), ((12, 1),))


def test_speakers_in_numbers() -> None:
    found = explore(HARBOUR)
    assert (found.n_passages, found.n_articles, found.n_spoken, found.n_undated) == (8, 5, 6, 1)
    assert (found.first, found.last) == (date(2020, 3, 31), date(2021, 3, 30))
    assert found.calendar is not None
    assert (found.calendar.unit, found.calendar.n_periods) == (MONTH, 13)
    assert found.named == (ANA, BO)
    assert found.nominals == (DOCKERS,)
    assert (found.places, found.most_in_a_period, found.most_passages) == ((0, 12), 2, 4)


def test_equal_numbers_are_equal_ranks() -> None:
    names = ["Di Ost", "Cai Ro", "Cai Ro", "Al Fa", "Bo Ek", "Bo Ek"]
    found = explore([spoken(name, None, number=number) for number, name in enumerate(names)])
    ranks = [(speaker.name, speaker.rank) for speaker in found.named]
    assert ranks == [("Bo Ek", 1), ("Cai Ro", 1), ("Al Fa", 3), ("Di Ost", 3)]


@pytest.mark.parametrize("days", [[], [None, "autumn"], ["2021-03-02", "2021-03-02", None]])
def test_less_than_two_days_make_no_calendar(days: list[str | None]) -> None:
    found = explore([spoken("Ana Lind", day, article=str(number)) for number, day in enumerate(days)])
    assert found.calendar is None
    assert found.most_in_a_period == 0
    assert found.places == ()


def test_nobody_speaks() -> None:
    found = explore([spoken(None, "2021-03-02")])
    assert (found.named, found.nominals, found.n_spoken, found.first, found.most_passages) == ((), (), 0, None, 0)
    assert found.summary("Ana Lind") is None


def test_summary_is_found_by_the_exact_name() -> None:
    found = explore(HARBOUR)
    assert found.summary("some dockers") == DOCKERS
    assert found.summary("ana lind") is None


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("", ["Åsa Öst-Berg", "Asa Nord"]),
        (" \n", ["Åsa Öst-Berg", "Asa Nord"]),
        ("ASA", ["Åsa Öst-Berg", "Asa Nord"]),
        ("berg as", ["Åsa Öst-Berg"]),
        ("ost", ["Åsa Öst-Berg"]),
        ("öst", ["Åsa Öst-Berg"]),
        ("west", []),
        ("erg", []),
        ("(", ["Åsa Öst-Berg", "Asa Nord"]),
    ],
)
def test_names_are_matched_without_case_and_accents(text: str, names: list[str]) -> None:
    found = explore([spoken("Åsa Öst-Berg", None), spoken("Åsa Öst-Berg", None), spoken("Asa Nord", None)])
    assert [speaker.name for speaker in matching(found.named, text)] == names


def test_profile_is_in_order_of_date_then_article_then_number() -> None:
    profile = profile_of("Ana Lind", [passage for passage in HARBOUR if "Ana Lind" in passage.speakers])
    assert [passage.id for passage in profile.passages] == ["b:1", "c:2", "c:10", "e:1"]
    assert [(share.article.id, share.n_passages) for share in profile.articles] == [("b", 1), ("c", 2), ("e", 1)]
    roles = [(given.role, given.article.id) for given in profile.roles]
    assert roles == [("aide", "b"), ("mayor of Tarn", "c"), ("former mayor", "e")]
    assert profile.latest_roles == ("mayor of Tarn",)


def test_role_that_comes_back_is_given_again() -> None:
    days = [("mayor", "2021-01-01"), ("aide", "2021-01-02"), ("mayor", "2021-01-03"), ("mayor", "2021-01-04")]
    passages = [spoken("Ana Lind", day, article=day, role=role) for role, day in days]
    roles = [(given.role, given.article.id) for given in profile_of("Ana Lind", passages).roles]
    assert roles == [("mayor", "2021-01-01"), ("aide", "2021-01-02"), ("mayor", "2021-01-03")]


def test_passages_without_a_number_keep_the_order_of_the_file() -> None:
    passages = [spoken("Ana Lind", None, article="a", number=number) for number in (3, 1)]
    ids = [passage.id for passage in profile_of("Ana Lind", passages).passages]
    assert ids == ["a:1", "a:3"]
    assert profile_of("Ana Lind", passages).latest_roles == ()
