"""The decision's arithmetic, and the file its weights stand in."""

import math

import pytest

from bot.decision.evidence import FEATURES
from bot.decision.model import (
    ANSWER_FROM,
    CLOSEST_FROM,
    Decision,
    format_decision,
    level_of,
    load_decision,
    parse_decision,
)


def test_probability_is_the_logistic_of_the_weighted_sum() -> None:
    decision = Decision({"cosine": 2.0, "margin": -4.0}, 1.0)
    assert decision.probability({"cosine": 0.5, "margin": 0.5, "rarity": 9.0}) == 0.5
    assert decision.probability({"cosine": 0.5, "margin": 0.0}) == pytest.approx(1 / (1 + math.exp(-2)))


def test_missing_feature_is_an_error_not_a_guess() -> None:
    with pytest.raises(KeyError):
        Decision({"cosine": 1.0}, 0.0).probability({})


@pytest.mark.parametrize(
    ("probability", "level"),
    [
        (1.0, "answer"),
        (ANSWER_FROM, "answer"),
        (math.nextafter(ANSWER_FROM, 0), "closest"),
        (CLOSEST_FROM, "closest"),
        (math.nextafter(CLOSEST_FROM, 0), "silent"),
        (0.0, "silent"),
    ],
)
def test_thresholds_belong_to_the_level_above(probability: float, level: str) -> None:
    assert level_of(probability) == level


def test_file_of_weights_round_trips() -> None:
    decision = Decision({"cosine": 1.25, "asks who": -0.5}, -3.125)
    text = format_decision(decision, "made by hand\nfor a test")
    assert text == "# made by hand\n# for a test\n(bias)\t-3.125\nasks who\t-0.500\ncosine\t1.250\n"
    assert parse_decision(text) == decision


def test_shipped_weights_are_for_the_features_there_are() -> None:
    assert set(load_decision().weights) == set(FEATURES)
