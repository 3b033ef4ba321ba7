"""The files that onrecord check writes: none lost, none written over, whatever goes wrong."""

import json
import os
import shlex
import subprocess
import sys
from pathlib import Path

from tests.bot.check.ferry import SILENT, WINTER, questions
from tests.bot.test_cli import error_of, run


def test_all_files_of_a_report_are_written(ferry: Path) -> None:
    given = ["--json", "out/r.json", "--junit", "r.xml", "--html", "r.html", "--run", "run.txt", "--qrels", "qrels.txt"]
    assert run("check", questions(WINTER, SILENT), *given).exit_code == 0
    assert json.loads(Path("out/r.json").read_text())["n_passed"] == 2
    assert Path("r.xml").read_text().count("<testcase ") == 2
    assert "The harbour will stay open" not in Path("r.html").read_text()  # nothing was missed
    assert Path("qrels.txt").read_text() == "winter 0 ferry:1 1\n"
    assert Path("run.txt").read_text().splitlines()[0].startswith("winter Q0 ferry:1 1 ")


def test_files_that_cannot_be_written_are_known_before_anything_is_asked(ferry: Path) -> None:
    path = questions(WINTER)
    assert error_of("check", path, "--json", "data") == (
        "error: data cannot be written (Is a directory); name another file\n"
    )
    assert error_of("check", path, "--json", "r", "--html", "./r") == (
        "error: --html r is where the lines of --json stand; name another file\n"
    )
    assert error_of("check", path, "--html", path) == (
        "error: --html q.jsonl is where the questions stand; name another file\n"
    )


def test_files_that_are_read_are_not_written_over(ferry: Path) -> None:
    path = questions(WINTER)
    assert run("check", path, "--json", "earlier.json").exit_code == 0
    assert error_of("check", path, "--compare", "earlier.json", "--json", "earlier.json") == (
        "error: --json earlier.json is where the figures of the earlier run stand; name another file\n"
    )
    Path("beir").mkdir()
    Path("beir/queries.jsonl").write_text('{"_id": "1", "text": "Will the harbour stay open?"}\n')
    Path("beir/qrels.tsv").write_text("1\tferry:1\t1\n")
    assert error_of("check", "beir", "--qrels", "beir/qrels.tsv") == (
        "error: --qrels beir/qrels.tsv is where the judgements stand; name another file\n"
    )
    assert error_of("check", "beir", "--json", "beir/../beir/queries.jsonl") == (
        "error: --json beir/../beir/queries.jsonl is where the questions stand; name another file\n"
    )
    assert run("check", "beir").exit_code == 0


def test_file_that_fails_leaves_the_others(ferry: Path) -> None:
    result = run("check", questions(WINTER), "--json", "r.json", "--html", "/dev/full", "--run", "run.txt")
    assert (result.exit_code, result.stderr) == (
        1,
        "error: /dev/full cannot be written (No space left on device); name another file\n",
    )
    assert "1 of 1 questions pass" in result.stdout
    assert json.loads(Path("r.json").read_text())["n_passed"] == 1
    assert Path("run.txt").read_text().startswith("winter Q0 ferry:1 1 ")


def in_process(*arguments: str, redirected: str) -> subprocess.CompletedProcess[str]:
    """The command as a shell runs it, its output led elsewhere."""
    command = f"{shlex.quote(sys.executable)} -m bot {shlex.join(arguments)} {redirected}"
    environment = os.environ | {"PYTHONPATH": str(Path(__file__).parents[3])}
    return subprocess.run(["bash", "-c", command], capture_output=True, text=True, env=environment)


def test_stdout_that_takes_nothing_is_said(ferry: Path) -> None:
    path = questions(WINTER)
    full = in_process("check", path, "--json", "-", redirected="> /dev/full")
    assert (full.returncode, full.stderr.splitlines()[-1]) == (
        1,
        "error: standard output cannot be written (No space left on device); name a file",
    )
    closed = in_process("check", path, "--json", "-", redirected=">&-")
    assert (closed.returncode, closed.stderr) == (1, "error: standard output is closed; name a file instead of -\n")
    tables = in_process("check", path, "--json", "r.json", redirected="> /dev/full")
    assert (tables.returncode, tables.stderr) == (
        1,
        "error: standard output cannot be written (No space left on device); name a file\n",
    )
    assert json.loads(Path("r.json").read_text())["n_passed"] == 1


def test_reader_who_goes_away_and_closed_stderr_are_no_fault(ferry: Path) -> None:
    path = questions(*({**WINTER, "id": f"q{number}"} for number in range(200)))
    cut = in_process("check", path, "--json", "-", redirected="| head -1")
    assert (cut.stdout, "Traceback" in cut.stderr) == ("{\n", False)
    silent = in_process("check", path, "--json", "r.json", redirected="2>&-")
    assert silent.returncode == 0
    assert json.loads(Path("r.json").read_text())["n_passed"] == 200
