"""The store in memory passes the suite: the suite asks for nothing that only one engine has."""

from pathlib import Path

from index.store.protocol import PassageStore
from tests.index.store.conformance import DIM, StoreConformance
from tests.index.store.memory_store import MemoryStore


class TestMemoryStore(StoreConformance):
    def make(self, folder: Path) -> PassageStore:
        return MemoryStore(DIM)
