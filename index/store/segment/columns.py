"""What is known of a segment's passages without reading them: kind, publisher, day, speakers and their roles."""

import hashlib
import io
import json
import zipfile
from array import array
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, fields
from datetime import date
from pathlib import Path
from typing import Any, TypeVar

import numpy as np
from numpy.typing import NDArray

from index.errors import IndexFolderError
from index.files import write_atomically
from index.passage import Passage, QuotationKind
from index.store.outline import kind_of

COLUMNS_FILE = "columns.npz"

Numbers = NDArray[np.int32]
Key = TypeVar("Key")

N_SLOTS = 3
QUOTED, PARAPHRASED = 1, 2
ALL_WORDS = 0
"""A voice is `N_SLOTS * speaker + slot`: what a speaker said in any way, in quotation marks, in other words."""

ANYBODY = 0
"""The number that stands for any speaker or none. Its slot 0 are the passages where nobody speaks, the narration."""

NO_PUBLISHER = -1
NO_DAY = 0
"""Not a day: the ordinal of 1 January of the year 1 is 1."""

_SLOT_OF: dict[QuotationKind, int] = {"direct": QUOTED, "mixed": QUOTED, "indirect": PARAPHRASED}
_DIGEST_BYTES = 32


@dataclass(frozen=True, slots=True)
class Columns:
    """The columns of rows 0..n-1; all arrays are read-only.

    :param kinds: as in an `Outline`, shape (n_rows,).
    :param opens_article: as in an `Outline`, shape (n_rows,).
    :param publishers: each row's publisher by number, `NO_PUBLISHER` where it has none, shape (n_rows,).
    :param days: each row's calendar day as an ordinal, `NO_DAY` where it has none, shape (n_rows,).
    :param voice_starts: where each voice's rows begin in `voice_rows`, shape (n_voices + 1,).
    :param voice_rows: the rows of each voice, ascending.
    :param role_pairs: the distinct pairs of a speaker's number and a role's, shape (n_pairs, 2).
    :param role_rows: each place where a row gives a pair: the row and the pair, in order of appearance, shape (n, 2).
    :param publisher_names: the publishers' names by number, a JSON list in UTF-8.
    :param speaker_names: the speakers' names by number from 1 on, a JSON list in UTF-8.
    :param role_names: the roles by number, a JSON list in UTF-8.
    """

    kinds: NDArray[np.int8]
    opens_article: NDArray[np.bool_]
    publishers: Numbers
    days: Numbers
    voice_starts: Numbers
    voice_rows: Numbers
    role_pairs: Numbers
    role_rows: Numbers
    publisher_names: NDArray[np.uint8]
    speaker_names: NDArray[np.uint8]
    role_names: NDArray[np.uint8]

    @property
    def n_rows(self) -> int:
        return len(self.kinds)


_NAMES = tuple(field.name for field in fields(Columns))


