"""onrecord behind nginx below /quotes, as one service and as two."""

from collections.abc import Iterator
from contextlib import ExitStack
from pathlib import Path

import pytest
from playwright.sync_api import Browser, BrowserContext

from tests.bot.http.conftest import built_index as built_index
from tests.bot.http.served import ready
from tests.deploy.nginx import behind_nginx, required_nginx, shown_configuration

ROOT = "/quotes"
HOST = "quotes.example"


@pytest.fixture(scope="session", params=["one service", "two services"])
def quotes(
    request: pytest.FixtureRequest, repository: Path, built_index: Path, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[str]:
    """The address below which the proxy has it."""
    required_nginx()
    server = shown_configuration(repository, request.param)
    options = ("--root-path", ROOT, "--index", str(built_index))
    with ExitStack() as running:
        environment = {"ONRECORD_HOSTS": HOST}
        ports = {7860: running.enter_context(ready("chat", *options, environment=environment)).port}
        if request.param == "two services":
            workers = ready("serve", "--workers", "2", *options, environment=environment)
            ports[7861] = running.enter_context(workers).port
        yield running.enter_context(behind_nginx(server, ports, tmp_path_factory.mktemp("nginx"))) + ROOT


@pytest.fixture
def reader(browser: Browser) -> Iterator[BrowserContext]:
    """Somebody who was never here."""
    opened = browser.new_context()
    yield opened
    opened.close()
