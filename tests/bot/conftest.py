"""A decision of known geometry in place of the fitted one, for tests that ask for it."""

import pytest

from tests.bot.decisions import BY_COSINE


@pytest.fixture
def decision_by_cosine(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("bot.search.load_decision", lambda: BY_COSINE)
