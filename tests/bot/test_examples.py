"""First questions, made from metadata."""

import pytest

from bot.examples import MAX_LOOKED_THROUGH, MAX_TITLE_CHARS, example_questions
from index.passage import Passage
from tests.fakes import fake_article, fake_index, fake_passage, quotation

OLD = fake_article(id="old", title="The old ferry", published="2020-01-02")
NEW = fake_article(id="new", title="The new ferry", published="2021-01-02")
LONG = fake_article(id="long", title="x" * (MAX_TITLE_CHARS + 1), published="2022-01-02")


def test_named_speakers_and_the_latest_title_that_is_short_enough_are_asked_for() -> None:
    passages = [
        *(fake_passage("a b", quotation("a b", "a", "some experts"), number=n, article=OLD) for n in (1, 2, 3)),
        *(fake_passage("a b", quotation("a b", "a", "Bo Ek"), number=n, article=NEW) for n in (1, 2)),
        fake_passage("a b", quotation("a b", "a", "Ana Lind"), article=LONG),
        fake_passage("a b", quotation("a b", "a", "Cy Ito"), number=2, article=LONG),
    ]
    assert example_questions(fake_index(passages)) == (
        "What did Bo Ek say?",
        "What did Ana Lind say?",
        "Who is quoted in “The new ferry”?",
    )


def test_index_without_speakers_has_no_examples() -> None:
    assert example_questions(fake_index([fake_passage("a")])) == ()


def many(title: str, published: str | None, n: int) -> list[Passage]:
    article = fake_article(id=title, title=title, published=published)
    return [fake_passage("a b", quotation("a b", "a", "Bo Ek"), number=n, article=article) for n in range(1, n + 1)]


@pytest.mark.parametrize(
    "passages",
    [
        [*many("Old", "2020-01-01", MAX_LOOKED_THROUGH), *many("New", "2021-01-02", 1)],
        [*many("New", "2021-01-02T09:00", 1), *many("Undated", None, MAX_LOOKED_THROUGH)],
        [*many("Old", "2020-01-01", 1), *many("New", "2021-01-02", MAX_LOOKED_THROUGH + 1)],
        [*many("New", None, MAX_LOOKED_THROUGH), *many("Out of reach", None, 1)],
        [*many("New", "9999-12-31", MAX_LOOKED_THROUGH + 1), *many("Undated", None, 1)],
    ],
)
def test_title_of_a_large_index_is_one_of_its_last_days(passages: list[Passage]) -> None:
    assert example_questions(fake_index(passages))[-1] == "Who is quoted in “New”?"
