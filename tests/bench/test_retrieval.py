"""The retrieval bench as it is run: its page of figures over a folder of known geometry."""

import json
from collections.abc import Sequence
from pathlib import Path

import numpy as np
import pytest
import retrieval
import retrieval_questions
from click.testing import CliRunner
from retrieval_figures import Group, folder_figures, outcomes_of, silence_figures, variant_values
from retrieval_measures import Interval
from retrieval_questions import RememberingEncoder, remembering, shown_ids, understood
from retrieval_variants import WORD_WEIGHT, Variant

import bot.search
from bot.answer import answer_query
from bot.decision.model import Decision
from fit.questions import Question, QuestionSet
from index.article import ArticleMetadata
from index.embedding.encoder import EmbeddingMatrix
from tests.fakes import FakeEncoder, fake_index, fake_passage

PASSAGES = [
    fake_passage("The border is shut.", article=ArticleMetadata(id="a")),
    fake_passage("The weather is fair.", article=ArticleMetadata(id="b")),
    fake_passage("There was music in that weather.", article=ArticleMetadata(id="c")),
]
QUESTIONS = (
    Question("1", "Is the border shut?", frozenset({"a:1"})),
    Question("2", "Was there music?", frozenset({"c:1"})),
    Question("3", "Was there music in that weather?", frozenset({"b:1"})),
    Question("4", "Who sings?", frozenset()),
)
BY_COSINE = Decision({"cosine": 20.0}, -10.0)
"""Above .98 from a cosine of .7 on, below .0001 at 0."""

PAGE = """\
village: 3 passages, 3 questions that one of them answers

                                                        Success@1                    Success@3                        RR@10                      nDCG@10                         R@10
ranking                                      0.667 [0.000, 1.000]         1.000 [1.000, 1.000]         0.833 [0.500, 1.000]         0.877 [0.631, 1.000]         1.000 [1.000, 1.000]
shown as an answer                           0.667 [0.000, 1.000]         1.000 [1.000, 1.000]         0.833 [0.500, 1.000]         0.877 [0.631, 1.000]         1.000 [1.000, 1.000]

told from the answered questions                        questions                        AUROC                      best F1
no passage answers                                              1         1.000 [1.000, 1.000]         1.000 [1.000, 1.000]
off topic                                                       1         1.000 [1.000, 1.000]         1.000 [1.000, 1.000]
answers' articles taken away                                    3         0.833 [0.444, 1.000]         0.857 [0.750, 1.000]

at the shipped thresholds                               questions                    no answer               no hits either
answered by a passage                                           3         0.000 [0.000, 0.000]         0.000 [0.000, 0.000]
no passage answers                                              1         1.000 [1.000, 1.000]         1.000 [1.000, 1.000]
off topic                                                       1         1.000 [1.000, 1.000]         1.000 [1.000, 1.000]
"""  # noqa: E501 - as it is printed


@pytest.fixture(autouse=True)
def _decision_by_cosine(monkeypatch: pytest.MonkeyPatch) -> None:
    for module in (bot.search, retrieval_questions):
        monkeypatch.setattr(module, "load_decision", lambda: BY_COSINE)


@pytest.fixture
def village() -> QuestionSet:
    return QuestionSet("village", QUESTIONS, fake_index(PASSAGES))


