"""A generation: which segments make up one state of the index, and which of their rows are no longer living."""

import hashlib
import json
import secrets
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import asdict, dataclass, replace
from datetime import UTC, datetime
from pathlib import Path

import numpy as np

from index.errors import IndexFolderError
from index.files import write_atomically
from index.rows import Alive
from index.store.manifest import GENERATIONS_FOLDER

Fact = str | int | float


@dataclass(frozen=True, slots=True)
class FileRecord:
    """A file as it was written."""

    size: int
    sha256: str


@dataclass(frozen=True, slots=True)
class SegmentRecord:
    """A segment of a generation.

    :param dead: ranges of rows, half-open, ascending, whose articles were replaced or deleted since it was written.
    :param files: each file of the segment by its path below the segment's folder.
    :param facts: what is worth telling of how its vectors are laid out, as a measured recall.
    """

    name: str
    n_rows: int
    dead: tuple[tuple[int, int], ...]
    files: Mapping[str, FileRecord]
    facts: Mapping[str, Fact]

    @property
    def n_living(self) -> int:
        return self.n_rows - sum(end - start for start, end in self.dead)

    @property
    def n_bytes(self) -> int:
        return sum(file.size for file in self.files.values())

    def alive(self) -> Alive | None:
        """Which of its rows are living; None where all of them are."""
        if not self.dead:
            return None
        alive = np.ones(self.n_rows, dtype=np.bool_)
        for start, end in self.dead:
            alive[start:end] = False
        alive.flags.writeable = False
        return alive

    def without(self, ranges: Iterable[tuple[int, int]]) -> "SegmentRecord":
        """The same with these rows dead too."""
        return replace(self, dead=tuple(_joined(sorted([*self.dead, *ranges]))))


@dataclass(frozen=True, slots=True)
class Generation:
    """One state of the index; its rows are the living rows of its segments, in order."""

    name: str
    encoder: str
    segments: tuple[SegmentRecord, ...]

    @property
    def n_living(self) -> int:
        return sum(segment.n_living for segment in self.segments)


def new_name(now: datetime | None = None) -> str:
    """A name that no generation or segment has had."""
    return f"{now or datetime.now(UTC):%Y%m%dT%H%M%SZ}-{secrets.token_hex(4)}"


def generation_path(folder: Path, name: str) -> Path:
    """Where the generation's file lies; whoever reads the generation holds a lock on it."""
    return folder / GENERATIONS_FOLDER / f"{name}.json"


def write_generation(generation: Generation, folder: Path) -> str:
    """Write the generation's file, which changes nothing yet, and give its hash."""
    content = json.dumps(asdict(generation), ensure_ascii=False).encode()
    write_atomically(generation_path(folder, generation.name), content)
    return hashlib.sha256(content).hexdigest()


def read_generation(content: bytes, path: Path, sha256: str | None = None) -> Generation:
    """The generation that a file's content describes.

    :param path: the file, for what is said of it.
    :param sha256: the hash that the content must have.
    :raises IndexFolderError: where it has another, or describes none.
    """
    if sha256 is not None and hashlib.sha256(content).hexdigest() != sha256:
        raise IndexFolderError(f"{path} was altered after the build; run 'onrecord index --repair' to rebuild it")
    try:
        record = json.loads(content)
        segments = tuple(_segment(segment) for segment in record["segments"])
        return Generation(record["name"], record["encoder"], segments)
    except (ValueError, TypeError, KeyError) as error:
        raise IndexFolderError(f"{path} cannot be read ({error!r}); run 'onrecord index --repair'") from error


def _segment(record: Mapping[str, object]) -> SegmentRecord:
    fields = dict(record)
    fields["dead"] = tuple((start, end) for start, end in fields["dead"])  # type: ignore[attr-defined]
    fields["files"] = {name: FileRecord(**file) for name, file in fields["files"].items()}  # type: ignore[attr-defined]
    return SegmentRecord(**fields)  # type: ignore[arg-type]


def _joined(ranges: Sequence[tuple[int, int]]) -> Iterable[tuple[int, int]]:
    """The ranges, those that touch as one."""
    start, end = ranges[0] if ranges else (0, 0)
    for next_start, next_end in ranges[1:]:
        if next_start > end:
            yield start, end
            start = next_start
        end = max(end, next_end)
    if end > start:
        yield start, end
