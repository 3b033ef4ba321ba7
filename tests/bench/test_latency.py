"""The timing's sums, its table, its passages and questions, and the order in which the peers take their turns."""

import json
import re
import sys
from dataclasses import replace
from pathlib import Path

import latency
import latency_warm
import pytest
from click.testing import CliRunner
from latency_cold import run_process
from latency_figures import Comparison, comparison_lines, comparison_record, percentile
from latency_passages import repeated_passages, synthetic_passages, synthetic_questions
from latency_warm import in_turns

from index.passage import read_passages, write_passages
from tests.fakes import fake_article, fake_index, fake_passage, quotation

COMPARISON = Comparison(
    title="cold: 3 rounds, medians",
    headings=("seconds", "peak MiB"),
    our_name="onrecord ask",
    ours=(0.8, 250.0),
    peer_name="the peer",
    peers=(6.0, 500.0),
)
TABLE = [
    "cold: 3 rounds, medians",
    "                                         seconds    peak MiB",
    "onrecord ask                                0.80      250.00",
    "the peer                                    6.00      500.00",
    "peer / onrecord                             7.50        2.00",
]


@pytest.mark.parametrize(
    ("values", "percent", "value"),
    [([3.0, 1.0, 2.0], 50, 2.0), ([4.0, 1.0], 50, 2.5), ([*map(float, range(101))], 95, 95.0), ([0.0, 10.0], 95, 9.5)],
)
def test_percentiles(values: list[float], percent: float, value: float) -> None:
    assert percentile(values, percent) == pytest.approx(value)


def test_ratios_say_how_many_times_less_we_take() -> None:
    assert COMPARISON.ratios == pytest.approx((7.5, 2.0))


def test_table_has_the_peers_and_their_ratios() -> None:
    assert comparison_lines(COMPARISON) == TABLE


def test_record_has_the_figures_and_the_ratios() -> None:
    record = json.loads(json.dumps(comparison_record(replace(COMPARISON, ours=(1.0, 250.0)))))
    assert record == {
        "title": "cold: 3 rounds, medians",
        "headings": ["seconds", "peak MiB"],
        "our_name": "onrecord ask",
        "ours": [1.0, 250.0],
        "peer_name": "the peer",
        "peers": [6.0, 500.0],
        "ratios": [6.0, 2.0],
    }


def test_invented_passages_are_as_described() -> None:
    passages = synthetic_passages(41)
    first = passages[0]
    assert first.text == (
        "“We shall decide on the ferry line before the spring, whatever they say in Östervik,” said Ana Almgard, mayor "
        "of Östervik. Almgard spoke to residents about the ferry line on Tuesday."
    )
    (attribution,) = first.attributions
    assert first.text[attribution.start_char : attribution.end_char] == (
        "“We shall decide on the ferry line before the spring, whatever they say in Östervik,”"
    )
    assert (attribution.kind, attribution.speaker, attribution.role) == ("direct", "Ana Almgard", "mayor")
    assert [(passages[i].id, passages[i].article.id) for i in (0, 19, 20, 40)] == [
        ("synthetic-0:1", "synthetic-0"),
        ("synthetic-0:20", "synthetic-0"),
        ("synthetic-1:1", "synthetic-1"),
        ("synthetic-2:1", "synthetic-2"),
    ]


def test_no_two_invented_passages_or_questions_are_alike() -> None:
    assert len({passage.text for passage in synthetic_passages(30_000)}) == 30_000
    assert len(set(synthetic_questions(17_043))) == 17_043


def test_invented_questions_are_of_three_shapes() -> None:
    assert synthetic_questions(3) == [
        "Which mayor spoke about the ferry line in Östervik?",
        "What did Brannvik say about the new hospital in Tarnholm?",
        "When will they decide on school meals in Sallow Bay, and what does the chief engineer say?",
    ]


def test_passages_of_a_file_are_repeated_and_told_apart() -> None:
    said = fake_passage("“Go,” said Ana.", quotation("“Go,” said Ana.", "“Go,”", "Ana"), number=1)
    other = fake_passage("It rained.", number=7, article=fake_article(id="b/c"))
    repeated = repeated_passages([said, other], 5)
    assert [(p.id, p.article.id, p.text, p.speakers) for p in repeated] == [
        ("a:1", "a", "“Go,” said Ana.", ("Ana",)),
        ("b/c:7", "b/c", "It rained.", ()),
        ("a-round-1:1", "a-round-1", "“Go,” said Ana. (1)", ("Ana",)),
        ("b/c-round-1:7", "b/c-round-1", "It rained. (1)", ()),
        ("a-round-2:1", "a-round-2", "“Go,” said Ana. (2)", ("Ana",)),
    ]


