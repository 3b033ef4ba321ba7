"""A model of known geometry, small enough to build with."""

import pytest

from tests.models import write_topic_model


@pytest.fixture(scope="session")
def topic_model(tmp_path_factory: pytest.TempPathFactory) -> str:
    return str(write_topic_model(tmp_path_factory.mktemp("model") / "topics"))
