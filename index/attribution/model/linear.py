"""Linear models: logistic regression over features that are present or not, with weights a person can read."""

import math
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, fields
from functools import cache
from importlib.resources import files

COMMENT = "#"
BIAS = "(bias)"


@dataclass(frozen=True, slots=True)
class LinearModel:
    """Weights by feature, and the bias; an unknown feature weighs nothing."""

    weights: Mapping[str, float]
    bias: float

    def log_odds(self, features: Iterable[str]) -> float:
        """The logarithm of the odds that what has these features is what the model looks for."""
        weights = self.weights
        return self.bias + sum(weights.get(feature, 0.0) for feature in features)

    def probability(self, features: Iterable[str]) -> float:
        """The same as a share of 1."""
        return 1 / (1 + math.exp(-self.log_odds(features)))


@dataclass(frozen=True, slots=True)
class Models:
    """The fitted models, each for one question.

    `speech`: are these words between marks speech? `report`: is this stretch reported by this cue? `speaker`: is this
    the mention of the one who said it? `antecedent`: is this whom the pronoun means? `confidence`: is the name right?
    """

    speech: LinearModel
    report: LinearModel
    speaker: LinearModel
    antecedent: LinearModel
    confidence: LinearModel


@cache
def load_models() -> Models:
    """The models whose weights stand in the folder `weights`, a feature and its weight on each line."""
    return Models(**{field.name: _load_model(field.name) for field in fields(Models)})


def _load_model(name: str) -> LinearModel:
    return parse_model((files("index.attribution.model") / "weights" / f"{name}.tsv").read_text(encoding="utf-8"))


def parse_model(text: str) -> LinearModel:
    """The model written as `format_model` writes it."""
    rows = (line.rsplit("\t", 1) for line in text.split("\n") if line and not line.startswith(COMMENT))
    weights = {feature: float(weight) for feature, weight in rows}
    return LinearModel(weights, weights.pop(BIAS))


def format_model(model: LinearModel, how: str) -> str:
    """The model as text: `how` it was obtained, the bias, then the features in alphabetical order."""
    comments = [f"{COMMENT} {line}" for line in how.splitlines()]
    weights = [f"{feature}\t{weight:.3f}" for feature, weight in sorted(model.weights.items())]
    return "\n".join([*comments, f"{BIAS}\t{model.bias:.3f}", *weights]) + "\n"
