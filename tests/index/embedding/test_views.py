"""What is embedded of a passage."""

from dataclasses import replace

from hypothesis import given
from hypothesis import strategies as st

from index.embedding.views import MAX_BEFORE_CHARS, passage_views, with_passage_before
from index.lexical.fields import SHORT_CHARS
from tests.fakes import fake_article, fake_passage, quotation

BEFORE = fake_passage("The harbour is shut.")


def test_first_view_is_the_whole_in_its_surroundings_then_each_sentence_behind_its_speakers() -> None:
    text = "“It is mad,” said Lind. Ek agreed."
    said = (quotation(text, "It is mad", "Ana Lind"), quotation(text, "Ek agreed", "Bo Ek"))
    assert passage_views(fake_passage(text, *said), BEFORE) == (
        "The title. The harbour is shut. Ana Lind, Bo Ek: “It is mad,” said Lind. Ek agreed.",
        "Ana Lind, Bo Ek: “It is mad,” said Lind.",
        "Ana Lind, Bo Ek: Ek agreed.",
    )


def test_passage_of_nobody_in_an_article_without_a_title_stands_alone() -> None:
    passage = fake_passage("It rained.", article=fake_article(title=None))
    assert passage_views(passage, None) == ("It rained.", "It rained.")


def test_long_passage_does_not_lean_on_the_one_before() -> None:
    short, long = "x" * (SHORT_CHARS - 1), "x" * SHORT_CHARS
    assert passage_views(fake_passage(short), BEFORE)[0] == f"The title. The harbour is shut. {short}"
    assert passage_views(fake_passage(long), BEFORE)[0] == f"The title. {long}"


def test_of_a_long_passage_before_only_the_end_is_embedded() -> None:
    before = fake_passage("a" * 500 + "b" * MAX_BEFORE_CHARS)
    assert passage_views(fake_passage("It rained."), before)[0] == f"The title. {'b' * MAX_BEFORE_CHARS} It rained."


def test_passage_before_is_of_the_same_article() -> None:
    other = fake_article(id="b")
    first, second = fake_passage("One."), fake_passage("Two.", number=2)
    third, fourth = fake_passage("Three.", article=other), fake_passage("Four.", number=2, article=other)
    assert list(with_passage_before([first, second, third, fourth])) == [
        (first, None),
        (second, first),
        (third, None),
        (fourth, third),
    ]
    assert list(with_passage_before([])) == []


@given(st.text().filter(lambda text: bool(text.strip())))
def test_every_passage_has_its_whole_and_a_sentence(text: str) -> None:
    # A store needs both of each passage; the reader of passages refuses a blank one.
    views = passage_views(replace(BEFORE, text=text, article=fake_article(title=None)), None)
    assert views[0] == text
    assert len(views) > 1
    assert all(view.strip() for view in views)
