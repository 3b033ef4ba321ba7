"""Linear models: their arithmetic, and their files."""

from dataclasses import fields

import pytest

from index.attribution.model.linear import LinearModel, Models, format_model, load_models, parse_model

MODEL = LinearModel({"who=name": 2.0, "where=before 0": -1.5}, bias=0.5)


def test_log_odds_are_the_bias_and_the_weights_of_known_features() -> None:
    assert MODEL.log_odds([]) == 0.5
    assert MODEL.log_odds(["who=name", "where=before 0"]) == 1.0
    assert MODEL.log_odds(["never seen"]) == 0.5


@pytest.mark.parametrize(("bias", "probability"), [(0.0, 0.5), (1.0986122886681098, 0.75), (-1.0986122886681098, 0.25)])
def test_probability_is_the_logistic_function(bias: float, probability: float) -> None:
    assert LinearModel({}, bias).probability([]) == pytest.approx(probability)


def test_file_is_read_as_it_was_written() -> None:
    text = format_model(MODEL, "How it was made.\nAnd when.")
    assert text == "# How it was made.\n# And when.\n(bias)\t0.500\nwhere=before 0\t-1.500\nwho=name\t2.000\n"
    assert parse_model(text) == MODEL


def test_feature_may_hold_any_mark_but_a_line_end() -> None:
    odd = LinearModel({"left edge&link=“&one": 1.0, "verb=a\tb": -1.0, "word before=,": 0.25}, bias=-2.0)
    assert parse_model(format_model(odd, "odd")) == odd


@pytest.mark.parametrize("name", [field.name for field in fields(Models)])
def test_every_shipped_model_has_weights(name: str) -> None:
    model: LinearModel = getattr(load_models(), name)
    assert len(model.weights) > 10
    assert all(weight for weight in model.weights.values())


def test_shipped_weights_say_what_a_person_would() -> None:
    models = load_models()
    assert models.report.weights["right edge&link=.&one"] > 0 > models.report.weights["link=one/prep"]
    assert models.antecedent.weights["steps=0"] > 0 > models.antecedent.weights["gender=unknown"]
