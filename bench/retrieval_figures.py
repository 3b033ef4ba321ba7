"""What is measured of one folder: its ranking, its silence, its answers, and what each variant changes."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

import numpy as np
from retrieval_measures import (
    Interval,
    auroc_of,
    best_f1_of,
    differences,
    mean_of,
    ranking_values,
)
from retrieval_questions import (
    Understood,
    answers,
    attempts,
    attempts_without_answers,
    probabilities,
    ranked_ids,
    shown_ids,
    understood,
)
from retrieval_variants import RANKING_ONLY, SHIPPED, Variant, applied

from bot.answer import Answer
from bot.check.measures import Values
from bot.decision.model import ANSWER_FROM, CLOSEST_FROM
from bot.search import Attempt
from fit.questions import Question, QuestionSet
from index.passage_index import PassageIndex

THRESHOLDS = (CLOSEST_FROM, 0.03, 0.045, 0.06, ANSWER_FROM, 0.08, 0.1, 0.15, 0.2)
COMPARED = ("nDCG@10", "Success@3")


@dataclass(frozen=True, slots=True)
class Group:
    """Unanswered questions of one kind, with the probability that was taken for each to be answered."""

    name: str
    values: Values


@dataclass(frozen=True, slots=True)
class SilenceFigures:
    """How well the probability tells the answered questions from those of a group."""

    group: str
    n_questions: int
    auroc: Interval
    best_f1: Interval
    silent_from: Mapping[float, float]


@dataclass(frozen=True, slots=True)
class Outcomes:
    """The shares of questions with each outcome, as a reader gets it."""

    group: str
    n_questions: int
    silent: Interval
    without_hits: Interval


@dataclass(frozen=True, slots=True)
class VariantFigures:
    """A variant's measures, and how far each is above that of the search as shipped."""

    name: str
    values: Mapping[str, Interval]
    differences: Mapping[str, Interval]


@dataclass(frozen=True, slots=True)
class FolderFigures:
    """All of a folder's figures; `answered` is of what is shown as an answer."""

    name: str
    n_passages: int
    n_answered: int
    ranking: Mapping[str, Interval]
    answered: Mapping[str, Interval]
    wrongly_silent_from: Mapping[float, float]
    silence: Sequence[SilenceFigures]
    outcomes: Sequence[Outcomes]
    variants: Sequence[VariantFigures]


def folder_figures(questions: QuestionSet, off_topic: Sequence[Question], variants: Sequence[Variant]) -> FolderFigures:
    """Everything that is measured of the folder.

    :raises ValueError: where the folder has no question that a passage answers.
    """
    answered = [question for question in questions.questions if question.relevant]
    if not answered:
        raise ValueError(f"{questions.name} has no question that a passage answers; give one that has")
    passage_index = questions.passage_index
    others = _others(questions, off_topic)
    asked = understood(answered, passage_index)
    found = attempts(asked, passage_index)
    given = answers(answered, passage_index)
    return FolderFigures(
        name=questions.name,
        n_passages=len(passage_index.snapshot.passages),
        n_answered=len(answered),
        ranking=_means(ranking_values(answered, ranked_ids(found))),
        answered=_means(ranking_values(answered, [shown_ids(answer) for answer in given])),
        wrongly_silent_from=_below(_probable(found)),
        silence=[silence_figures(_probable(found), group) for group in _groups(asked, others, passage_index)],
        outcomes=[
            outcomes_of("answered by a passage", given),
            *(outcomes_of(name, answers(some, passage_index)) for name, some in others.items()),
        ],
        variants=compare_variants(questions, asked, variants),
    )


def _others(questions: QuestionSet, off_topic: Sequence[Question]) -> dict[str, Sequence[Question]]:
    """The questions that nothing answers, by their kind; no kind without questions."""
    unanswered = [question for question in questions.questions if not question.relevant]
    kinds: dict[str, Sequence[Question]] = {"no passage answers": unanswered, "off topic": off_topic}
    return {name: some for name, some in kinds.items() if some}


def _groups(
    asked: Sequence[Understood], others: Mapping[str, Sequence[Question]], passage_index: PassageIndex
) -> list[Group]:
    groups = [
        Group(name, _probable(attempts(understood(some, passage_index), passage_index)))
        for name, some in others.items()
    ]
    taken_away = attempts_without_answers(asked, passage_index)
    return [*groups, Group("answers' articles taken away", _probable(taken_away))]


def silence_figures(answered: Values, group: Group) -> SilenceFigures:
    """How well the probabilities tell the answered questions from the group's."""
    return SilenceFigures(
        group=group.name,
        n_questions=len(group.values),
        auroc=auroc_of(answered, group.values),
        best_f1=best_f1_of(answered, group.values),
        silent_from=_below(group.values),
    )


def outcomes_of(group: str, given: Sequence[Answer]) -> Outcomes:
    """The share not answered, the closest passages counting as silence, and the share without any hit."""
    return Outcomes(
        group=group,
        n_questions=len(given),
        silent=mean_of(np.array([not answer.answered for answer in given], dtype=np.float64)),
        without_hits=mean_of(np.array([answer.level == "silent" for answer in given], dtype=np.float64)),
    )


def compare_variants(
    questions: QuestionSet, asked: Sequence[Understood], variants: Sequence[Variant]
) -> list[VariantFigures]:
    """Each variant's ranking beside the shipped one; nothing where there are no variants."""
    if not variants:
        return []
    base = variant_values(questions, asked, SHIPPED)
    return [_beside(base, variant_values(questions, asked, variant), variant.name) for variant in (SHIPPED, *variants)]


def variant_values(questions: QuestionSet, asked: Sequence[Understood], variant: Variant) -> dict[str, Values]:
    """The compared measures of each question under the variant."""
    with applied(variant), applied(RANKING_ONLY):
        # A copy forgets what it worked out from other constants.
        found = attempts(asked, replace(questions.passage_index))
    values = ranking_values([one.question for one in asked], ranked_ids(found))
    return {name: values[name] for name in COMPARED}


def _beside(base: Mapping[str, Values], values: Mapping[str, Values], name: str) -> VariantFigures:
    return VariantFigures(name, _means(values), _means(differences(values, base)))


def _means(values: Mapping[str, Values]) -> dict[str, Interval]:
    return {name: mean_of(of_each) for name, of_each in values.items()}


def _probable(found: Sequence[Attempt]) -> Values:
    return np.array(probabilities(found))


def _below(values: Values) -> dict[float, float]:
    """The share of the values below each threshold."""
    return {threshold: float((values < threshold).mean()) for threshold in sorted(set(THRESHOLDS))}
