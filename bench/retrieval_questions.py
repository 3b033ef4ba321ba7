"""Questions put to an index as a reader's first question is: understood, ranked, judged, answered."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace

from bot.answer import Answer, answer_query
from bot.decision.model import load_decision
from bot.query.request import Request, understand
from bot.search import N_RANKED, Attempt, Search
from fit.decision import rows_without
from fit.questions import Question, QuestionSet
from index.embedding.encoder import EmbeddingMatrix, Encoder
from index.passage_index import PassageIndex


@dataclass(frozen=True, slots=True)
class Understood:
    """A question and what it asks for."""

    question: Question
    request: Request


class RememberingEncoder:
    """An encoder that embeds no question twice: a ranking can be made again and again at no cost of the model's."""

    def __init__(self, encoder: Encoder) -> None:
        """Remember for that encoder."""
        self._encoder = encoder
        self._embeddings: dict[str, EmbeddingMatrix] = {}

    @property
    def dim(self) -> int:
        return self._encoder.dim

    def embed_passages(self, texts: Sequence[str], on_progress: Callable[[int], None] | None = None) -> EmbeddingMatrix:
        """float32, shape (n_texts, dim); not remembered."""
        return self._encoder.embed_passages(texts, on_progress)

    def embed_queries(self, texts: Sequence[str]) -> EmbeddingMatrix:
        """float32, shape (n_texts, dim)."""
        key = "\0".join(texts)
        if key not in self._embeddings:
            self._embeddings[key] = self._encoder.embed_queries(texts)
        return self._embeddings[key]

    def is_word(self, word: str) -> bool:
        """What the encoder says."""
        return self._encoder.is_word(word)


def remembering(questions: QuestionSet) -> QuestionSet:
    """The same set, its index embedding each question once."""
    passage_index = questions.passage_index
    encoder = RememberingEncoder(passage_index.encoder)
    return replace(questions, passage_index=replace(passage_index, encoder=encoder))


def understood(questions: Iterable[Question], passage_index: PassageIndex) -> list[Understood]:
    """The questions in order, each with its request."""
    return [Understood(question, understand(question.text, passage_index.directory)) for question in questions]


def attempts(asked: Iterable[Understood], passage_index: PassageIndex) -> list[Attempt]:
    """The ranking and the evidence of each question, before it is decided to be silent."""
    return [Search(one.question.text, one.request, passage_index).attempt(N_RANKED) for one in asked]


def attempts_without_answers(asked: Iterable[Understood], passage_index: PassageIndex) -> list[Attempt]:
    """The same over what is left once all articles that answer the question are taken away."""
    return [
        Search(one.question.text, one.request, passage_index).attempt(
            N_RANKED, within=rows_without(one.question, passage_index.snapshot)
        )
        for one in asked
    ]


def ranked_ids(found: Iterable[Attempt]) -> list[list[str]]:
    """Each ranking's passages by their ids, best first."""
    return [[match.passage.id for match in attempt.matches] for attempt in found]


def probabilities(found: Iterable[Attempt]) -> list[float]:
    """How likely each ranking is taken to answer."""
    decision = load_decision()
    return [decision.probability(attempt.evidence) for attempt in found]


def answers(questions: Iterable[Question], passage_index: PassageIndex) -> list[Answer]:
    """What a reader gets for each question."""
    return [answer_query(question.text, passage_index, k=N_RANKED) for question in questions]


def shown_ids(answer: Answer) -> list[str]:
    """The ids of what is shown as an answer, best first; none where it is silent or shows the closest only.

    A copy of a passage stands for the passage: a hit has the id of whichever of them stands first among its copies.
    """
    return [hit.passage.id for hit in answer.hits] if answer.answered else []
