"""A real index for real processes."""

import shutil
from pathlib import Path

import pytest

from tests.bot.http.served import BORDER, SANCTIONS, build


@pytest.fixture(scope="session")
def built_index(tmp_path_factory: pytest.TempPathFactory, default_encoders: Path) -> Path:
    """A folder with the index of two passages; nobody changes it."""
    folder = tmp_path_factory.mktemp("served") / "index"
    shutil.copytree(default_encoders, folder / "encoders", copy_function=shutil.copy)
    build(folder, BORDER, SANCTIONS)
    return folder


@pytest.fixture
def own_index(tmp_path: Path, built_index: Path) -> Path:
    """The same in a folder that a test may change."""
    return Path(shutil.copytree(built_index, tmp_path / "index", copy_function=shutil.copy))
