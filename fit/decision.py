"""Fit the weights of bot/decision/weights/answers.tsv, which tell whether the passages found are an answer.

    python -m fit.decision FOLDER... [--off-topic QUESTIONS] [--cache DIR] [--to FILE]

Each folder holds passages.jsonl and questions.jsonl (fit/questions.py). What is answered: each question over its own
passages. What is not: a question that no passage answers; a question once all articles with an answer are taken away,
so that the rest is about the same matters; the questions of the other folders; those of the off-topic file.
"""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

import click
import numpy as np
from numpy.typing import NDArray
from sklearn.linear_model import LogisticRegression
from sklearn.preprocessing import StandardScaler

from bot.decision.evidence import FEATURES
from bot.decision.model import Decision, format_decision
from bot.query.request import understand
from bot.search import Search
from fit.questions import Question, QuestionSet, open_question_set, read_questions
from index.passage_index import PassageIndex
from index.rows import Rows
from index.store.protocol import Snapshot

WEIGHTS = Path(__file__).parents[1] / "bot" / "decision" / "weights" / "answers.tsv"
WEIGHT_OF_FIRST = 3.0
"""How much the first folder's examples weigh: it is to be the one most like what onrecord is asked. Chosen among 1, 2,
3 and 5 by what the others of five parts of the questions gave for each part."""

STRENGTH = 1.0
"""How little the L2 penalty weighs; from 0.1 to 10 nothing changed on the development questions."""


@dataclass(frozen=True, slots=True)
class Example:
    """The evidence of a question over some passages, whether one of them answers, and what kind of example it is."""

    evidence: Mapping[str, float]
    is_answered: bool
    kind: str
    question: str
    weight: float = 1.0


def example_of(
    question: Question, passage_index: PassageIndex, kind: str, *, is_answered: bool, rows: Rows | None = None
) -> Example:
    """The evidence of the question over the passages, or over some rows of them."""
    request = understand(question.text, passage_index.directory)
    attempt = Search(question.text, request, passage_index).attempt(within=rows)
    return Example(attempt.evidence, is_answered, kind, question.text)


def examples_of(sets: Sequence[QuestionSet], off_topic: Sequence[Question]) -> Iterator[Example]:
    """All examples that the folders and the off-topic questions give, those of the first folder weighing more."""
    for example in _plain_examples(sets, off_topic):
        is_of_first = example.kind.startswith(f"{sets[0].name},")
        is_over_first = example.kind.endswith(f" over {sets[0].name}")
        weight = WEIGHT_OF_FIRST if is_of_first else WEIGHT_OF_FIRST / 2 if is_over_first else 1.0
        yield replace(example, weight=weight)


def _plain_examples(sets: Sequence[QuestionSet], off_topic: Sequence[Question]) -> Iterator[Example]:
    for own in sets:
        for question in own.questions:
            if question.relevant:
                yield example_of(question, own.passage_index, f"{own.name}, answered", is_answered=True)
                rows = rows_without(question, own.passage_index.snapshot)
                kind = f"{own.name}, its articles taken away"
                yield example_of(question, own.passage_index, kind, is_answered=False, rows=rows)
            else:
                yield example_of(question, own.passage_index, f"{own.name}, not answered", is_answered=False)
        for name, questions in [
            *((other.name, other.questions) for other in sets if other != own),
            ("off topic", off_topic),
        ]:
            for question in questions:
                yield example_of(question, own.passage_index, f"{name} over {own.name}", is_answered=False)


def fit(examples: Sequence[Example]) -> Decision:
    """A logistic regression with an L2 penalty; each kind of example weighs its weight times the root of its number.

    :raises ValueError: where all questions are answered, or none is.
    """
    answered = np.array([example.is_answered for example in examples])
    if answered.all() or not answered.any():
        raise ValueError("the questions are all answered, or all not; give folders with both")
    matrix = _matrix(examples)
    times = Counter(example.kind for example in examples)
    shares = np.array([example.weight * times[example.kind] ** -0.5 for example in examples])
    scaler = StandardScaler().fit(matrix)
    regression = LogisticRegression(C=STRENGTH, max_iter=1000)
    regression.fit(scaler.transform(matrix), answered, sample_weight=shares)
    weights = regression.coef_[0] / scaler.scale_
    bias = float(regression.intercept_[0] - weights @ scaler.mean_)
    return Decision(
        {feature: round(float(weight), 3) for feature, weight in zip(FEATURES, weights, strict=True)}, round(bias, 3)
    )


def _matrix(examples: Sequence[Example]) -> NDArray[np.float64]:
    return np.array([[example.evidence[feature] for feature in FEATURES] for example in examples])


def rows_without(question: Question, snapshot: Snapshot) -> Rows:
    """The rows of articles that hold no answer to the question."""
    articles = {passage.article.id for passage in snapshot.passages if passage.id in question.relevant}
    kept = [row for row, passage in enumerate(snapshot.passages) if passage.article.id not in articles]
    return np.array(kept, dtype=np.int64)


@click.command()
@click.argument("folders", nargs=-1, required=True, type=click.Path(path_type=Path, exists=True, file_okay=False))
@click.option("--off-topic", type=click.Path(path_type=Path, exists=True), help="Questions that no folder answers.")
@click.option("--cache", type=click.Path(path_type=Path), default=Path("build/questions"), show_default=True)
@click.option(
    "--to", "weights", type=click.Path(path_type=Path), default=WEIGHTS, help="[bot/decision/weights/answers.tsv]"
)
def main(folders: tuple[Path, ...], off_topic: Path | None, cache: Path, weights: Path) -> None:
    """Fit the decision on the folders' questions."""
    sets = [open_question_set(folder, cache) for folder in folders]
    examples = list(examples_of(sets, read_questions(off_topic) if off_topic else ()))
    decision = fit(examples)
    weights.write_text(format_decision(decision, _how(examples)), encoding="utf-8")
    for kind, n in Counter(example.kind for example in examples).items():
        mean = np.mean([decision.probability(e.evidence) for e in examples if e.kind == kind])
        click.echo(f"{n:6}  {mean:.3f}  {kind}")


def _how(examples: Sequence[Example]) -> str:
    n_answered = sum(example.is_answered for example in examples)
    return f"Fitted by fit/decision.py on {len(examples)} examples, {n_answered} of them answered; see README.md here."


if __name__ == "__main__":
    main()
