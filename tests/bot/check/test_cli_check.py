"""onrecord check as a person runs it: figures, files, exit codes, and a sentence for every wrong turn."""

import json
import os
import signal
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from bot.answer import Answer, answer_query
from bot.api import create_app
from index.errors import QueryError
from index.passage_index import open_index
from tests.bot.check.ferry import NINE, SILENT, WINTER, WRONG, questions
from tests.bot.running import running
from tests.bot.test_cli import error_of, run


def report_of(*arguments: str) -> dict[str, object]:
    result = run("check", *arguments, "--json", "-")
    report = json.loads(result.stdout)
    assert isinstance(report, dict)
    return report


def values(report: dict[str, object]) -> dict[str, float | None]:
    figures = report["figures"]
    assert isinstance(figures, dict)
    return {name: figure and figure["value"] for name, figure in figures.items() if not name.endswith("ms")}


ALL_RIGHT = dict.fromkeys(
    ["Success@1", "Success@3", "RR@10", "nDCG@10", "R@10", "SpeakerAccuracy", "SilencePrecision", "SilenceRecall"], 1.0
) | {"Verbatim": 1.0, "Passed": 1.0}


def test_questions_are_asked_and_the_answers_measured(ferry: Path) -> None:
    report = report_of(questions(WINTER, NINE, SILENT))
    assert values(report) == ALL_RIGHT
    assert (report["questions"], report["target"], report["n_asked"]) == ("q.jsonl", "data/index", 3)
    assert report["shortfalls"] == []


def test_tables_are_printed(ferry: Path) -> None:
    result = run("check", questions(WINTER, WRONG, SILENT))
    assert (result.exit_code, result.stderr) == (0, "")
    lines = [" ".join(line.split()) for line in result.stdout.splitlines()]
    assert "SpeakerAccuracy 0.500 0.000 to 1.000 2" in lines
    assert "direct 1.000 1.000 1.000 1.000 1.000 – 1" in lines
    assert "the words are credited to Dagny Holt instead of Ivo Holt" in " ".join(lines)
    assert lines[-1].startswith("2 of 3 questions pass (3 asked in ")


def test_each_figure_that_falls_short_is_a_line(ferry: Path) -> None:
    bounds = ["--min", "passed=.6", "--min", "SpeakerAccuracy=.8", "--max", "p50_ms=0", "--min", "SilenceRecall=0"]
    result = run("check", questions(WINTER, WRONG, SILENT), *bounds)
    assert result.exit_code == 1
    first, second = result.stderr.splitlines()
    assert first == "error: SpeakerAccuracy is 0.5, below its minimum of 0.8"
    assert second.startswith("error: p50_ms is ") and second.endswith(", above its maximum of 0")


def test_figure_that_cannot_be_measured_meets_no_minimum(ferry: Path) -> None:
    result = run("check", questions(WINTER), "--min", "SilenceRecall=0")
    assert result.exit_code == 1
    assert result.stderr == "error: SilenceRecall could not be measured, so its minimum of 0 is not met\n"


