"""A deliberately broken index, each caught by what should catch it: the project's own questions and minimums."""

import json
import re
import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from tests.bot.test_cli import error_of, run
from tests.models import write_topic_model

Records = list[dict[str, Any]]


@pytest.fixture
def project(repository: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, default_encoders: Path) -> Path:
    """A folder with the project's data, not indexed yet."""
    shutil.copytree(repository / "data", tmp_path / "data", ignore=shutil.ignore_patterns("index", "articles"))
    shutil.copytree(default_encoders, tmp_path / "index" / "encoders", copy_function=shutil.copy)
    monkeypatch.chdir(tmp_path)
    return tmp_path


@pytest.fixture(scope="module")
def minimums(repository: Path) -> list[str]:
    """The bounds that `make check` sets."""
    found = re.findall(r"--min \S+", (repository / "Makefile").read_text())
    assert len(found) == 10
    return " ".join(found).split()


def indexed_apart(change: Callable[[Records], object]) -> None:
    """An index of changed passages, made where no article's text lies beside them to hold them against."""
    records = [json.loads(line) for line in Path("data/passages.jsonl").read_text().splitlines()]
    change(records)
    Path("apart").mkdir()
    lines = (json.dumps(record, ensure_ascii=False) + "\n" for record in records)
    Path("apart/passages.jsonl").write_text("".join(lines))
    assert run("index", "apart/passages.jsonl", "--to", "index").exit_code == 0


def shortfalls(minimums: list[str]) -> tuple[set[str], dict[str, Any]]:
    """The measures that are below their minimum, and the figures."""
    result = run("check", "data/questions.jsonl", "--index", "index", "--json", "r.json", *minimums)
    short = {
        line.removeprefix("error: ").split()[0] for line in result.stderr.splitlines() if line.startswith("error: ")
    }
    assert result.exit_code == bool(short)
    return short, json.loads(Path("r.json").read_text())["figures"]


def test_whole_index_keeps_every_minimum(project: Path, minimums: list[str]) -> None:
    assert run("index", "--to", "index").exit_code == 0
    assert shortfalls(minimums)[0] == set()


def test_passage_altered_after_the_build_is_refused_when_the_index_is_opened(
    project: Path, minimums: list[str]
) -> None:
    assert run("index", "--to", "index").exit_code == 0
    (passages,) = Path("index/segments").glob("*/passages.sqlite")
    passages.write_bytes(passages.read_bytes().replace(b"one hand", b"own hand"))
    error = error_of("check", "data/questions.jsonl", "--index", "index", *minimums)
    assert error == f"error: {passages} was altered after the build; run 'onrecord index --repair' to rebuild it\n"


def test_passage_altered_before_the_build_is_not_verbatim(project: Path, minimums: list[str]) -> None:
    def alter(records: Records) -> None:
        (altered,) = (record for record in records if "On the one hand" in record["text"])
        altered["text"] = altered["text"].replace("On the one hand", "On the one hamd")

    indexed_apart(alter)
    short, figures = shortfalls(minimums)
    assert "Verbatim" in short
    assert 0.9 < figures["Verbatim"]["value"] < 1
    # The check of the build itself, where the texts lie beside the passages.
    shutil.copytree("data/texts", "apart/texts")
    error = error_of("index", "apart/passages.jsonl", "--to", "index")
    assert "differs from its article" in error


def test_swapped_model_ranks_worse(project: Path, minimums: list[str]) -> None:
    model = write_topic_model(project / "model")
    assert run("index", "--to", "index", "--model", str(model)).exit_code == 0
    short, figures = shortfalls(minimums)
    assert "nDCG@10" in short
    assert figures["SpeakerAccuracy"]["value"] == figures["Verbatim"]["value"] == 1


def test_shuffled_speakers_are_wrong(project: Path, minimums: list[str]) -> None:
    def shuffle(records: Records) -> None:
        said = [attribution for record in records for attribution in record["attributions"]]
        speakers = [attribution["speaker"] for attribution in said]
        for attribution, speaker in zip(said, speakers[5:] + speakers[:5], strict=True):
            attribution["speaker"] = speaker

    indexed_apart(shuffle)
    short, figures = shortfalls(minimums)
    assert "SpeakerAccuracy" in short
    assert figures["SpeakerAccuracy"]["value"] < 0.6
    assert figures["Verbatim"]["value"] == 1
