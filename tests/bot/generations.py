"""Generations of an index for tests: each says which one it is in every passage, and notes when it is closed."""

from dataclasses import dataclass, field
from pathlib import Path

from index.files import write_atomically
from index.passage_index import PassageIndex
from index.store.manifest import MANIFEST_FILE
from tests.fakes import TOPICS, FakeEncoder, MemorySnapshot, fake_passage, quotation

N_PASSAGES = 3

ENCODER = FakeEncoder(TOPICS)


@dataclass(frozen=True)
class CountedSnapshot(MemorySnapshot):
    """A snapshot in memory that notes in the list each time it is closed."""

    closed: list[str] = field(default_factory=list)

    def close(self) -> None:
        self.closed.append(self.generation)


def generation(name: str, closed: list[str], *, n_passages: int = N_PASSAGES) -> PassageIndex:
    """An index whose every passage is of the border and ends with the generation's name, as "… of generation g1.".

    The article's text is its first passage; the speaker of generation g1 is Ana Lindg1.
    """
    speaker = f"Ana Lind{name}"
    said = [f"The border is shut, by order {n} of generation {name}." for n in range(1, n_passages + 1)]
    passages = [fake_passage(text, quotation(text, text, speaker), number=n) for n, text in enumerate(said, 1)]
    snapshot = CountedSnapshot(
        passages=tuple(passages),
        embeddings=ENCODER.embed_passages(said),
        texts=(("a", said[0]),),
        built=f"built as {name}",
        generation=name,
        closed=closed,
    )
    return PassageIndex(snapshot=snapshot, encoder=ENCODER)


@dataclass
class FakeFolder:
    """A folder whose manifest is a generation's name alone, with what would open it.

    `opened`: the names in the order in which they were opened; `broken`: those that cannot be.
    """

    path: Path
    closed: list[str] = field(default_factory=list)
    opened: list[str] = field(default_factory=list)
    broken: dict[str, Exception] = field(default_factory=dict)

    def switch_to(self, name: str) -> None:
        write_atomically(self.path / MANIFEST_FILE, name)

    def open_next(self, _: PassageIndex, folder: Path) -> PassageIndex:
        name = (folder / MANIFEST_FILE).read_text()
        self.opened.append(name)
        if name in self.broken:
            raise self.broken[name]
        return generation(name, self.closed)
