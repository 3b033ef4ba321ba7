"""What many tests share and few can afford to make for themselves."""

import shutil
from pathlib import Path

import pytest

from index.embedding.load import make_encoder

REPOSITORY = Path(__file__).parents[1]


@pytest.fixture(scope="session")
def repository() -> Path:
    """The root of the checkout."""
    return REPOSITORY


@pytest.fixture(scope="session")
def default_encoders(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder of encoders with the default model's in it, exported once for the whole run."""
    encoders = tmp_path_factory.mktemp("encoders")
    make_encoder(encoders, None)
    return encoders


@pytest.fixture
def index_folder(tmp_path: Path, default_encoders: Path) -> Path:
    """An index folder without an index, but with the default model's encoder, so that a build need not export it."""
    folder = tmp_path / "index"
    shutil.copytree(default_encoders, folder / "encoders", copy_function=shutil.copy)
    return folder
