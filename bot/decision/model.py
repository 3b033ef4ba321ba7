"""The decision: how likely it is that the best passages answer, and what follows from that."""

import math
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Literal

from index.attribution.model.linear import LinearModel, format_model, parse_model

Level = Literal["answer", "closest", "silent"]

ANSWER_FROM = 0.06
CLOSEST_FROM = 0.015
"""Probabilities from which passages are shown as an answer, and as the closest; docs/retrieval.md has the table."""


@dataclass(frozen=True, slots=True)
class Decision:
    """A logistic regression: a weight for each feature, and the bias."""

    weights: Mapping[str, float]
    bias: float

    def probability(self, evidence: Mapping[str, float]) -> float:
        """How likely it is that a passage with this evidence answers.

        :raises KeyError: where a feature is missing.
        """
        log_odds = self.bias + sum(weight * evidence[feature] for feature, weight in self.weights.items())
        return 1 / (1 + math.exp(-log_odds))


def level_of(probability: float) -> Level:
    """What is shown at that probability."""
    if probability >= ANSWER_FROM:
        return "answer"
    return "closest" if probability >= CLOSEST_FROM else "silent"


@cache
def load_decision() -> Decision:
    """The decision whose weights stand in weights/answers.tsv."""
    return parse_decision((files("bot.decision") / "weights" / "answers.tsv").read_text(encoding="utf-8"))


def parse_decision(text: str) -> Decision:
    """The decision written as `format_decision` writes it."""
    model = parse_model(text)
    return Decision(model.weights, model.bias)


def format_decision(decision: Decision, how: str) -> str:
    """The decision as text: `how` it was obtained, the bias, then the features in alphabetical order."""
    return format_model(LinearModel(decision.weights, decision.bias), how)
