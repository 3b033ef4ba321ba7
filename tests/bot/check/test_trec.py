"""Run and judgements in the format of TREC give others the figures that onrecord gives."""

import random
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import ir_measures
import numpy as np
import pytest
import pytrec_eval
from hypothesis import example, given
from hypothesis import strategies as st

from bot.check.measures import RANKING_MEASURES, measures_of
from bot.check.outcome import Fault, Outcome
from bot.check.question import Expected, Question
from bot.check.report import Report, RunFacts, all_figures
from bot.render.check.trec import one_word, qrels_lines, run_lines

N_QUERIES = 400
PASSAGE_IDS = [f"article {n % 7}\u2003b:{n}" if n % 3 else f"art%20{n % 7}:{n}" for n in range(40)]
TREC_EVAL_NAMES = {
    "Success@1": "success_1",
    "Success@3": "success_3",
    "nDCG@10": "ndcg_cut_10",
    "R@10": "recall_10",
}


def random_outcome(rng: random.Random, number: int) -> Outcome:
    """A question of up to twenty ranked passages, none at times, of which some answer better than others."""
    relevant = {id_: rng.randint(1, 3) for id_ in rng.sample(PASSAGE_IDS, rng.choice([0, 1, 1, 2, 5, 15]))}
    ranked = tuple(rng.sample(PASSAGE_IDS, rng.choice([0, 1, 3, 10, 20])))
    question = Question(f"follow up {number}" if number % 2 else f"q-{number}", "?", Expected(relevant))
    return Outcome(question, (Fault("not answered", "no"),), level="silent", ranked=ranked, seconds=0.0)


def report_of(outcomes: Sequence[Outcome]) -> Report:
    facts = RunFacts("q.jsonl", "data/index", None, len(outcomes), within=3, n_jobs=1, seconds=1.0)
    return Report(facts, outcomes, *all_figures(outcomes))


@pytest.fixture(scope="module")
def report() -> Report:
    rng = random.Random(20240102)
    return report_of([random_outcome(rng, number) for number in range(N_QUERIES)])


@pytest.fixture(scope="module")
def files(report: Report, tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Path]:
    """The run and the judgements as files."""
    folder = tmp_path_factory.mktemp("trec")
    run, qrels = folder / "run.txt", folder / "qrels.txt"
    run.write_text("".join(run_lines(report)), encoding="utf-8")
    qrels.write_text("".join(qrels_lines(report)), encoding="utf-8")
    return run, qrels


def read(files: tuple[Path, Path]) -> tuple[list[Any], list[Any]]:
    """The judgements and the run, as ir_measures reads them."""
    run, qrels = map(str, files)
    return list(ir_measures.read_trec_qrels(qrels)), list(ir_measures.read_trec_run(run))  # type: ignore[no-untyped-call]


def test_lines_are_those_of_the_format() -> None:
    relevant = {"a:1": 1, "a b:2": 2}
    outcome = Outcome(Question("who said", "?", Expected(relevant)), (), level="answer", ranked=("a b:2", "a:1"))
    report = report_of([outcome])
    assert list(run_lines(report)) == [
        "who␣0020said Q0 a␣0020b:2 1 2 onrecord\n",
        "who␣0020said Q0 a:1 2 1 onrecord\n",
    ]
    assert list(qrels_lines(report)) == ["who␣0020said 0 a:1 1\n", "who␣0020said 0 a␣0020b:2 2\n"]


def test_ir_measures_gives_the_same_figures(report: Report, files: tuple[Path, Path]) -> None:
    means = ir_measures.calc_aggregate(RANKING_MEASURES, *read(files))
    figures = {name: figure.value for name, figure in report.figures.items() if figure is not None}
    assert {str(measure): mean for measure, mean in means.items()} == pytest.approx(
        {str(measure): figures[str(measure)] for measure in RANKING_MEASURES}, rel=0, abs=1e-12
    )


def test_ir_measures_gives_the_same_value_for_each_question(report: Report, files: tuple[Path, Path]) -> None:
    found = ir_measures.iter_calc(RANKING_MEASURES, *read(files))
    values = {(metric.query_id, str(metric.measure)): metric.value for metric in found}
    measures = measures_of(report.outcomes)
    for row, outcome in enumerate(report.outcomes):
        for measure in map(str, RANKING_MEASURES):
            if outcome.question.expected.relevant and outcome.ranked:
                assert measures[measure].values[row] == values[one_word(outcome.question.id), measure]
            else:
                assert measures[measure].values[row] == 0


def test_trec_eval_gives_the_same_value_for_each_question(report: Report, files: tuple[Path, Path]) -> None:
    run, qrels = (path.open(encoding="utf-8") for path in files)
    with run, qrels:
        evaluator = pytrec_eval.RelevanceEvaluator(
            pytrec_eval.parse_qrel(qrels), {"success.1,3", "ndcg_cut.10", "recall.10", "recip_rank"}
        )
        found = evaluator.evaluate(pytrec_eval.parse_run(run))
    measures = measures_of(report.outcomes)
    asked = [(row, each) for row, each in enumerate(report.outcomes) if each.question.expected.relevant and each.ranked]
    assert len(found) == len(asked) > N_QUERIES / 3
    for row, outcome in asked:
        values = found[one_word(outcome.question.id)]
        for measure, name in TREC_EVAL_NAMES.items():
            assert measures[measure].values[row] == values[name]
        # trec_eval looks at the whole ranking here, onrecord at its first ten.
        assert measures["RR@10"].values[row] == (values["recip_rank"] if values["recip_rank"] >= 0.1 else 0)


def test_questions_without_ranking_count_as_missed() -> None:
    def outcome(id_: str, *ranked: str) -> Outcome:
        return Outcome(Question(id_, "?", Expected({"a:1": 1})), (), level="answer", ranked=ranked)

    figure = report_of([outcome("1", "a:1"), outcome("2")]).figures["Success@1"]
    assert figure is not None and np.isclose(figure.value, 0.5)


@given(st.text(min_size=1), st.text(min_size=1))
@example("a b", "a%20b")
@example("a b", "a␣0020b")
def test_no_two_ids_become_one_word(one: str, other: str) -> None:
    assert (one_word(one) == one_word(other)) == (one == other)
    assert one_word(one).split() == [one_word(one)]


@given(st.text(alphabet=st.characters(exclude_categories=["Zs", "Zl", "Zp", "Cc"]), min_size=1))
def test_id_without_blank_stays_as_it_is(id_: str) -> None:
    assert one_word(id_.replace("␣", "")) == id_.replace("␣", "")
