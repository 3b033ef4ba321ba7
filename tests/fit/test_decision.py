"""Fitting the decision: which examples the questions give, and that the weights follow them."""

from collections import Counter
from dataclasses import replace

import pytest

from bot.decision.evidence import FEATURES
from bot.decision.model import Decision, format_decision, parse_decision
from fit.decision import WEIGHT_OF_FIRST, Example, example_of, examples_of, fit, rows_without
from fit.questions import Question, QuestionSet
from index.article import ArticleMetadata
from tests.fakes import fake_index, fake_passage

BORDER = fake_passage("The border is shut.", article=ArticleMetadata(id="a"))
WEATHER = fake_passage("The weather is fair.", article=ArticleMetadata(id="b"))
MUSIC = fake_passage("There was music.", article=ArticleMetadata(id="c"))
ASKS_BORDER = Question("1", "Is the border shut?", frozenset({"a:1"}))
ASKS_NOTHING = Question("2", "Who sings?", frozenset())
ASKS_MUSIC = Question("3", "Was there music?", frozenset({"c:1"}))
OFF_TOPIC = Question("4", "When is Easter?", frozenset())


def example(*, is_answered: bool, kind: str = "made", **features: float) -> Example:
    """An example with these features, `_` for the blanks in their names, and no others."""
    given = {name.replace("_", " "): value for name, value in features.items()}
    return Example({**dict.fromkeys(FEATURES, 0.0), **given}, is_answered, kind, "?")


@pytest.fixture
def sets() -> list[QuestionSet]:
    """Two folders: one with a question that is answered and one that is not, one with a question that is."""
    return [
        QuestionSet("near", (ASKS_BORDER, ASKS_NOTHING), fake_index([BORDER, WEATHER])),
        QuestionSet("far", (ASKS_MUSIC,), fake_index([WEATHER, MUSIC])),
    ]


def test_weights_follow_the_examples() -> None:
    answered = [example(is_answered=True, cosine=0.7 + n / 100, unknown_words=0.1) for n in range(5)]
    unanswered = [example(is_answered=False, cosine=0.3 + n / 100, unknown_words=0.6) for n in range(5)]
    decision = fit([*answered, *unanswered])
    assert list(decision.weights) == list(FEATURES)
    assert decision.weights["cosine"] > 0 > decision.weights["unknown words"]
    assert {weight for name, weight in decision.weights.items() if name not in ("cosine", "unknown words")} == {0.0}
    assert min(decision.probability(one.evidence) for one in answered) > 0.75
    assert max(decision.probability(one.evidence) for one in unanswered) < 0.25


def test_weights_are_rounded_as_they_are_written() -> None:
    decision = fit([example(is_answered=True, cosine=0.71), example(is_answered=False, cosine=0.3)])
    assert parse_decision(format_decision(decision, "by hand")) == decision


def test_a_kind_weighs_as_the_root_of_its_number() -> None:
    unanswered = example(is_answered=False, kind="none", cosine=0)
    four = [example(is_answered=True, kind="four", cosine=1)] * 4
    # Each of four of one kind weighs a half.
    halves = [replace(one, kind=str(number), weight=0.5) for number, one in enumerate(four)]
    assert fit([*four, unanswered]) == fit([*halves, unanswered])


@pytest.mark.parametrize("is_answered", [True, False])
def test_examples_all_alike_are_an_error(is_answered: bool) -> None:
    with pytest.raises(ValueError, match=r"^the questions are all answered, or all not; give folders with both$"):
        fit([example(is_answered=is_answered, cosine=0.5)] * 3)


def test_examples_are_of_the_expected_kinds(sets: list[QuestionSet]) -> None:
    found = list(examples_of(sets, [OFF_TOPIC]))
    assert Counter((one.kind, one.is_answered, one.weight) for one in found) == {
        ("near, answered", True, WEIGHT_OF_FIRST): 1,
        ("near, its articles taken away", False, WEIGHT_OF_FIRST): 1,
        ("near, not answered", False, WEIGHT_OF_FIRST): 1,
        ("far over near", False, WEIGHT_OF_FIRST / 2): 1,
        ("off topic over near", False, WEIGHT_OF_FIRST / 2): 1,
        ("far, answered", True, 1.0): 1,
        ("far, its articles taken away", False, 1.0): 1,
        ("near over far", False, 1.0): 2,
        ("off topic over far", False, 1.0): 1,
    }


def test_evidence_is_of_the_question_over_the_rows(sets: list[QuestionSet]) -> None:
    index, snapshot = sets[0].passage_index, sets[0].passage_index.snapshot
    whole = example_of(ASKS_BORDER, index, "k", is_answered=True)
    rest = example_of(ASKS_BORDER, index, "k", is_answered=False, rows=rows_without(ASKS_BORDER, snapshot))
    names = ("cosine", "coverage", "unknown words")
    # "Is the border shut?" has the terms "border" and "shut", which stand in the first passage only.
    assert [whole.evidence[name] for name in names] == [1, 1, 0]
    assert [rest.evidence[name] for name in names] == [0, 0, 1]


def test_articles_that_answer_are_taken_away_whole(sets: list[QuestionSet]) -> None:
    snapshot = sets[0].passage_index.snapshot
    assert rows_without(ASKS_BORDER, snapshot).tolist() == [1]
    assert rows_without(ASKS_NOTHING, snapshot).tolist() == [0, 1]


def test_weights_are_read_as_they_were_written() -> None:
    decision = Decision({"cosine": 13.5, "rarest name not covered": -0.25}, -7.125)
    text = format_decision(decision, "Fitted by hand\non two lines")
    assert text == "# Fitted by hand\n# on two lines\n(bias)\t-7.125\ncosine\t13.500\nrarest name not covered\t-0.250\n"
    assert parse_decision(text) == decision
