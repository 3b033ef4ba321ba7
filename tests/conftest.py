"""What many tests share and few can afford to make for themselves."""

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import HealthCheck, settings
from playwright.sync_api import Browser

from index.embedding.load import make_encoder
from tests.chromium import launched_chromium

REPOSITORY = Path(__file__).parents[1]

# The same examples each time, so that a change is judged by itself; `make fuzz` looks for new ones.
settings.register_profile(
    "tests", derandomize=True, max_examples=150, deadline=None, suppress_health_check=[HealthCheck.too_slow]
)
settings.register_profile("fuzz", max_examples=3000, deadline=None, suppress_health_check=[HealthCheck.too_slow])
settings.load_profile("tests")


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


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """One Chromium for the whole run: Playwright bears no second one beside it."""
    with launched_chromium() as launched:
        yield launched


@pytest.fixture
def index_folder(tmp_path: Path, default_encoders: Path) -> Path:
    """An index folder without an index, but with the default model's encoder, so that a build need not export it."""
    folder = tmp_path / "index"
    shutil.copytree(default_encoders, folder / "encoders", copy_function=shutil.copy)
    return folder