@pytest.mark.parametrize("given", [False, True])
def test_passages_written_for_the_bench_can_be_read(tmp_path: Path, given: bool) -> None:
    path = tmp_path / "cache" / "passages.jsonl"
    write_passages(passages := [fake_passage("It rained.")], tmp_path / "given.jsonl")
    latency.write_bench_passages(tmp_path / "given.jsonl" if given else None, 3, path)
    assert read_passages(path) == (repeated_passages(passages, 3) if given else synthetic_passages(3))


def test_peers_go_first_by_turns_and_the_first_round_does_not_count(monkeypatch: pytest.MonkeyPatch) -> None:
    asked: list[str] = []
    seconds = 0.0

    def clock() -> float:
        return seconds

    def take(name: str, duration: float, question: str) -> None:
        nonlocal seconds
        asked.append(name + question)
        # The round that does not count is slow.
        seconds += duration if len(asked) > 6 else 100.0

    monkeypatch.setattr(latency_warm, "QUESTIONS_A_TURN", 2)
    ours, peers = in_turns(
        lambda q: take("o", 0.25, q), lambda q: take("p", 0.5, q), questions=["1", "2", "3"], n_rounds=2, clock=clock
    )
    assert asked[:6] == ["o1", "o2", "o3", "p1", "p2", "p3"]
    assert asked[6:12] == ["o1", "o2", "p1", "p2", "p3", "o3"]
    assert asked[12:] == asked[6:12]
    assert (ours, peers) == ([250.0] * 6, [500.0] * 6)


@pytest.mark.parametrize("code", [0, 3])
def test_a_process_that_answers_or_is_silent_is_measured(code: int) -> None:
    run = run_process([sys.executable, "-c", f"import sys; sys.exit({code})"])
    assert run.seconds > 0 and run.peak_mib > 1


def test_a_process_that_fails_is_no_measurement() -> None:
    with pytest.raises(RuntimeError, match=re.escape("ended with 1: no index")):
        run_process([sys.executable, "-c", "import sys; sys.exit('no index')"])


def test_what_is_printed_and_written(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    built: list[Path] = []

    def build(passages: Path, folder: Path) -> Path:
        built.append(passages)
        return folder

    def compare_cold(folder: Path, n_rounds: int) -> Comparison:
        assert (folder, n_rounds) == (tmp_path / "cache" / "cold", 3)
        return COMPARISON

    monkeypatch.setattr(latency, "built_index", build)
    monkeypatch.setattr(latency, "compare_cold", compare_cold)
    arguments = ["--only", "cold", "--rounds", "3", "--cache", str(tmp_path / "cache"), "--json", str(tmp_path / "f")]
    result = CliRunner().invoke(latency.main, arguments, catch_exceptions=False)
    assert result.stdout == "\n".join([*TABLE, "", ""])
    assert json.loads((tmp_path / "f").read_text()) == [json.loads(json.dumps(comparison_record(COMPARISON)))]
    assert built == [latency.COMMITTED_PASSAGES]


def test_warm_comparison_gives_percentiles_of_all_answers(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(latency_warm, "keep_to_one_core", lambda: None)
    monkeypatch.setattr(latency_warm, "open_index", lambda _: fake_index([fake_passage("Ferry."), fake_passage("It.")]))
    monkeypatch.setattr(latency_warm, "_ask_peer", lambda _: None)
    monkeypatch.setattr(latency_warm, "in_turns", lambda *_, **__: ([1.0, 2.0, 3.0], [4.0, 4.0, 5.0]))
    comparison = latency_warm.compare_warm(Path("any"), ["a", "b"], 4)
    assert comparison.title == "warm: 2 passages, 2 questions, 4 rounds, 10 hits, one core"
    assert comparison.headings == ("p50 ms", "p95 ms")
    assert comparison.ours == pytest.approx((2.0, 2.9))
    assert comparison.peers == pytest.approx((4.0, 4.9))
