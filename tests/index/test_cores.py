"""How much of the machine this process may use."""

import os

import pytest

from index.cores import n_usable_cores


def test_cores_are_those_that_the_process_may_run_on(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(os, "sched_getaffinity", lambda _: {0, 2, 5}, raising=False)
    assert n_usable_cores() == 3


@pytest.mark.parametrize(("n_cores", "expected"), [(6, 6), (None, 1)])
def test_where_that_is_not_told_they_are_the_machines(
    monkeypatch: pytest.MonkeyPatch, n_cores: int | None, expected: int
) -> None:
    monkeypatch.delattr(os, "sched_getaffinity", raising=False)
    monkeypatch.setattr(os, "cpu_count", lambda: n_cores)
    assert n_usable_cores() == expected
