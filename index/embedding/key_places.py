"""Where the record of a key lies, for millions of keys."""

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

KEY_BYTES = 16
MIN_TO_SORT = 65_536
"""Fewer new keys than this are not worth sorting; a new one takes some 200 bytes until then, a sorted one 24."""

_HALVES = np.dtype([("first", ">u8"), ("second", ">u8")])


class KeyPlaces:
    """Keys of 16 bytes, evenly spread as hashes are, numbered in the order in which they came."""

    def __init__(self) -> None:
        """No keys."""
        self._first = np.empty(0, dtype=np.uint64)
        self._second = np.empty(0, dtype=np.uint64)
        self._places = np.empty(0, dtype=np.int64)
        self._new: dict[bytes, int] = {}
        self._n = 0

    def __len__(self) -> int:
        return self._n

    def add(self, keys: Sequence[bytes]) -> None:
        """Take the keys in behind those there are; of a key that comes again, one place is kept."""
        for key in keys:
            self._new[key] = self._n
            self._n += 1
        if len(self._new) >= max(MIN_TO_SORT, len(self._places) // 4):
            self._sort_new()

    def of(self, keys: Sequence[bytes]) -> NDArray[np.int64]:
        """Each key's place, shape (n_keys,), -1 where there is no such key.

        Of two keys with the same first half, one may be taken for missing.
        """
        first, second = _halves(keys)
        found = np.full(len(keys), -1, dtype=np.int64)
        if len(self._places) and len(keys):
            at = np.minimum(np.searchsorted(self._first, first), len(self._first) - 1)
            is_same = (self._first[at] == first) & (self._second[at] == second)
            found[is_same] = self._places[at[is_same]]
        for number, key in enumerate(keys):
            found[number] = self._new.get(key, found[number])
        return found

    def _sort_new(self) -> None:
        first, second = _halves(list(self._new))
        places = np.fromiter(self._new.values(), dtype=np.int64, count=len(self._new))
        all_first = np.concatenate([self._first, first])
        order = np.argsort(all_first, kind="stable")
        self._first = all_first[order]
        self._second = np.concatenate([self._second, second])[order]
        self._places = np.concatenate([self._places, places])[order]
        self._new = {}


def _halves(keys: Sequence[bytes]) -> tuple[NDArray[np.uint64], NDArray[np.uint64]]:
    halves = np.frombuffer(b"".join(keys), dtype=_HALVES)
    return halves["first"].astype(np.uint64), halves["second"].astype(np.uint64)
