"""`onrecord attribute` as a person or a program runs it."""

import json
import os
import signal
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from bot.cli import main
from index.attribute_documents import LineOfQuotes
from index.attribution.engine import MIN_CONFIDENCE

FERRY = "Ferry Sails\r\n\r\n“The harbour will stay open,” said Dagny Holt.\r\n\r\n“It rains,” they said.\r\n"
QUOTES_OF_FERRY = (
    '{"doc_id": "ferry", "quotes": ['
    '{"start": 15, "end": 44, "content_type": "direct", "speaker": "Dagny Holt", "speaker_span": [50, 60], '
    '"cue": [45, 49]}, '
    '{"start": 65, "end": 76, "content_type": "direct", "speaker": null, "speaker_span": [77, 81], "cue": [82, 86]}]}\n'
)
QUOTES_OF_RAIN = '{"doc_id": "rain", "quotes": []}\n'


def run(*arguments: str, stdin: bytes | None = None) -> Result:
    return CliRunner().invoke(main, ["attribute", *arguments], input=stdin, catch_exceptions=False)


def lines_of(*records: object) -> bytes:
    return b"".join(json.dumps(record).encode() + b"\n" for record in records)


DOCUMENTS = lines_of({"doc_id": "ferry", "text": FERRY, "year": 2023}, {"doc_id": "rain", "text": "It rains."})


