"""A built wheel, installed away from the clone, does the whole path: read, index, ask, chat."""

import importlib.metadata
import json
import os
import shutil
import signal
import subprocess
import sys
import urllib.request
from collections.abc import Iterator
from pathlib import Path

import pytest

ARTICLE = """Ferry to Skarholm Sails Again

By Marta Quill

“The harbour will stay open all winter,” said Dagny Holt, a fisherwoman from Skarholm.
"""
STOP_SECONDS = 60


@pytest.fixture(scope="module")
def installed(repository: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with what the wheel installs, and nothing of the clone."""
    folder = tmp_path_factory.mktemp("wheel")
    source = folder / "source"
    for package in ("bot", "index"):
        shutil.copytree(repository / package, source / package, ignore=shutil.ignore_patterns("__pycache__"))
    for name in ("pyproject.toml", "README.md", "LICENSE"):
        shutil.copy(repository / name, source)
    build = [sys.executable, "-m", "build", "--wheel", "--no-isolation", "--outdir", str(folder), str(source)]
    subprocess.run(build, check=True, capture_output=True)
    (wheel,) = folder.glob("onrecord-*.whl")
    target = folder / "installed"
    install = [sys.executable, "-m", "pip", "install", "-q", "--no-deps", "--target", str(target), str(wheel)]
    subprocess.run(install, check=True, capture_output=True)
    return target


@pytest.fixture(scope="module")
def workplace(installed: Path, tmp_path_factory: pytest.TempPathFactory, default_encoders: Path) -> Path:
    folder = tmp_path_factory.mktemp("workplace")
    (folder / "data" / "articles").mkdir(parents=True)
    (folder / "data" / "articles" / "ferry.txt").write_text(ARTICLE, encoding="utf-8")
    shutil.copytree(default_encoders, folder / "data" / "index" / "encoders")
    return folder


def command(installed: Path, *arguments: str) -> list[str]:
    # The folder goes before the clone, which the environment of the tests has on its path too.
    program = (
        f"import sys; sys.path.insert(0, {str(installed)!r}); import bot, index; "
        f"assert all(m.__file__.startswith({str(installed)!r}) for m in (bot, index)); "
        "from bot.cli import main; main()"
    )
    return [sys.executable, "-c", program, *arguments]


def run(installed: Path, workplace: Path, *arguments: str) -> str:
    done = subprocess.run(
        command(installed, *arguments), cwd=workplace, capture_output=True, text=True, check=True, encoding="utf-8"
    )
    return done.stdout


def test_read_index_and_ask(installed: Path, workplace: Path) -> None:
    assert run(installed, workplace, "read", "data/articles") == (
        "1 article, 1 passage, 1 quotation -> data/passages.jsonl\n"
    )
    assert run(installed, workplace, "index") == "1 passage (1 embedded) -> data/index\n"
    answer = json.loads(run(installed, workplace, "ask", "Will the harbour stay open in winter?", "--json"))
    assert answer["hits"][0]["passage"]["text"] == ARTICLE.split("\n\n")[2].strip()
    assert answer["hits"][0]["speakers"] == ["Dagny Holt"]


def test_check_writes_its_report(installed: Path, workplace: Path) -> None:
    question = {"id": "a", "question": "Will the harbour stay open?", "contains": "stay open", "speaker": "Dagny Holt"}
    (workplace / "questions.jsonl").write_text(json.dumps(question) + "\n")
    table = run(installed, workplace, "check", "questions.jsonl", "--html", "r.html", "--junit", "r.xml")
    assert table.splitlines()[-1].startswith("1 of 1 questions pass (1 asked in ")
    assert ".onrecord-passage" in (workplace / "r.html").read_text()  # the style sheets are package data
    (entry,) = importlib.metadata.distributions(path=[str(installed)])
    assert ("pytest11", "bot.pytest_plugin") in {(point.group, point.value) for point in entry.entry_points}


@pytest.fixture
def chat_url(installed: Path, workplace: Path) -> Iterator[str]:
    environment = {**os.environ, "PYTHONUNBUFFERED": "1"}
    process = subprocess.Popen(
        command(installed, "chat", "--port", "0"), cwd=workplace, stdout=subprocess.PIPE, text=True, env=environment
    )
    try:
        assert process.stdout is not None
        line = process.stdout.readline()
        assert line.startswith("onrecord is ready on http://127.0.0.1:")
        yield line.removeprefix("onrecord is ready on ").strip()
    finally:
        process.terminate()
        # uvicorn ends in good order, then hands the signal on.
        assert process.wait(STOP_SECONDS) in (0, -signal.SIGTERM)
        if process.stdout:
            process.stdout.close()


def test_chat_serves_page_styles_and_api(chat_url: str) -> None:
    def get(path: str) -> bytes:
        with urllib.request.urlopen(chat_url + path, timeout=30) as response:
            content: bytes = response.read()
            return content

    assert b"onrecord-card" in get("/chat")  # the style sheet is package data
    assert get("/favicon.ico").startswith(b"<svg")
    answer = json.loads(get("/api/v1/ask?q=Will+the+harbour+stay+open+in+winter"))
    assert [hit["speakers"] for hit in answer["hits"]] == [["Dagny Holt"]]
