"""onrecord index and remove as a person runs them: exact output, exit codes, a sentence for every wrong turn."""

import json
import os
import signal
import subprocess
import sys
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from bot.cli import main
from bot.settings import load_settings
from index.store.open import open_snapshot
from tests.models import write_topic_model

LINES = '{"id": "a:1", "text": "The harbour."}\n{"id": "b:1", "text": "Music."}\n'


def run(*arguments: str) -> Result:
    return CliRunner().invoke(main, arguments, catch_exceptions=False)


def error_of(*arguments: str) -> str:
    result = run(*arguments)
    assert (result.exit_code, result.stdout) == (1, "")
    return result.stderr


@pytest.fixture(scope="module")
def topic_model(tmp_path_factory: pytest.TempPathFactory) -> str:
    return str(write_topic_model(tmp_path_factory.mktemp("model") / "topics"))


@pytest.fixture
def indexed(tmp_path: Path, topic_model: str, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder to work in, with an index of two articles."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("ONRECORD_MODEL", topic_model)
    (tmp_path / "data").mkdir()
    Path("data/passages.jsonl").write_text(LINES)
    assert run("index").stdout == "2 passages (2 embedded, 2 without an article's text) -> data/index\n"
    return tmp_path


def test_some_are_put_in_and_what_the_file_has_no_more_is_taken_out(indexed: Path) -> None:
    Path("more.jsonl").write_text('{"id": "c:1", "text": "The ferry."}\n')
    assert run("index", "more.jsonl", "--update").stdout == (
        "3 passages (1 embedded, 3 without an article's text) -> data/index\n"
    )
    assert run("index", "more.jsonl").stdout == (
        "1 passage (0 embedded, 2 articles taken out, 1 without an article's text) -> data/index\n"
    )


def test_index_can_be_named_by_its_url(indexed: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    address = f"faiss://{indexed / 'data' / 'index'}"
    assert run("speakers", "--index", address).stdout == "no speaker is identified in the index\n"
    monkeypatch.setenv("ONRECORD_INDEX", address)
    assert load_settings().index_folder == indexed / "data" / "index"
    assert error_of("speakers", "--index", "http://x/y") == (
        "error: 'http://x/y' is no address of an index; give a folder, or faiss:///FOLDER\n"
    )
    assert error_of("index", "--to", "faiss://x") == (
        "error: 'faiss://x' names no folder of this machine; write faiss:///FOLDER\n"
    )


def test_repair_says_what_it_mended(indexed: Path) -> None:
    assert "unchanged" in run("index", "--repair").stdout
    (vectors,) = Path("data/index/segments").glob("*/passages.sqlite")
    vectors.unlink()
    result = run("index", "--repair")
    assert (result.exit_code, result.stderr.splitlines()[-1]) == (
        0,
        f"mended: {vectors} is missing; run 'onrecord index --repair' to rebuild it",
    )
    assert result.stdout == "2 passages (2 embedded, 2 without an article's text) -> data/index\n"
    assert run("verify").exit_code == 0


def test_removed_article_is_named_with_its_files(indexed: Path) -> None:
    Path("data/articles").mkdir()
    Path("data/articles/a.txt").write_text("The harbour.\n")
    assert run("remove", "data/articles/a.txt").stdout == (
        "removed a: 1 passage of the index, 1 line of the passage file, data/articles/a.txt\n"
    )
    assert json.loads(run("remove", "b", "--json").stdout) == {
        "removed": [{"article_id": "b", "n_passages": 1, "n_lines": 1, "files": []}]
    }
    assert Path("data/passages.jsonl").read_bytes() == b""


def test_wrong_turns(indexed: Path) -> None:
    assert error_of("remove", "c") == (
        "error: no article 'c' in data/index, data/passages.jsonl or data/articles; "
        "give its id or the path of its file\n"
    )
    assert error_of("index", "--update", "--repair") == (
        "error: --update, --repair and --watch are three things to do; choose one of them; see 'main index --help'\n"
    )
    assert error_of("index", "--watch", "none") == "error: no articles at none; check the path\n"


def test_who_still_reads_is_named(indexed: Path) -> None:
    snapshot = open_snapshot(Path("data/index"))
    try:
        result = run("remove", "a", "--wait", "0.1")
    finally:
        snapshot.close()
    assert result.exit_code == 1
    assert f"waiting for process {os.getpid()}" in result.stderr
    assert "; end it and run the command again\n" in result.stderr


def test_watch_ends_in_good_order(indexed: Path) -> None:
    Path("data/articles").mkdir()
    Path("data/articles/a.txt").write_text("The harbour.\n")
    command = [sys.executable, "-m", "bot", "index", "--watch", "data/articles"]
    environment = {**os.environ, "PYTHONPATH": str(Path(__file__).parents[2])}
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True, env=environment) as process:
        assert process.stdout is not None
        assert process.stdout.readline() == "watching 1 article in data/articles; end with Ctrl-C\n"
        process.send_signal(signal.SIGTERM)
        assert process.stdout.read() == "ended; passages, texts and index agree, or will after the next start\n"
    assert process.returncode == 0
