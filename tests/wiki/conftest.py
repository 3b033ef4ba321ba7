"""One real MediaWiki for the whole run."""

from collections.abc import Iterator

import pytest

from tests.wiki.mediawiki import Wiki, running_wiki
from tests.wiki.service import Service, running_service


@pytest.fixture(scope="session")
def mediawiki(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Wiki]:
    """The wiki; each test configures it and has pages of its own."""
    with running_wiki(tmp_path_factory.mktemp("mediawiki")) as running:
        yield running


@pytest.fixture
def wiki(mediawiki: Wiki) -> Wiki:
    """The wiki as it is before anything is configured or kept."""
    mediawiki.begin_anew()
    return mediawiki


@pytest.fixture
def service() -> Iterator[Service]:
    """A service whose replies the test decides."""
    with running_service() as running:
        yield running
