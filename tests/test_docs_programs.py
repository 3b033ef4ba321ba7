"""docs/programs.md: what it shows of Python is run, and prints what it says."""

import contextlib
import io
import json
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

from bot.api import create_app
from bot.tools.tool import TOOLS
from index.building.build_index import build_index
from index.passage_index import open_index
from tests.bot.running import running

PAGE_ADDRESS = "http://127.0.0.1:7860"


def blocks(page: str, language: str) -> list[str]:
    return [part.split("```")[0] for part in page.split(f"```{language}\n")[1:]]


@pytest.fixture
def page(repository: Path) -> str:
    return (repository / "docs" / "programs.md").read_text(encoding="utf-8")


@pytest.fixture
def workplace(
    repository: Path, tmp_path: Path, default_encoders: Path, monkeypatch: pytest.MonkeyPatch
) -> Iterator[str]:
    """A folder to work in, with the committed passages' index, and the address of a server over it."""
    data = tmp_path / "data"
    (data / "index").mkdir(parents=True)
    shutil.copytree(repository / "data" / "texts", data / "texts")
    (data / "index" / "encoders").symlink_to(default_encoders)
    build_index(repository / "data" / "passages.jsonl", data / "texts", data / "index")
    monkeypatch.chdir(tmp_path)
    with running(create_app(open_index(data / "index"), with_chat=False)) as address:
        yield address


def test_programs_print_what_the_page_says(page: str, workplace: str) -> None:
    programs, outputs = blocks(page, "python"), blocks(page, "text")
    assert len(programs) == len(outputs) == 3
    for program, output in zip(programs, outputs, strict=True):
        printed = io.StringIO()
        with contextlib.redirect_stdout(printed):
            exec(compile(program.replace(PAGE_ADDRESS, workplace), "docs/programs.md", "exec"), {})
        assert printed.getvalue() == output


def test_configurations_are_json_with_paths_and_arguments_that_there_are(page: str) -> None:
    started, over_http = (json.loads(block)["mcpServers"]["onrecord"] for block in blocks(page, "json"))
    assert started["args"][:2] == ["mcp", "--index"]
    assert over_http["url"] == f"{PAGE_ADDRESS}/mcp"


def test_table_of_tools_has_every_tool_with_its_arguments(page: str) -> None:
    for name, tool in TOOLS.items():
        arguments = ", ".join(f"`{argument}`" for argument in tool.input_schema["properties"])
        assert f"| `{name}` | {arguments} |" in page