class ColumnsBuilder:
    """Collects the columns, passage by passage."""

    def __init__(self) -> None:
        """Begin with no passage."""
        self._last_article: str | None = None
        self._kinds, self._opens = bytearray(), bytearray()
        self._publishers, self._days = array("i"), array("i")
        self._voices, self._voice_rows = array("i"), array("i")
        self._role_rows = array("i")
        self._publisher_numbers: dict[str, int] = {}
        self._speaker_numbers: dict[str, int] = {}
        self._role_numbers: dict[str, int] = {}
        self._pair_numbers: dict[tuple[int, int], int] = {}

    def add(self, passages: Iterable[Passage]) -> None:
        """Put the passages behind those there."""
        for passage in passages:
            row, publisher = len(self._kinds), passage.article.publisher
            self._add_speakers(passage, row)
            self._kinds.append(kind_of(passage))
            self._opens.append(row == 0 or passage.article.id != self._last_article)
            self._last_article = passage.article.id
            is_named = publisher is not None and publisher.strip()
            self._publishers.append(_number(self._publisher_numbers, publisher or "") if is_named else NO_PUBLISHER)
            self._days.append(_day(passage.article.published))

    def arrays(self) -> Columns:
        """The columns of all passages put in."""
        voices = np.array(self._voices, dtype=np.int32)
        rows = np.array(self._voice_rows, dtype=np.int32)
        counts = np.bincount(voices, minlength=N_SLOTS * (len(self._speaker_numbers) + 1))
        return _locked(
            Columns(
                kinds=np.array(self._kinds, dtype=np.int8),
                opens_article=np.array(self._opens, dtype=np.bool_),
                publishers=np.array(self._publishers, dtype=np.int32),
                days=np.array(self._days, dtype=np.int32),
                voice_starts=np.concatenate([[0], np.cumsum(counts)]).astype(np.int32),
                voice_rows=rows[np.argsort(voices, kind="stable")],
                role_pairs=np.array(list(self._pair_numbers), dtype=np.int32).reshape(-1, 2),
                role_rows=np.array(self._role_rows, dtype=np.int32).reshape(-1, 2),
                publisher_names=_packed(self._publisher_numbers),
                speaker_names=_packed(self._speaker_numbers),
                role_names=_packed(self._role_numbers),
            )
        )

    def _add_speakers(self, passage: Passage, row: int) -> None:
        voices = {ANYBODY * N_SLOTS + _SLOT_OF[said.kind] for said in passage.attributions} or {ANYBODY * N_SLOTS}
        pairs: dict[int, None] = {}
        for said in passage.attributions:
            if said.speaker is None:
                continue
            speaker = 1 + _number(self._speaker_numbers, said.speaker)
            voices |= {N_SLOTS * speaker + ALL_WORDS, N_SLOTS * speaker + _SLOT_OF[said.kind]}
            if said.speaker and said.role:
                pairs[_number(self._pair_numbers, (speaker, _number(self._role_numbers, said.role)))] = None
        self._voices.extend(voices)
        self._voice_rows.extend([row] * len(voices))
        for pair in pairs:
            self._role_rows.extend((row, pair))


def columns_of(passages: Iterable[Passage]) -> Columns:
    """The columns of the passages in their order."""
    builder = ColumnsBuilder()
    builder.add(passages)
    return builder.arrays()


def names_in(packed: NDArray[np.uint8]) -> list[str]:
    """The names of a `Columns` by number."""
    names: list[str] = json.loads(packed.tobytes())
    return names


def write_columns(columns: Columns, folder: Path) -> None:
    """Write the columns to their file in the folder, behind a digest of it, in one atomic step."""
    content = io.BytesIO()
    np.savez(content, **_by_name(columns))  # type: ignore[arg-type]  # allow_pickle is none of them
    body = content.getvalue()
    write_atomically(folder / COLUMNS_FILE, hashlib.sha256(body).digest() + body)


class SegmentColumns(Columns):
    """The columns of a segment, read from its folder."""

    __slots__ = ()

    def __init__(self, folder: Path) -> None:
        """Read the file.

        :raises IndexFolderError: where it is missing or not what was written.
        """
        super().__init__(**_read(folder / COLUMNS_FILE))
        _locked(self)


def _read(path: Path) -> dict[str, Any]:
    try:
        content = path.read_bytes()
    except OSError as error:
        raise IndexFolderError(
            f"{path} cannot be read ({error.strerror}); run 'onrecord index --repair' to rebuild it"
        ) from error
    digest, body = content[:_DIGEST_BYTES], content[_DIGEST_BYTES:]
    try:
        if hashlib.sha256(body).digest() != digest:
            raise ValueError("the digest is another")
        with np.load(io.BytesIO(body), allow_pickle=False) as arrays:
            return {name: arrays[name] for name in _NAMES}
    except (ValueError, KeyError, zipfile.BadZipFile) as error:
        raise IndexFolderError(f"{path} was altered; run 'onrecord index --repair' to rebuild it") from error


def _by_name(columns: Columns) -> Mapping[str, NDArray[np.generic]]:
    return {name: getattr(columns, name) for name in _NAMES}


def _locked(columns: Columns) -> Columns:
    for values in _by_name(columns).values():
        values.flags.writeable = False
    return columns


def _number(numbers: dict[Key, int], key: Key) -> int:
    """The key's number; the next one where it has none yet."""
    return numbers.setdefault(key, len(numbers))


def _packed(names: Iterable[str]) -> NDArray[np.uint8]:
    text = json.dumps(list(names), ensure_ascii=False, separators=(",", ":"))
    return np.frombuffer(text.encode("utf-8"), dtype=np.uint8).copy()


def _day(published: str | None) -> int:
    """The article's own calendar day as an ordinal, `NO_DAY` where it has none."""
    try:
        return date.fromisoformat((published or "")[:10]).toordinal()
    except ValueError:
        return NO_DAY
