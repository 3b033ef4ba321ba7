"""The plugin for pytest as people run it: a pytest of its own, in a folder with a small index."""

import json
import os
import subprocess
import sys
from collections.abc import Iterable
from pathlib import Path
from typing import Any

import pytest

from index.building.build_index import build_index
from index.passage import Passage, write_passages
from tests.fakes import fake_article, quotation

SAID = "“The harbour will stay open all winter,” said Dagny Holt."
NARRATED = "Nobody had sailed there for nine years."

HARBOUR: dict[str, Any] = {"id": "direct-01", "question": "Will the harbour stay open in winter?", "relevant": ["a:1"]}
WRONG_NAME = HARBOUR | {"id": "name/02", "speaker": "Ada Wold", "tags": ["names"]}
FOLLOW_UP = HARBOUR | {"id": "turn-03", "turns": ["Has anyone sailed there?"], "speaker": "Holt"}

LIGHT = ("bot.check", "index", "pydantic", "numpy", "faiss", "onnxruntime", "scipy", "ir_measures", "httpx")


@pytest.fixture(scope="module")
def index_of_two(tmp_path_factory: pytest.TempPathFactory, default_encoders: Path) -> Path:
    """An index of two passages."""
    folder = tmp_path_factory.mktemp("indexed")
    article = fake_article()
    spoken = quotation(SAID, "“The harbour will stay open all winter,”", "Dagny Holt")
    passages = [Passage("a:1", SAID, article, attributions=(spoken,)), Passage("a:2", NARRATED, article)]
    write_passages(passages, folder / "passages.jsonl")
    (folder / "index").mkdir()
    (folder / "index" / "encoders").symlink_to(default_encoders)
    build_index(folder / "passages.jsonl", folder / "texts", folder / "index")
    return folder / "index"


@pytest.fixture
def workplace(tmp_path: Path, index_of_two: Path) -> Path:
    """A folder to run pytest in, with the index where it is looked for."""
    (tmp_path / "pytest.ini").write_text("[pytest]\nfilterwarnings = error\naddopts = -p no:cacheprovider\n")
    (tmp_path / "data").mkdir()
    (tmp_path / "data" / "index").symlink_to(index_of_two)
    return tmp_path


def write_questions(path: Path, *records: dict[str, Any]) -> None:
    path.parent.mkdir(exist_ok=True)
    path.write_text("".join(json.dumps(record) + "\n" for record in records), encoding="utf-8")


