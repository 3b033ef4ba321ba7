"""What the environment changes."""

from pathlib import Path

import pytest

from bot.settings import Settings, load_settings

NAMES = ("ONRECORD_INDEX", "ONRECORD_MODEL", "ONRECORD_RERANKER")


@pytest.mark.parametrize("is_set", [False, True])
def test_defaults_hold_where_nothing_or_nothing_much_is_set(monkeypatch: pytest.MonkeyPatch, is_set: bool) -> None:
    for name in NAMES:
        monkeypatch.delenv(name, raising=False)
        if is_set:
            monkeypatch.setenv(name, "")
    assert load_settings() == Settings()
    assert Settings().reranker is None


def test_each_variable_changes_its_setting(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in NAMES:
        monkeypatch.setenv(name, name.lower())
    assert load_settings() == Settings(
        index_folder=Path("onrecord_index"), model="onrecord_model", reranker="onrecord_reranker"
    )
