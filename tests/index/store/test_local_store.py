"""The store in a folder passes the suite, and what only a folder can do."""

from pathlib import Path

from index.embedding.load import ModelRecord
from index.store.local_store import LocalStore
from index.store.protocol import PassageStore
from tests.index.store.conformance import DIM, StoreConformance

MODEL = ModelRecord(name="compass", sha256="0" * 64, folder=None, dim=DIM, files={})


class TestLocalStore(StoreConformance):
    def make(self, folder: Path) -> PassageStore:
        return LocalStore(folder, MODEL)
