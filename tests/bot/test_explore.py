"""Who speaks most: numbers worked out by hand."""

import pytest

from bot.dates import DateParts
from bot.explore.overview import matching
from bot.explore.periods import DAY, MONTH, QUARTER, YEAR, Unit
from bot.explore.profile import profile_of
from bot.explore.ranking import SpeakerSummary
from tests.bot.explored import HARBOUR, explored, spoken

ANA = SpeakerSummary("Ana Lind", 1, 4, 3, 1, 1, (2020, 3, 31), (2021, 3, 2), ((0, 1), (12, 2)))
BO = SpeakerSummary("Bo Ek", 2, 1, 1, 0, 0, (2021, 3, 30), (2021, 3, 30), ((12, 1),))
DOCKERS = SpeakerSummary("some dockers", 1, 1, 0, 1, 0, (2021, 3, 2), (2021, 3, 2), ((12, 1),))


def test_speakers_in_numbers() -> None:
    found = explored(HARBOUR)
    assert (found.n_passages, found.n_articles, found.n_spoken, found.n_undated) == (8, 5, 6, 1)
    assert (found.first, found.last) == ((2020, 3, 31), (2021, 3, 30))
    assert found.calendar is not None
    assert (found.calendar.unit, found.calendar.n_periods) == (MONTH, 13)
    assert tuple(found.named) == (ANA, BO)
    assert tuple(found.nominals) == (DOCKERS,)
    assert (found.places, found.most_in_a_period, found.most_passages) == ((0, 12), 2, 4)


def test_equal_numbers_are_equal_ranks() -> None:
    names = ["Di Ost", "Cai Ro", "Cai Ro", "Al Fa", "Bo Ek", "Bo Ek"]
    found = explored([spoken(name, None, number=number) for number, name in enumerate(names)])
    ranks = [(speaker.name, speaker.rank) for speaker in found.named]
    assert ranks == [("Bo Ek", 1), ("Cai Ro", 1), ("Al Fa", 3), ("Di Ost", 3)]


@pytest.mark.parametrize("days", [[], [None, "autumn"], ["2021-03-02", "2021-03-02", None]])
def test_less_than_two_days_make_no_calendar(days: list[str | None]) -> None:
    found = explored([spoken("Ana Lind", day, article=str(number)) for number, day in enumerate(days)])
    assert found.calendar is None
    assert found.most_in_a_period == 0
    assert found.places == ()


def test_nobody_speaks() -> None:
    found = explored([spoken(None, "2021-03-02")])
    assert (len(found.named), len(found.nominals)) == (0, 0)
    assert (found.n_spoken, found.first, found.most_passages) == (0, (), 0)
    assert found.summary("Ana Lind") is None


def test_summary_is_found_by_the_exact_name() -> None:
    found = explored(HARBOUR)
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
    found = explored([spoken("Åsa Öst-Berg", None), spoken("Åsa Öst-Berg", None), spoken("Asa Nord", None)])
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


VAGUE = (
    spoken("Ana Lind", "2019-05-02", article="d", role="former mayor"),
    spoken("Ana Lind", "1994-03-17", article="c", role="mayor of Tarn"),
    spoken("Ana Lind", "1994", article="a", role="aide"),
    spoken("Ana Lind", "1994-03", article="b", role="mayor"),
    spoken("Ana Lind", "spring", article="e", role="guest"),
)


def test_month_and_year_stand_before_their_days_and_before_later_years() -> None:
    profile = profile_of("Ana Lind", VAGUE)
    assert [passage.article.published for passage in profile.passages] == [
        *("1994", "1994-03", "1994-03-17", "2019-05-02", "spring")
    ]
    assert [given.role for given in profile.roles] == ["aide", "mayor", "mayor of Tarn", "former mayor", "guest"]
    assert profile.latest_roles == ("former mayor",)


def test_month_and_year_are_dates_and_have_a_place_among_years() -> None:
    found = explored(VAGUE)
    assert found.calendar is not None
    assert (found.calendar.unit, found.calendar.n_periods) == (YEAR, 26)
    assert (found.n_undated, found.n_unplaced, found.first, found.last) == (1, 0, (1994,), (2019, 5, 2))
    assert found.named[0].passages_in == ((0, 3), (25, 1))


@pytest.mark.parametrize(
    ("published", "unit", "n_unplaced", "places"),
    [
        (["2021-03-02", "2021-03-04", "2021-03"], DAY, 1, ((0, 1), (2, 1))),
        (["2021-03-02", "2021-03-04", "2021"], DAY, 1, ((0, 1), (2, 1))),
        (["2021-03-02", "2021-12-04", "2021-05", "2021"], MONTH, 1, ((0, 1), (2, 1), (9, 1))),
        (["2015-03-02", "2021-12-04", "2016-05", "2016"], QUARTER, 1, ((0, 1), (5, 1), (27, 1))),
        (["1994", "1995", "1995-06-07"], YEAR, 0, ((0, 1), (1, 2))),
        (["2021-03", "2021-05"], MONTH, 0, ((0, 1), (2, 1))),
    ],
)
def test_vague_date_has_no_place_among_finer_periods(
    published: list[str], unit: Unit, n_unplaced: int, places: tuple[tuple[int, int], ...]
) -> None:
    found = explored([spoken("Ana Lind", day, article=day) for day in published])
    assert found.calendar is not None
    ana = found.named[0]
    assert (found.calendar.unit, found.n_unplaced, ana.n_unplaced) == (unit, n_unplaced, n_unplaced)
    assert (found.n_undated, ana.passages_in) == (0, places)


@pytest.mark.parametrize(
    ("published", "first", "last"),
    [
        (["1994", "1994-01-01", "1994-12-31"], (1994,), (1994,)),
        (["1994-03", "1994-03-17"], (1994, 3), (1994, 3)),
        (["1994-03-17", "1994-02", "1993-12-31"], (1993, 12, 31), (1994, 3, 17)),
        (["1994-02", "1994-02-28", "1995"], (1994, 2), (1995,)),
    ],
)
def test_ends_hold_all_that_a_vague_date_may_mean(published: list[str], first: DateParts, last: DateParts) -> None:
    found = explored([spoken("Ana Lind", day, article=day) for day in published])
    assert (found.first, found.last) == (first, last)


@pytest.mark.parametrize(
    ("roles", "latest"),
    [
        ([("a", "2019-01-01", "minister"), ("a", "2019-01-01", "fisher"), ("b", "2020-01-01", "fisher")], ("fisher",)),
        (
            [("a", "2019-01-01", "fisher"), ("b", "2020-01-01", "fisher"), ("b", "2020-01-01", "minister")],
            ("fisher", "minister"),
        ),
        ([("a", None, "fisher"), ("b", None, "fisher"), ("b", None, "fisher")], ("fisher",)),
        ([("a", "2019", "minister"), ("b", None, "fisher")], ("minister",)),
    ],
)
def test_latest_roles_are_all_those_of_the_last_article(
    roles: list[tuple[str, str | None, str]], latest: tuple[str, ...]
) -> None:
    passages = [
        spoken("Ana Lind", day, article=article, number=number, role=role)
        for number, (article, day, role) in enumerate(roles)
    ]
    assert profile_of("Ana Lind", passages).latest_roles == latest
