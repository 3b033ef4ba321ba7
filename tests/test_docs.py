"""The documents say what the program does."""

import importlib.util
from pathlib import Path

from bot.api import create_app
from tests.fakes import fake_index, fake_passage


def test_commands_page_is_the_commands_own_help(repository: Path) -> None:
    spec = importlib.util.spec_from_file_location("commands", repository / "docs" / "commands.py")
    assert spec is not None and spec.loader is not None
    commands = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(commands)
    assert (repository / "docs" / "commands.md").read_text(encoding="utf-8") == commands.commands_page(), (
        "run make docs"
    )


def test_readme_names_the_two_commands_before_all_else(repository: Path) -> None:
    opening = (repository / "README.md").read_text(encoding="utf-8")[:400]
    assert "make chat" in opening and "make test" in opening


def test_readme_links_lead_somewhere(repository: Path) -> None:
    readme = (repository / "README.md").read_text(encoding="utf-8")
    targets = [part.split(")")[0] for part in readme.split("](")[1:]]
    assert targets
    assert [target for target in targets if not (repository / target).exists()] == []


def test_api_page_names_every_path_of_the_description(repository: Path) -> None:
    page = (repository / "docs" / "api.md").read_text(encoding="utf-8")
    described = create_app(fake_index([fake_passage("border")]), with_chat=False).openapi()["paths"]
    assert [path for path in described if path not in page] == []