def run_pytest(folder: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    """What pytest, started in the folder as a person starts it, prints and returns."""
    environment = {name: value for name, value in os.environ.items() if not name.startswith(("PYTEST_", "ONRECORD_"))}
    return subprocess.run(
        [sys.executable, "-m", "pytest", "-rfEs", "--color=no", *arguments],
        cwd=folder,
        env=environment,
        capture_output=True,
        encoding="utf-8",
        timeout=120,
    )


def summary(done: subprocess.CompletedProcess[str]) -> str:
    """The last line, how many passed and failed, without the seconds."""
    return done.stdout.splitlines()[-1].strip("= ").rpartition(" in ")[0]


def has_lines(text: str, lines: Iterable[str]) -> bool:
    return "\n".join(lines) in text


def test_each_question_is_a_test(workplace: Path) -> None:
    write_questions(workplace / "questions.jsonl", HARBOUR, WRONG_NAME, FOLLOW_UP)
    done = run_pytest(workplace, "--onrecord", "questions.jsonl", "-v")
    assert (done.returncode, done.stderr) == (1, "")
    assert summary(done) == "1 failed, 2 passed"
    for line in ("direct-01 PASSED", "name/02 FAILED", "turn-03 PASSED"):
        assert f"\nquestions.jsonl::{line}" in done.stdout
    failure = done.stdout.partition("= FAILURES =")[2]
    assert has_lines(
        failure,
        [
            "the words are credited to Dagny Holt instead of Ada Wold",
            "",
            "Asked: Will the harbour stay open in winter?",
            "",
            "Expected: one of these passages",
            "credited to: Ada Wold",
            "- a:1 (Dagny Holt)",
            SAID,
            "",
            "Came: an answer",
            "- a:1 (Dagny Holt)",
            SAID,
        ],
    )
    assert "Traceback" not in failure and ".py" not in failure
    assert "FAILED questions.jsonl::name/02 - Failed: the words are credited" in failure


def test_questions_run_beside_other_tests_and_can_be_chosen(workplace: Path) -> None:
    write_questions(workplace / "build" / "questions.jsonl", HARBOUR, WRONG_NAME)
    (workplace / "test_own.py").write_text("def test_own(): pass\n")
    (workplace / "own").mkdir()
    (workplace / "own" / "test_other.py").write_text("def test_other(): pass\n")
    questions = ("--onrecord", "build/questions.jsonl")
    # A folder named "build" is none that pytest looks into by itself.
    assert summary(run_pytest(workplace, *questions)) == "1 failed, 3 passed"
    assert summary(run_pytest(workplace, *questions, "own", "-k", "names or own")) == "1 failed, 1 passed, 1 deselected"
    assert summary(run_pytest(workplace, *questions, "build/questions.jsonl::direct-01")) == "1 passed"


def test_questions_are_asked_whatever_other_paths_are_given(workplace: Path) -> None:
    # pytest offers the file while it looks for tests/ beside it, and then drops what it made of it.
    write_questions(workplace / "questions.jsonl", HARBOUR)
    (workplace / "tests").mkdir()
    (workplace / "tests" / "test_own.py").write_text("def test_own(): pass\n")
    for path in ("tests", "tests/test_own.py"):
        assert summary(run_pytest(workplace, "--onrecord", "questions.jsonl", path)) == "2 passed"


def test_folder_and_table_are_read_too(workplace: Path, index_of_two: Path) -> None:
    beir = workplace / "beir"
    write_questions(beir / "queries.jsonl", {"_id": "b1", "text": HARBOUR["question"]})
    (beir / "qrels.tsv").write_text("query-id\tcorpus-id\tscore\nb1\ta:1\t1\n")
    done = run_pytest(workplace, "--onrecord", "beir", "--onrecord-index", str(index_of_two), "-v")
    assert "\nbeir/queries.jsonl::b1 PASSED" in done.stdout and summary(done) == "1 passed"
    (workplace / "q.csv").write_text("id,question,speaker\nc1,Will the harbour stay open in winter?,Dagny Holt\n")
    assert "\nq.csv::c1 PASSED" in run_pytest(workplace, "--onrecord", "q.csv", "-v").stdout


def test_bad_file_is_refused_with_all_its_faults_and_nothing_runs(workplace: Path) -> None:
    write_questions(
        workplace / "q.jsonl", HARBOUR, {"id": "x", "silent": True}, HARBOUR | {"id": "y", "relevant": ["a:9"]}
    )
    (workplace / "test_own.py").write_text("def test_own(): pass\n")
    done = run_pytest(workplace, "--onrecord", "q.jsonl")
    assert done.returncode == pytest.ExitCode.USAGE_ERROR
    assert done.stderr.strip() == (
        "ERROR: q.jsonl:2: 'question' is missing\n"
        "q.jsonl:3: no passage has the id 'a:9'; mend or remove it\n"
        "2 faults in q.jsonl, so nothing was asked; mend the lines named above"
    )
    assert summary(done).startswith("no tests ran")


@pytest.mark.parametrize(
    ("arguments", "sentence"),
    [
        (["--onrecord", "no.jsonl"], "no.jsonl cannot be read (No such file or directory); give a file of questions"),
        (["--onrecord", "q.jsonl", "--onrecord-index", "none"], "no index in none; run 'onrecord index'"),
        (
            ["--onrecord", "q.jsonl", "--onrecord-url", "http://x.example", "--onrecord-index", "none"],
            "--onrecord-index and --onrecord-url are two things to ask; choose one of them",
        ),
    ],
)
def test_nothing_to_ask_is_one_sentence(workplace: Path, arguments: list[str], sentence: str) -> None:
    write_questions(workplace / "q.jsonl", HARBOUR)
    done = run_pytest(workplace, *arguments)
    assert done.returncode == pytest.ExitCode.USAGE_ERROR
    assert done.stderr.strip().startswith(f"ERROR: {sentence}") and done.stderr.strip().count("\n") == 0


def test_question_that_cannot_be_asked_is_an_error(workplace: Path) -> None:
    silent = {"id": "s", "question": "Who won the race?", "silent": True}
    write_questions(workplace / "q.jsonl", silent, silent | {"id": "s2"})
    done = run_pytest(workplace, "--onrecord", "q.jsonl", "--onrecord-url", "http://127.0.0.1:9")
    assert (done.returncode, summary(done)) == (1, "2 errors")
    assert done.stdout.count("\nhttp://127.0.0.1:9 does not answer (") == 2
    assert "Traceback" not in done.stdout and ".py" not in done.stdout


FIXTURE_TEST = """
def test_answer(onrecord_questions):
    assert onrecord_questions.passed, onrecord_questions.faults
"""


def test_test_that_asks_for_the_fixture_runs_once_for_each_question(workplace: Path) -> None:
    write_questions(workplace / "checks" / "q.jsonl", HARBOUR, WRONG_NAME)
    (workplace / "test_own.py").write_text(FIXTURE_TEST)
    with (workplace / "pytest.ini").open("a") as ini:
        ini.write("onrecord_questions = checks/q.jsonl\n")
    done = run_pytest(workplace, "-v")
    assert summary(done) == "1 failed, 1 passed"
    assert "\ntest_own.py::test_answer[direct-01] PASSED" in done.stdout
    assert "\ntest_own.py::test_answer[name/02] FAILED" in done.stdout
    assert "Fault(kind='wrong speaker', sentence='the words are credited to Dagny Holt instead of" in done.stdout
    done = run_pytest(workplace, "--onrecord", "checks/q.jsonl", "-q")
    assert "2 failed, 2 passed in " in done.stdout, "the questions themselves, and the test for each"


def test_fixture_with_a_bad_file_runs_nothing(workplace: Path) -> None:
    write_questions(workplace / "q.jsonl", {"id": "x", "silent": True})
    for name in ("one", "two"):
        (workplace / f"test_{name}.py").write_text(FIXTURE_TEST)
    with (workplace / "pytest.ini").open("a") as ini:
        ini.write("onrecord_questions = q.jsonl\n")
    done = run_pytest(workplace)
    assert done.returncode == pytest.ExitCode.USAGE_ERROR
    assert done.stderr.strip() == (
        "ERROR: q.jsonl:1: 'question' is missing\n1 fault in q.jsonl, so nothing was asked; mend the lines named above"
    )


def test_fixture_without_questions_fails_the_test_that_asks_for_it(workplace: Path) -> None:
    (workplace / "test_own.py").write_text(FIXTURE_TEST + "def test_other(): pass\n")
    done = run_pytest(workplace)
    assert summary(done) == "1 passed, 1 error"
    assert "\nno questions to ask; give --onrecord FILE, or onrecord_questions in pytest's ini file\n" in done.stdout


def test_plugin_is_light_where_it_is_not_used(workplace: Path) -> None:
    (workplace / "test_own.py").write_text(
        "import sys\n"
        "def test_own(request):\n"
        "    assert request.config.pluginmanager.has_plugin('onrecord')\n"
        f"    assert [name for name in {LIGHT} if name in sys.modules] == []\n"
    )
    done = run_pytest(workplace)
    assert (done.returncode, summary(done)) == (0, "1 passed"), done.stdout
