"""A real index of one small article with questions on it, to run the command against."""

import shutil
from pathlib import Path

import pytest

from tests.bot.test_cli import ARTICLE, run


@pytest.fixture(scope="module")
def ferry_folder(tmp_path_factory: pytest.TempPathFactory, default_encoders: Path) -> Path:
    """A folder with data/passages.jsonl, data/texts and data/index of that article."""
    folder = tmp_path_factory.mktemp("ferry")
    (folder / "data" / "articles").mkdir(parents=True)
    (folder / "data" / "articles" / "ferry.txt").write_text(ARTICLE, encoding="utf-8")
    with pytest.MonkeyPatch.context() as patch:
        patch.chdir(folder)
        shutil.copytree(default_encoders, folder / "data" / "index" / "encoders")
        assert run("read", "data/articles").exit_code == 0
        assert run("index").exit_code == 0
    return folder


@pytest.fixture
def ferry(ferry_folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A copy of it, to work in."""
    shutil.copytree(ferry_folder, tmp_path / "ferry", copy_function=shutil.copy)
    monkeypatch.chdir(tmp_path / "ferry")
    return tmp_path / "ferry"


@pytest.fixture
def here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """An empty folder to work in, so that messages name files as they were given."""
    monkeypatch.chdir(tmp_path)
    return Path()
