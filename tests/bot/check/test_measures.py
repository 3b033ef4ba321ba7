"""Every measure, worked out by hand on nine questions, and against the field's own program on random runs."""

from math import log2

import numpy as np
import pytest
import pytrec_eval

from bot.check.measures import MEASURES, Measure, measures_of, ranking_values
from bot.check.outcome import Outcome, judged, not_asked
from tests.bot.check.outcomes import SILENCE, asked, nine_outcomes, reply

# In the order of the nine: found first, found second, found fourth, not found, graded, wrong speaker,
# right silence, wrong silence, should be silent. Seven of them can be answered: all but the seventh and the last.
BY_HAND = {
    # Right ones at the top of the ranking: found first, graded, wrong speaker, wrong silence; 4 of 7.
    "Success@1": 4 / 7,
    # And found second; "found fourth" and "not found" have none among three.
    "Success@3": 5 / 7,
    # One over the rank of the first right one: 1, 1/2, 1/4, 0, 1, 1, 1.
    "RR@10": (1 + 1 / 2 + 1 / 4 + 0 + 1 + 1 + 1) / 7,
    # A grade at rank r is worth grade / log2(r + 1); the sum is held against that of the best order.
    # Ranks 1, 2, 4: 1/log2(2) = 1, 1/log2(3), 1/log2(5); graded: 1/log2(2) + 0 + 2/log2(4) = 1 + 1 = 2
    # of at best 2/log2(2) + 1/log2(3) = 2 + 1/log2(3).
    "nDCG@10": (1 + 1 / log2(3) + 1 / log2(5) + 0 + 2 / (2 + 1 / log2(3)) + 1 + 1) / 7,
    # The one relevant passage, or both, are among ten, but for "not found".
    "R@10": (1 + 1 + 1 + 0 + 2 / 2 + 1 + 1) / 7,
    # Three questions name a speaker and show a right passage; that of "wrong speaker" is credited to somebody else.
    "SpeakerAccuracy": 2 / 3,
    # No answer to "not found" (closest), "right silence" and "wrong silence"; only the second should have had none.
    "SilencePrecision": 1 / 3,
    # No answer was to come to "right silence" and "should be silent"; only to the first none came.
    "SilenceRecall": 1 / 2,
    # Shown: 3, 3, 4, 2, 3, 1, 0, 0, 1 are 17; one of them cannot be checked, one is not verbatim.
    "Verbatim": 15 / 16,
    # found first, graded, right silence.
    "Passed": 3 / 9,
    # 10, 20, … 90 ms: the fifth of nine.
    "p50_ms": 50.0,
    # Nine values have eight steps between them; .95 * 8 = 7.6 steps up from 10 ms, 10 ms each.
    "p95_ms": 86.0,
}


def number(outcomes: list[Outcome], name: str) -> float:
    measure = measures_of(outcomes)[name]
    return float(measure.at(measure.counted))


def test_every_measure_is_worked_out_by_hand() -> None:
    assert tuple(BY_HAND) == MEASURES == tuple(measures_of(nine_outcomes()))


@pytest.mark.parametrize("name", MEASURES)
def test_measure_agrees_with_the_value_worked_out_by_hand(name: str) -> None:
    assert number(nine_outcomes(), name) == pytest.approx(BY_HAND[name], abs=1e-12)


def test_each_question_has_its_own_value() -> None:
    measures = measures_of(nine_outcomes())
    assert measures["RR@10"].values.tolist() == [1, 0.5, 0.25, 0, 1, 1, 0, 1, 0]
    assert measures["RR@10"].counted.tolist() == [0, 1, 2, 3, 4, 5, 7]
    assert measures["SpeakerAccuracy"].counted.tolist() == [0, 4, 5]
    assert measures["SilencePrecision"].counted.tolist() == [3, 6, 7]
    assert measures["SilenceRecall"].counted.tolist() == [6, 8]
    assert measures["Verbatim"].weights.tolist() == [2, 3, 4, 2, 3, 1, 0, 0, 1]
    assert measures["Passed"].values.tolist() == [1, 0, 0, 0, 1, 0, 1, 0, 0]


def test_question_that_could_not_be_asked_counts_as_missed_and_takes_no_time() -> None:
    outcomes = [judged(asked("q1", {"a:1": 1}), reply("a:1", ms=8)), not_asked(asked("q2", {"a:1": 1}), "no")]
    measured = {name: number(outcomes, name) for name in ("Success@1", "nDCG@10", "Passed", "p50_ms", "p95_ms")}
    assert measured == {"Success@1": 0.5, "nDCG@10": 0.5, "Passed": 0.5, "p50_ms": 8, "p95_ms": 8}


