"""Which rows a selection keeps, worked out by hand, and held against a search through every passage."""

from dataclasses import astuple

import pytest
from hypothesis import given
from hypothesis import strategies as st

from index.article import ArticleMetadata
from index.passage import Attribution, Passage, QuotationKind
from index.store.selection import PassageKind, Selection
from index.store.selector import Selector

Said = tuple[QuotationKind, str | None]


def passage(*said: Said, publisher: str | None = None, published: str | None = None) -> Passage:
    attributions = tuple(Attribution(kind=kind, start_char=0, end_char=1, speaker=speaker) for kind, speaker in said)
    article = ArticleMetadata(id="a", publisher=publisher, published=published)
    return Passage(id="a:1", text="text", article=article, attributions=attributions)


PASSAGES = [
    passage(("direct", "Ana"), publisher="The Tidings", published="2021-03-01"),  # 0
    passage(("indirect", "Ana"), ("direct", "Bo"), publisher="The Tidings", published="2021-03-04T23:30:00-05:00"),  # 1
    passage(publisher="The Gazette", published="2021-03-05"),  # 2
    passage(("mixed", "Bo"), ("direct", None), publisher="the  tidings", published="spring 2021"),  # 3
    passage(("indirect", None), publisher=" ", published=None),  # 4
    passage(("mixed", "Ana"), ("indirect", "Ana"), publisher="The Gazette", published="2020-12-31"),  # 5
]
SELECTOR = Selector.of(PASSAGES)


@pytest.mark.parametrize(
    ("selection", "rows"),
    [
        (Selection(speaker="Ana"), [0, 1, 5]),
        (Selection(speaker="Bo"), [1, 3]),
        (Selection(speaker="ana"), []),
        (Selection(kind="quotation"), [0, 1, 3, 5]),
        (Selection(kind="paraphrase"), [1, 4, 5]),
        (Selection(kind="narration"), [2]),
        (Selection(publisher="The Tidings"), [0, 1, 3]),
        (Selection(publisher="THE GAZETTE"), [2, 5]),
        (Selection(publisher="The Times"), []),
        (Selection(published_from="2021-03-04"), [1, 2]),
        (Selection(published_to="2021-03-04"), [0, 1, 5]),
        (Selection(published_from="2021-03-04", published_to="2021-03-04"), [1]),
        (Selection(published_from="2021-03-06"), []),
        (Selection(published_from="0001-01-01", published_to="9999-12-31"), [0, 1, 2, 5]),
        (Selection(kind="quotation", publisher="The Tidings"), [0, 1, 3]),
        (Selection(speaker="Ana", kind="quotation", publisher="The Gazette", published_to="2020-12-31"), [5]),
        (Selection(speaker="Ana", publisher="The Tidings", published_from="2021-03-02"), [1]),
    ],
)
def test_rows_of_a_selection(selection: Selection, rows: list[int]) -> None:
    found = SELECTOR.rows(selection)
    assert found is not None
    assert (found.tolist(), str(found.dtype)) == (rows, "int64")


def test_kind_is_that_of_the_speakers_own_words() -> None:
    # In passage 1 Ana is paraphrased and Bo is quoted.
    found = [SELECTOR.rows(Selection(speaker="Ana", kind=kind)) for kind in ("quotation", "paraphrase", "narration")]
    assert [rows.tolist() for rows in found if rows is not None] == [[0, 5], [1, 5], []]
    bo = SELECTOR.rows(Selection(speaker="Bo", kind="paraphrase"))
    assert bo is not None and bo.tolist() == []


def test_selection_without_limits_is_everything() -> None:
    assert SELECTOR.rows(Selection()) is None
    assert Selector.of([]).rows(Selection()) is None


def test_no_passages_have_no_rows() -> None:
    found = Selector.of([]).rows(Selection(kind="narration", published_from="2021-01-01"))
    assert found is not None and found.tolist() == []


def test_publishers_come_with_their_passages_most_first_then_by_name() -> None:
    assert list(SELECTOR.publishers.items()) == [("The Tidings", 3), ("The Gazette", 2)]
    assert list(Selector.of([passage(publisher="B"), passage(publisher="A")]).publishers.items()) == [
        ("A", 1),
        ("B", 1),
    ]
    assert Selector.of([passage()]).publishers == {}


KINDS_OF: dict[QuotationKind, PassageKind] = {"direct": "quotation", "mixed": "quotation", "indirect": "paraphrase"}
SPEAKERS = st.none() | st.sampled_from(["Ana", "Bo"])
PUBLISHERS = st.none() | st.sampled_from(["P", "Q"])
DAYS = st.none() | st.dates().map(str) | st.sampled_from(["2021-03-01", "2021-03-02", "2021-03-03"])
KINDS = st.sampled_from(list(KINDS_OF))
SAID = st.lists(st.tuples(KINDS, SPEAKERS), max_size=3)
ANY_PASSAGES = st.lists(
    st.builds(lambda said, p, day: passage(*said, publisher=p, published=day), SAID, PUBLISHERS, DAYS), max_size=8
)
KIND_NAMES: list[PassageKind] = ["quotation", "paraphrase", "narration"]
ANY_SELECTION = st.builds(Selection, SPEAKERS, st.none() | st.sampled_from(KIND_NAMES), PUBLISHERS, DAYS, DAYS)


def matches(found: Passage, selection: Selection) -> bool:
    speaker, kind, publisher, first, last = astuple(selection)
    day = found.article.published
    said = [(a.speaker, KINDS_OF[a.kind]) for a in found.attributions] or [(None, "narration")]
    return (
        any(speaker in (None, name) and kind in (None, said_kind) for name, said_kind in said)
        and publisher in (None, found.article.publisher)
        and (first is None or (day is not None and day >= first))
        and (last is None or (day is not None and day <= last))
    )


@given(ANY_PASSAGES, ANY_SELECTION)
def test_rows_are_those_of_a_search_through_every_passage(passages: list[Passage], selection: Selection) -> None:
    found = Selector.of(passages).rows(selection)
    expected = [row for row, candidate in enumerate(passages) if matches(candidate, selection)]
    assert (list(range(len(passages))) if found is None else found.tolist()) == expected
