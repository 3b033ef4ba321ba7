"""Nothing of a purged article is in any byte of the index."""

from collections.abc import Callable
from pathlib import Path

import numpy as np
import pytest

from index.embedding.encoder import Embedding
from index.store.local_store import LocalStore
from tests.index.store.conformance import article, toward
from tests.index.store.faults.changes import MODEL

SECRET: Embedding = toward(0.123, 0.456, 0.789, 0.321)
WITHDRAWN = article(
    "withdrawn-xq",
    "Zebraphoning Vexillologists quietly.",
    vectors=[SECRET],
    speaker="Quillon Wexley",
    publisher="Jabberwock Post",
    content="c0ffee",
    text="Zebraphoning Vexillologists quietly.",
)
KEPT = [article(f"kept{n}", f"Ferry number {n}.", speaker="Ana Lind", text="Ferry.") for n in range(3)]


def traces(folder: Path) -> list[str]:
    """The files that hold anything of the withdrawn article, with what they hold."""
    words = [b"zebraphon", b"vexillolog", b"quillon", b"wexley", b"jabberwock", b"withdrawn-xq", b"c0ffee"]
    vectors = [SECRET.astype(kind).tobytes() for kind in (np.float32, np.float16)]
    contents = {path: path.read_bytes() for path in folder.rglob("*") if path.is_file()}
    found = [f"{path.name}: {word!r}" for path, all_ in contents.items() for word in words if word in all_.lower()]
    return found + [f"{path.name}: vector" for path, all_ in contents.items() for each in vectors if each in all_]


def deleted(store: LocalStore) -> None:
    store.delete(["withdrawn-xq"])


def replaced(store: LocalStore) -> None:
    store.upsert([article("withdrawn-xq", "Corrected.")])


def put_in_again(store: LocalStore) -> None:
    store.delete(["withdrawn-xq"])
    store.upsert([WITHDRAWN])


@pytest.mark.parametrize("before", [lambda store: None, deleted, replaced, put_in_again])
def test_no_byte_of_a_purged_article_remains(tmp_path: Path, before: Callable[[LocalStore], None]) -> None:
    store = LocalStore(tmp_path / "index", MODEL)
    store.upsert([*KEPT, WITHDRAWN])
    assert {trace.split(":")[0] for trace in traces(store.folder)} >= {"passages.sqlite", "columns.npz", "whole.faiss"}
    before(store)
    store.purge(["withdrawn-xq"])
    assert traces(store.folder) == []
    assert store.count() == len(KEPT)