def test_questions_that_could_not_be_asked_fail_the_run(ferry: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def refused(query: str, *arguments: Any, **options: Any) -> Answer:  # noqa: ANN401
        if query == WRONG["question"]:
            raise QueryError("out of order")
        return answer_query(query, *arguments, **options)

    monkeypatch.setattr("bot.check.index_target.answer_query", refused)
    result = run("check", questions(WINTER, WRONG), "--json", "r.json")
    assert (result.exit_code, result.stderr) == (
        1,
        "error: 1 question could not be asked, 'wrong' for one: out of order\n",
    )
    assert "1 of 2 questions pass (1 of 2 asked in " in result.stdout
    assert json.loads(Path("r.json").read_text())["n_asked"] == 1


def test_faults_of_the_file_are_all_named_and_nothing_is_asked(ferry: Path) -> None:
    path = questions(
        WINTER, {"id": "x"}, WINTER, NINE | {"relevant": ["ferry:9", "boat:1"]}, SILENT | {"contains": "\x1b"}
    )
    result = run("check", path, "--json", "r.json")
    assert (result.exit_code, result.stdout) == (1, "")
    assert result.stderr.splitlines() == [
        "q.jsonl:2: 'question' is missing",
        "q.jsonl:3: the id 'winter' stands at q.jsonl:1 already; give each question its own",
        "q.jsonl:4: no passage has the id 'ferry:9'; mend or remove it",
        "q.jsonl:4: no passage has the id 'boat:1'; mend or remove it",
        "q.jsonl:5: 'relevant' says that no passage answers, yet 'contains' is given; remove one of the two",
        "error: 5 faults in q.jsonl, so nothing was asked; mend the lines named above",
    ]
    assert not Path("r.json").exists()


def test_control_characters_of_a_file_reach_no_terminal(ferry: Path) -> None:
    assert "\x1b" not in error_of("check", questions(WINTER | {"contains": "\x1b[31mred"}))


def test_phrase_of_the_article_that_no_passage_holds_is_a_question_that_cannot_be_answered(ferry: Path) -> None:
    title = {"id": "title", "question": "What sails?", "contains": "Ferry to Skarholm Sails"}
    result = run("check", questions(title), "--json", "r.json")
    assert result.exit_code == 0
    assert result.stderr == (
        "warning: q.jsonl:1: article ferry contains 'Ferry to Skarholm Sails', but no passage of it does; "
        "the question is asked all the same\n"
    )
    assert json.loads(Path("r.json").read_text())["figures"]["R@10"]["value"] == 0


def test_earlier_run_is_compared_with(ferry: Path) -> None:
    path = questions(WINTER, SILENT)
    assert run("check", path, "--json", "earlier.json").exit_code == 0
    passages = Path("data/passages.jsonl")
    passages.write_text(passages.read_text().replace('"speaker": "Dagny Holt"', '"speaker": "Ivo Holt"'))
    assert run("index").exit_code == 0
    report = report_of(path, "--compare", "earlier.json")
    comparison = report["comparison"]
    assert isinstance(comparison, dict)
    assert comparison["differences"]["SpeakerAccuracy"] == {
        "earlier": 1.0,
        "later": 0.0,
        "n": 1,
        "p": 1.0,
        "value": -1.0,
    }
    (change,) = comparison["changes"]
    assert (change["id"], change["direction"], change["passed"]) == ("winter", "worse", [True, False])


def test_earlier_run_that_is_none_is_refused(ferry: Path) -> None:
    path = questions(WINTER)
    way_out = "run 'onrecord check --json' to write one to compare with\n"
    assert (
        error_of("check", path, "--compare", path)
        == f"error: q.jsonl holds no report of 'onrecord check --json'; {way_out}"
    )
    assert error_of("check", path, "--compare", "no.json") == (
        f"error: no.json cannot be read (No such file or directory); {way_out}"
    )


def test_earlier_run_with_another_k_is_refused(ferry: Path) -> None:
    path = questions(WINTER)
    assert run("check", path, "--json", "earlier.json").exit_code == 0
    assert error_of("check", path, "--compare", "earlier.json", "-k", "1") == (
        "error: earlier.json was run with -k 3 and this run has -k 1; give both the same\n"
    )


@pytest.mark.parametrize("damage", ['"seconds": "fast"', '"id": 5', '"ranked": [[1]]', '"n_verbatim": "x"'])
def test_damaged_earlier_run_is_refused_before_anything_is_asked(ferry: Path, damage: str) -> None:
    path = questions(WINTER)
    assert run("check", path, "--json", "earlier.json").exit_code == 0
    report = json.loads(Path("earlier.json").read_text())
    report["results"][0] |= json.loads("{" + damage + "}")
    Path("earlier.json").write_text(json.dumps(report))
    assert error_of("check", path, "--compare", "earlier.json") == (
        "error: earlier.json holds no report of 'onrecord check --json'; "
        "run 'onrecord check --json' to write one to compare with\n"
    )


def test_questions_come_from_stdin(ferry: Path) -> None:
    result = run("check", "-", "--json", "r.json", stdin=json.dumps(WINTER))
    assert result.exit_code == 0
    assert json.loads(Path("r.json").read_text())["questions"] == "standard input"


def test_server_is_measured_as_its_index_is(ferry: Path) -> None:
    followed = {"id": "f", "turns": ["Who spoke of the harbour?"], "question": "What else did she say?", "silent": True}
    path = questions(WINTER, NINE, SILENT, WRONG, followed)
    with running(create_app(open_index(Path("data/index")), with_chat=False)) as address:
        there = report_of(path, "--url", address, "--jobs", "3")
    here = report_of(path)
    assert values(there) == values(here)
    for each in (there, here):
        results = each["results"]
        assert isinstance(results, list)
        for result in results:
            result["seconds"] = None
    assert there["results"] == here["results"]
    assert (there["index"], there["target"]) == (here["index"], address)


def test_wrong_turns_are_one_sentence_each(ferry: Path) -> None:
    path = questions(WINTER)
    see = "; see 'main check --help'\n"
    assert error_of("check") == f"error: QUESTIONS is missing; name a file, or let --suggest N draft one{see}"
    assert error_of("check", path, "--url", "http://x", "--index", "y") == (
        f"error: --url and --index are two places to ask; choose one of them{see}"
    )
    assert error_of("check", path, "--min", "nDCG=.5") == (
        "error: 'nDCG' is no measure; choose one of Success@1, Success@3, RR@10, nDCG@10, R@10, SpeakerAccuracy, "
        "SilencePrecision, SilenceRecall, Verbatim, Passed, p50_ms, p95_ms\n"
    )
    assert error_of("check", path, "--index", "nowhere") == "error: no index in nowhere; run 'onrecord index'\n"
    assert error_of("check", path, "--texts", "nowhere") == (
        "error: no folder of canonical texts at nowhere; 'onrecord read' writes data/texts\n"
    )
    assert error_of("check", "--suggest", "3", "--url", "http://x") == (
        f"error: --suggest reads an index folder; leave --url out{see}"
    )


def test_drafts_are_written_to_a_new_file_only(ferry: Path) -> None:
    result = run("check", "--suggest", "99", "drafts.jsonl")
    assert (result.exit_code, result.stdout) == (0, "")
    drafts = [json.loads(line) for line in Path("drafts.jsonl").read_text().splitlines()]
    assert result.stderr == (
        f"{len(drafts)} drafts to look through: each is asked once its 'draft' is removed; the index gives no more\n"
    )
    assert drafts[0]["question"] == "What did Dagny Holt say in “Ferry to Skarholm Sails Again”?"
    assert (drafts[0]["contains"], drafts[0]["speaker"]) == (["“The harbour will stay open all winter,”"], "Dagny Holt")
    assert run("check", "--suggest", "1").stdout == Path("drafts.jsonl").read_text().splitlines(True)[0]
    assert error_of("check", "--suggest", "1", "drafts.jsonl") == (
        "error: drafts.jsonl exists, and drafts are not to replace what a person wrote; name a new file\n"
    )
    assert error_of("check", "drafts.jsonl") == (
        f"error: drafts.jsonl holds no question to judge, only drafts ({len(drafts)}); edit them and remove 'draft'\n"
    )


@pytest.fixture
def interruptible() -> Iterator[None]:
    """Ctrl-C as at a terminal: tests that a script started in the background are deaf to it."""
    before = signal.signal(signal.SIGINT, signal.default_int_handler)
    yield
    signal.signal(signal.SIGINT, before)


@pytest.mark.usefixtures("interruptible")
@pytest.mark.parametrize("n_jobs", [1, 2])
def test_interrupted_run_leaves_the_finished_part_as_a_report(
    ferry: Path, monkeypatch: pytest.MonkeyPatch, n_jobs: int
) -> None:
    path = questions(*({**WINTER, "id": f"q{number}"} for number in range(1000)))
    asked: list[str] = []

    def interrupted_on_the_way(query: str, *arguments: Any, **options: Any) -> Answer:  # noqa: ANN401
        asked.append(query)
        if len(asked) == 50:
            os.kill(os.getpid(), signal.SIGINT)
        return answer_query(query, *arguments, **options)

    monkeypatch.setattr("bot.check.index_target.answer_query", interrupted_on_the_way)
    result = run("check", path, "--json", "r.json", "--jobs", str(n_jobs))
    report = json.loads(Path("r.json").read_text())
    n = report["n_asked"]
    assert (result.exit_code, len(report["results"]), report["stopped"]) == (1, n, "interrupted")
    assert 30 <= n <= 60
    assert result.stderr.splitlines()[-1] == (
        f"error: stopped after {n} of 1000 questions (interrupted); the report holds these"
    )


def test_server_that_goes_away_leaves_the_finished_part(ferry: Path) -> None:
    path = questions(WINTER, SILENT)
    with running(create_app(open_index(Path("data/index")), with_chat=False)) as address:
        pass
    error = error_of("check", path, "--url", address)
    assert error.startswith(f"error: {address} does not answer (") and "see that 'onrecord chat' runs there" in error