@pytest.fixture(autouse=True)
def workplace(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """An empty folder to work in, with a file of two documents in it."""
    monkeypatch.chdir(tmp_path)
    (tmp_path / "d.jsonl").write_bytes(DOCUMENTS)
    return tmp_path


@pytest.mark.parametrize("arguments", [["d.jsonl", "--jobs", "1"], ["-", "--jobs", "2"]])
def test_each_document_gives_a_line_of_quotes(arguments: list[str]) -> None:
    result = run(*arguments, stdin=DOCUMENTS)
    assert (result.exit_code, result.stdout, result.stderr) == (0, QUOTES_OF_FERRY + QUOTES_OF_RAIN, "")


def test_a_bad_line_is_named_and_the_others_go_on() -> None:
    documents = b"{\n\n" + DOCUMENTS + b'{"doc_id": "a"}'
    result = run("-", "--jobs", "1", stdin=documents)
    assert (result.exit_code, result.stdout) == (1, QUOTES_OF_FERRY + QUOTES_OF_RAIN)
    assert result.stderr == (
        "error: line 1 of standard input: not JSON (Expecting property name enclosed in double quotes, column 2); "
        "mend or remove it\n"
        "error: line 5 of standard input: 'text' is missing; mend the line\n"
        "error: 2 of 4 documents in standard input not attributed; mend the lines named above\n"
    )


def test_no_documents_give_no_lines() -> None:
    result = run("-", "--jobs", "1", stdin=b"\n \n")
    assert (result.exit_code, result.stdout, result.stderr) == (0, "", "")


def test_a_file_of_quotes_appears_whole(workplace: Path) -> None:
    result = run("d.jsonl", "--jobs", "1", "-o", "new/quotes.jsonl")
    assert (result.exit_code, result.stdout, result.stderr) == (0, "", "")
    assert Path("new/quotes.jsonl").read_text(encoding="utf-8") == QUOTES_OF_FERRY + QUOTES_OF_RAIN


def test_a_file_of_quotes_stays_as_it_was_when_interrupted(workplace: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def interrupted(lines: Iterator[object], **_: object) -> Iterator[LineOfQuotes]:
        list(lines)
        yield LineOfQuotes(1, b"{}\n")
        raise KeyboardInterrupt

    monkeypatch.setattr("index.attribute_documents.attribute_documents", interrupted)
    Path("quotes.jsonl").write_text("old\n")
    result = run("d.jsonl", "-o", "quotes.jsonl")
    assert (result.exit_code, result.stderr.strip()) == (1, "error: interrupted; nothing was half written")
    assert Path("quotes.jsonl").read_text() == "old\n"
    assert sorted(path.name for path in workplace.iterdir()) == ["d.jsonl", "quotes.jsonl"]


def test_the_options_reach_the_attribution(monkeypatch: pytest.MonkeyPatch) -> None:
    asked: list[dict[str, object]] = []

    def asks(lines: Iterator[object], **options: object) -> Iterator[LineOfQuotes]:
        list(lines)
        asked.append(options)
        return iter(())

    monkeypatch.setattr("index.attribute_documents.attribute_documents", asks)
    monkeypatch.setattr("index.cores.n_usable_cores", lambda: 7)
    assert run("d.jsonl").exit_code == 0
    assert run("d.jsonl", "--jobs", "3", "--min-confidence", "0.5").exit_code == 0
    assert asked == [{"n_jobs": 7, "min_confidence": None}, {"n_jobs": 3, "min_confidence": 0.5}]


def test_reading_takes_the_threshold_too(workplace: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    asked: list[float | None] = []

    def load(min_confidence: float | None) -> object:
        asked.append(min_confidence)
        return lambda paragraphs: []

    monkeypatch.setattr("index.build_passages.load_engine", load)
    Path("ferry.txt").write_text(FERRY, encoding="utf-8")
    for options in ([], ["--min-confidence", "0.75"]):
        result = CliRunner().invoke(main, ["read", "ferry.txt", "-o", "p.jsonl", *options], catch_exceptions=False)
        assert result.exit_code == 0
    assert asked == [None, 0.75]


@pytest.mark.parametrize(
    ("arguments", "sentence"),
    [
        (["none.jsonl"], "no file of documents at none.jsonl; check the path"),
        (["."], ". is a folder; give a file of JSON lines"),
        (
            ["d.jsonl", "--jobs", "0"],
            "Invalid value for '--jobs': 0 is not in the range x>=1; see 'main attribute --help'",
        ),
        (
            ["d.jsonl", "--min-confidence", "1.5"],
            "Invalid value for '--min-confidence': 1.5 is not a number from 0 to 1; see 'main attribute --help'",
        ),
        (
            ["d.jsonl", "--min-confidence", "nan"],
            "Invalid value for '--min-confidence': nan is not a number from 0 to 1; see 'main attribute --help'",
        ),
        (
            ["d.jsonl", "--jobs", "1", "-o", "."],
            ". cannot be written: Is a directory; choose another with -o",
        ),
    ],
)
def test_wrong_turns(arguments: list[str], sentence: str) -> None:
    result = run(*arguments)
    assert (result.exit_code, result.stdout, result.stderr) == (1, "", f"error: {sentence}\n")


def start(*arguments: str) -> "subprocess.Popen[bytes]":
    command = [sys.executable, "-m", "bot", "attribute", *arguments]
    root = Path(__file__).parents[2]
    return subprocess.Popen(
        command,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        env={**os.environ, "PYTHONPATH": str(root)},
        start_new_session=True,
    )


@pytest.fixture
def interruptible() -> Iterator[None]:
    """Tests run in the background ignore interrupts, and so would what they start."""
    before = signal.signal(signal.SIGINT, signal.default_int_handler)
    yield
    signal.signal(signal.SIGINT, before)


@pytest.mark.usefixtures("interruptible")
@pytest.mark.parametrize("jobs", ["1", "2"])
def test_a_line_comes_out_before_the_next_goes_in_and_an_interrupt_ends_it(jobs: str) -> None:
    with start("-", "--jobs", jobs) as process:
        assert process.stdin is not None and process.stdout is not None and process.stderr is not None
        process.stdin.write(DOCUMENTS.splitlines(keepends=True)[0])
        process.stdin.flush()
        assert process.stdout.readline().decode() == QUOTES_OF_FERRY
        # As a terminal's Ctrl-C: to all of its processes.
        os.killpg(process.pid, signal.SIGINT)
        assert process.wait(60) == 1
        assert process.stdout.read() == b""
        assert process.stderr.read().decode().strip() == "error: interrupted; nothing was half written"


@pytest.mark.parametrize("jobs", ["1", "2"])
def test_a_reader_who_has_enough_ends_it_silently(jobs: str, workplace: Path) -> None:
    Path("many.jsonl").write_bytes(DOCUMENTS * 20)
    with start("many.jsonl", "--jobs", jobs) as process:
        assert process.stdin is not None and process.stdout is not None and process.stderr is not None
        process.stdin.close()
        process.stdout.close()
        assert process.wait(60) == 1
        assert process.stderr.read() == b""


def test_documents_are_not_overwritten_with_their_quotes(workplace: Path) -> None:
    result = run("d.jsonl", "-o", "./d.jsonl", "--jobs", "1")
    assert (result.exit_code, result.stderr) == (
        1,
        "error: d.jsonl holds the documents themselves; choose another file with -o\n",
    )
    assert (workplace / "d.jsonl").read_bytes() == DOCUMENTS


@pytest.mark.parametrize(
    ("closed", "sentence"),
    [
        ("<&-", "error: standard input is closed; give a file of documents"),
        (">&-", "error: standard output is closed; give a file with -o"),
    ],
)
def test_closed_stream_is_named(closed: str, sentence: str) -> None:
    command = f'"{sys.executable}" -m bot attribute {"-" if closed == "<&-" else "d.jsonl"} --jobs 1 {closed}'
    result = subprocess.run(command, shell=True, capture_output=True, text=True, timeout=120)
    assert (result.returncode, result.stderr.strip()) == (1, sentence)


def test_help_names_the_threshold_that_the_engine_ships() -> None:
    assert f"[{MIN_CONFIDENCE}]" in run("--help").stdout