def test_silence_that_could_not_be_asked_for_is_no_silence() -> None:
    outcomes = [judged(asked("q1", SILENCE), reply()), not_asked(asked("q2", SILENCE), "no")]
    assert (number(outcomes, "SilencePrecision"), number(outcomes, "SilenceRecall")) == (1.0, 0.5)


def test_passage_at_rank_eleven_is_not_among_ten() -> None:
    ids = [f"a:{n}" for n in range(2, 12)]
    values = ranking_values([{"a:1": 1}, {"a:1": 1}], [[*ids, "a:1"], [*ids[:9], "a:1"]])
    assert values["RR@10"].tolist() == [0, 0.1]
    assert values["R@10"].tolist() == [0, 1]
    assert values["nDCG@10"].tolist() == [0, pytest.approx(1 / log2(11))]


def test_nothing_asked_or_nothing_answerable_counts_for_no_ranking_measure() -> None:
    for outcomes in ([], [judged(asked("q", SILENCE), reply("a:1"))], [judged(asked("q", speakers=()), reply("a:1"))]):
        measures = measures_of(outcomes)
        assert {name: measures[name].counted.tolist() for name in ("Success@1", "RR@10", "nDCG@10", "R@10")} == {
            "Success@1": [],
            "RR@10": [],
            "nDCG@10": [],
            "R@10": [],
        }


def test_empty_ranking_of_an_answerable_question_is_worth_nothing() -> None:
    values = ranking_values([{"a:1": 1}, {"a:2": 1}], [[], ["a:2"]])
    assert {name: found.tolist() for name, found in values.items()} == {
        name: [0, 1] for name in ("Success@1", "Success@3", "RR@10", "nDCG@10", "R@10")
    }


def test_share_is_the_weighted_mean_and_a_time_the_percentile_of_each_sample() -> None:
    share = Measure("Verbatim", np.array([1.0, 0.5, 0.0]), np.array([2.0, 4.0, 0.0]))
    # Twice the first: 1. The first and the second: (2 * 1 + 4 * .5) / 6.
    assert share.at(np.array([[0, 0], [0, 1]])).tolist() == [1.0, pytest.approx(4 / 6)]
    time = Measure("p50_ms", np.array([10.0, 20.0, 40.0]), np.ones(3), 50.0)
    assert time.at(np.array([[0, 1, 2], [2, 2, 0]])).tolist() == [20, 40]
    assert np.isnan(share.at(np.array([], dtype=np.int64)))


@pytest.mark.parametrize("seed", range(5))
def test_ranking_measures_agree_with_trec_eval_on_random_runs(seed: int) -> None:
    chance = np.random.default_rng(seed)
    relevant, rankings = [], []
    for _ in range(60):
        ids = [f"a:{n}" for n in range(1, 31)]
        judged_ids = chance.choice(ids, size=chance.integers(1, 14), replace=False)
        relevant.append({str(id_): int(chance.integers(1, 4)) for id_ in judged_ids})
        rankings.append([str(id_) for id_ in chance.permutation(ids)[: chance.integers(1, 15)]])
    qrels = {str(n): grades for n, grades in enumerate(relevant)}
    # trec_eval's reciprocal rank knows no cut: the ranking is cut for it.
    run = {str(n): {id_: -float(rank) for rank, id_ in enumerate(ids)} for n, ids in enumerate(rankings)}
    cut = {str(n): {id_: -float(rank) for rank, id_ in enumerate(ids[:10])} for n, ids in enumerate(rankings)}
    wanted = {"success.1,3", "ndcg_cut.10", "recall.10"}
    theirs = pytrec_eval.RelevanceEvaluator(qrels, wanted).evaluate(run)
    their_ranks = pytrec_eval.RelevanceEvaluator(qrels, {"recip_rank"}).evaluate(cut)
    ours = ranking_values(relevant, rankings)
    for n in range(60):
        assert {name: values[n] for name, values in ours.items()} == pytest.approx(
            {
                "Success@1": theirs[str(n)]["success_1"],
                "Success@3": theirs[str(n)]["success_3"],
                "RR@10": their_ranks[str(n)]["recip_rank"],
                "nDCG@10": theirs[str(n)]["ndcg_cut_10"],
                "R@10": theirs[str(n)]["recall_10"],
            }
        )
