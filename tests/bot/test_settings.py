"""What the environment changes."""

from pathlib import Path

import pytest

from bot.settings import Settings, load_settings
from index.errors import ServeError

NAMES = (
    *("ONRECORD_INDEX", "ONRECORD_MODEL", "ONRECORD_RERANKER", "ONRECORD_FRAME_ANCESTORS", "ONRECORD_HOSTS"),
    *("ONRECORD_RATE_LIMIT", "ONRECORD_LOGIN", "ONRECORD_LOG_REQUESTS"),
)


@pytest.mark.parametrize("is_set", [False, True])
def test_defaults_hold_where_nothing_or_nothing_much_is_set(monkeypatch: pytest.MonkeyPatch, is_set: bool) -> None:
    for name in NAMES:
        monkeypatch.delenv(name, raising=False)
        if is_set:
            monkeypatch.setenv(name, "")
    assert load_settings() == Settings()
    assert Settings().reranker is None


def test_each_variable_changes_its_setting(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("ONRECORD_INDEX", "an/index")
    monkeypatch.setenv("ONRECORD_MODEL", "a model")
    monkeypatch.setenv("ONRECORD_RERANKER", "a reranker")
    monkeypatch.setenv("ONRECORD_FRAME_ANCESTORS", " https://wiki.example\thttps://*.paper.example:8443 ")
    monkeypatch.setenv("ONRECORD_HOSTS", "quotes.example  quotes.paper.example")
    monkeypatch.setenv("ONRECORD_RATE_LIMIT", "5/second")
    monkeypatch.setenv("ONRECORD_LOGIN", "ann:pass:word")
    monkeypatch.setenv("ONRECORD_LOG_REQUESTS", "questions")
    assert load_settings() == Settings(
        index_folder=Path("an/index"),
        model="a model",
        reranker="a reranker",
        frame_ancestors=("https://wiki.example", "https://*.paper.example:8443"),
        hosts=("quotes.example", "quotes.paper.example"),
        rate_limit="5/second",
        login="ann:pass:word",
        log_requests="questions",
    )


def test_login_is_shown_nowhere() -> None:
    assert "word" not in repr(Settings(login="ann:pass:word"))


def test_log_that_there_is_none_of_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("ONRECORD_LOG_REQUESTS", "all")
    with pytest.raises(ServeError, match=r"^ONRECORD_LOG_REQUESTS is 'all'; choose off, on or questions$"):
        load_settings()