@pytest.fixture
def arguments(tmp_path: Path, village: QuestionSet, monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The command's, for that folder and one question off topic."""
    monkeypatch.setattr(retrieval, "open_question_set", lambda folder, cache: village)
    off_topic = tmp_path / "off_topic.jsonl"
    off_topic.write_text(json.dumps({"id": "5", "question": "When is Easter?", "relevant": []}) + "\n")
    return [str(tmp_path), "--off-topic", str(off_topic)]


def test_page_of_a_folder(arguments: list[str]) -> None:
    output = CliRunner().invoke(retrieval.main, [*arguments, "--no-ablation"], catch_exceptions=False).stdout
    page, _, thresholds = output.partition("\nno answer, by threshold")
    assert page == PAGE
    assert thresholds.splitlines()[-2].split() == ["0.200", "0.000", "1.000", "1.000", "0.667"]


def test_page_of_variants(arguments: list[str], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(retrieval, "ablations", lambda: [Variant("embeddings off", {WORD_WEIGHT: 1 - 1e-6})])
    output = CliRunner().invoke(retrieval.main, arguments, catch_exceptions=False).stdout
    assert [" ".join(line.split()) for line in output.splitlines()[-4:-1]] == [
        "nDCG@10 difference Success@3 difference",
        "as shipped 0.877 +0.000 [+0.000, +0.000] 1.000 +0.000 [+0.000, +0.000]",
        "embeddings off 0.877 +0.000 [+0.000, +0.000] 1.000 +0.000 [+0.000, +0.000]",
    ]


def test_figures_are_written(arguments: list[str], tmp_path: Path) -> None:
    file = tmp_path / "figures.json"
    CliRunner().invoke(retrieval.main, [*arguments, "--no-ablation", "--json", str(file)], catch_exceptions=False)
    (record,) = json.loads(file.read_text())
    assert (record["name"], record["n_passages"], record["n_answered"], record["variants"]) == ("village", 3, 3, [])
    assert record["ranking"]["Success@3"] == {"value": 1.0, "low": 1.0, "high": 1.0}
    assert [(one["group"], one["silent"]["value"]) for one in record["outcomes"]] == [
        ("answered by a passage", 0.0),
        ("no passage answers", 1.0),
        ("off topic", 1.0),
    ]


def test_a_folder_without_an_answered_question_is_an_error(village: QuestionSet) -> None:
    with pytest.raises(ValueError, match=r"^empty has no question that a passage answers; give one that has$"):
        folder_figures(QuestionSet("empty", QUESTIONS[3:], village.passage_index), (), ())


def test_a_variant_is_measured_under_its_constants(village: QuestionSet) -> None:
    # Cosine alone: the third question's best is the third passage, the second and the first question's are right.
    asked = understood(QUESTIONS[:3], village.passage_index)
    values = variant_values(village, asked, Variant("word search off", {WORD_WEIGHT: 0.0}))
    assert values["nDCG@10"].tolist() == [1.0, 1.0, pytest.approx(1 / np.log2(3))]


def test_silence_by_hand() -> None:
    figures = silence_figures(np.array([0.9, 0.5]), Group("off topic", np.array([0.01, 0.05])))
    assert (figures.n_questions, figures.auroc, figures.best_f1) == (2, Interval(1, 1, 1), Interval(1, 1, 1))
    assert (figures.silent_from[0.03], figures.silent_from[0.06]) == (0.5, 1.0)


def test_closest_counts_as_silence(village: QuestionSet, monkeypatch: pytest.MonkeyPatch) -> None:
    answered = answer_query("Is the border shut?", village.passage_index)
    monkeypatch.setattr(bot.search, "load_decision", lambda: Decision({}, -3.5))  # a probability of .029
    closest = answer_query("Is the border shut?", village.passage_index)
    assert (answered.level, closest.level) == ("answer", "closest")
    outcomes = outcomes_of("k", [closest, closest])
    assert (outcomes.n_questions, outcomes.silent.value, outcomes.without_hits.value) == (2, 1.0, 0.0)
    assert (shown_ids(answered)[0], shown_ids(closest)) == ("a:1", [])


def test_a_question_is_embedded_once(village: QuestionSet) -> None:
    asked: list[str] = []

    class Noting(FakeEncoder):
        def embed_queries(self, texts: Sequence[str]) -> EmbeddingMatrix:
            asked.extend(texts)
            return self.embed_passages(texts)

    encoder = RememberingEncoder(Noting())
    assert encoder.embed_queries(["border"]).tolist() == encoder.embed_queries(["border"]).tolist() == [[1, 0, 0, 0]]
    assert encoder.embed_queries(["music"]).tolist() == [[0, 0, 0, 1]]
    assert asked == ["border", "music"]
    assert isinstance(remembering(village).passage_index.encoder, RememberingEncoder)
