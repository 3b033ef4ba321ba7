"""A generation open for reading: its segments side by side, their living rows numbered through."""

from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from functools import cached_property, lru_cache
from itertools import chain
from typing import overload

import numpy as np

from index.embedding.encoder import Embedding, EmbeddingMatrix
from index.errors import IndexFolderError
from index.lexical.word_search import SegmentedWords
from index.passage import Passage
from index.rows import Alive, Rows, Scores
from index.store.lease import Lease
from index.store.manifest import Manifest
from index.store.protocol import Outline
from index.store.segment.segment import Segment
from index.store.segment.vectors import MAX_FLOAT32
from index.store.selection import Selection
from index.store.selector import Selector

KEPT_PASSAGES = 4_096
"""How many passages of a large index stay in memory once they were read; all of a small one do."""

Part = tuple[Segment, Alive | None]


class SegmentedSnapshot:
    """The living rows of some segments; made by `index.store.local_store.LocalStore`."""

    def __init__(self, manifest: Manifest, parts: Sequence[Part], lease: Lease | None) -> None:
        """Number the living rows.

        :param parts: the segments in order, each with its living rows.
        :param lease: what keeps the segments from being taken away; let go when the snapshot is closed.
        :raises IndexFolderError: where the parts are not what the manifest says.
        """
        self._manifest = manifest
        self._parts = tuple(parts)
        self._lease = lease
        self._numbering = _Numbering([(segment.n_rows, alive) for segment, alive in parts])
        self._check_fit()
        self._passages = LivingPassages([segment for segment, _ in parts], self._numbering)
        self._words = SegmentedWords([(segment.words, alive) for segment, alive in parts])
        self._selector = Selector([(segment.columns, alive) for segment, alive in parts])

    @property
    def passages(self) -> Sequence[Passage]:
        return self._passages

    @cached_property
    def article_ids(self) -> Sequence[str]:
        return tuple(
            article_id
            for segment, alive in self._parts
            for article_id, article in segment.passages.articles()
            if alive is None or alive[article.first_row]
        )

    @property
    def outline(self) -> Outline:
        return self._selector.outline

    @cached_property
    def roles(self) -> Collection[tuple[str, str]]:
        return self._selector.roles

    @property
    def speakers(self) -> Mapping[str, int]:
        return self._selector.speakers

    @property
    def publishers(self) -> Mapping[str, int]:
        return self._selector.publishers

    @property
    def words(self) -> SegmentedWords:
        return self._words

    @property
    def model(self) -> str:
        return self._manifest.model

    @property
    def built(self) -> str:
        return self._manifest.built

    @property
    def generation(self) -> str:
        return self._manifest.generation

    @property
    def manifest(self) -> Manifest:
        """What made the generation."""
        return self._manifest

    @cached_property
    def is_exhaustive(self) -> bool:
        layouts = {segment.vectors.layout for segment, _ in self._parts}
        return len(self._passages) <= MAX_FLOAT32 and layouts <= {"float32"}

    def rows(self, selection: Selection) -> Rows | None:
        """Exactly the passages that match, ascending; None where the selection leaves nothing out."""
        return self._selector.rows(selection)

    def cosines(self, embedding: Embedding, rows: Rows | None = None) -> Scores:
        """How near in meaning each row is, in the rows' order: half its whole text, half its nearest sentence.

        :raises IndexFolderError: where the embedding's dimension is not the index's.
        """
        self._check_dimension(embedding)
        if rows is None:
            scores = [
                segment.vectors.cosines(embedding) if alive is None else segment.vectors.cosines(embedding)[alive]
                for segment, alive in self._parts
            ]
            return np.concatenate(scores) if scores else np.empty(0, dtype=np.float32)
        found = np.empty(len(rows), dtype=np.float32)
        for number, places in self._numbering.by_part(rows):
            local = self._numbering.local(number, rows[places])
            found[places] = self._parts[number][0].vectors.cosines(embedding, local)
        return found

    def nearest(self, embedding: Embedding, n: int, rows: Rows | None = None) -> tuple[Rows, Scores]:
        """The `n` rows whose whole passages are nearest in meaning, best first, ties in the order of the rows.

        :raises IndexFolderError: where the embedding's dimension is not the index's.
        """
        self._check_dimension(embedding)
        found = list(self._nearest_by_part(embedding, n, rows))
        if not found or n < 1:
            return np.empty(0, dtype=np.int64), np.empty(0, dtype=np.float32)
        all_rows, scores = (np.concatenate(arrays) for arrays in zip(*found, strict=True))
        best = np.lexsort((all_rows, -scores))[:n]
        return all_rows[best], scores[best]

    def get(self, passage_id: str) -> Passage | None:
        """The passage of that id, or None."""
        row = self.row_of(passage_id)
        return None if row is None else self._passages[row]

    def row_of(self, passage_id: str) -> int | None:
        """The row of the passage of that id, or None."""
        for number, (segment, alive) in enumerate(self._parts):
            row = segment.passages.row_of(passage_id)
            if row is not None and (alive is None or alive[row]):
                return self._numbering.number(number, row)
        return None

    def rows_holding(self, phrase: str) -> Rows:
        """The rows whose text holds the phrase, character for character, ascending."""
        held = [
            self._numbering.numbers(number, segment.passages.rows_holding(phrase))
            for number, (segment, _) in enumerate(self._parts)
        ]
        return np.concatenate(held) if held else np.empty(0, dtype=np.int64)

    def neighbours(self, passage_id: str) -> tuple[Passage | None, Passage | None]:
        """The passages before and after it in its article, None where there is none."""
        row = self.row_of(passage_id)
        if row is None:
            return None, None
        opens = self.outline.opens_article
        before = None if opens[row] else self._passages[row - 1]
        has_after = row + 1 < len(opens) and not opens[row + 1]
        return before, self._passages[row + 1] if has_after else None

    def article_text(self, article_id: str) -> str | None:
        """The article's canonical text, or None where the index was built without it."""
        for segment, alive in self._parts:
            article = segment.passages.article(article_id)
            if article is not None and (alive is None or alive[article.first_row]):
                return segment.passages.article_text(article_id)
        return None

    def embeddings_of(self, row: int) -> EmbeddingMatrix:
        """The vectors stored for that row: the whole passage's first, then its sentences'."""
        number, local = self._numbering.located(row)
        return self._parts[number][0].vectors.views_of(local)

    def close(self) -> None:
        """Close the files and let go of the generation."""
        for segment, _ in self._parts:
            segment.close()
        if self._lease is not None:
            self._lease.release()

    def _nearest_by_part(self, embedding: Embedding, n: int, rows: Rows | None) -> Iterator[tuple[Rows, Scores]]:
        if rows is None:
            for number, (segment, alive) in enumerate(self._parts):
                found, scores = segment.vectors.nearest(embedding, n, None, alive)
                yield self._numbering.numbers(number, found), scores
            return
        for number, places in self._numbering.by_part(rows):
            local = self._numbering.local(number, rows[places])
            found, scores = self._parts[number][0].vectors.nearest(embedding, n, local, None)
            yield self._numbering.numbers(number, found), scores

    def _check_dimension(self, embedding: Embedding) -> None:
        if embedding.shape != (self._manifest.dim,):
            raise IndexFolderError(
                f"the question's embedding has {embedding.size} numbers, the index's {self._manifest.dim}; "
                "run 'onrecord index' with the model that is to answer"
            )

    def _check_fit(self) -> None:
        dims = {segment.vectors.dim for segment, _ in self._parts} - {self._manifest.dim}
        if len(self._numbering) != self._manifest.n_passages or dims:
            raise IndexFolderError(
                f"the index has {len(self._numbering)} passages with vectors of {dims or self._manifest.dim} numbers, "
                f"its manifest tells of {self._manifest.n_passages} with {self._manifest.dim}; "
                "run 'onrecord index --repair' to rebuild it"
            )


class LivingPassages(Sequence[Passage]):
    """The passages of the living rows, read from their segments when they are asked for."""

    def __init__(self, segments: Sequence[Segment], numbering: "_Numbering") -> None:
        """Read from these segments."""
        self._segments = segments
        self._numbering = numbering
        self._is_small = len(numbering) <= MAX_FLOAT32
        self._read = lru_cache(maxsize=None if self._is_small else KEPT_PASSAGES)(_reader(segments, numbering))

    def __len__(self) -> int:
        return len(self._numbering)

    @overload
    def __getitem__(self, row: int) -> Passage: ...
    @overload
    def __getitem__(self, row: slice) -> Sequence[Passage]: ...
    def __getitem__(self, row: int | slice) -> Passage | Sequence[Passage]:
        if isinstance(row, slice):
            return tuple(self._read(each) for each in range(*row.indices(len(self))))
        number = int(row)
        if not -len(self) <= number < len(self):
            raise IndexError(f"row {number} of {len(self)}")
        return self._read(number % len(self))

    def __iter__(self) -> Iterator[Passage]:
        if self._is_small:
            return map(self._read, range(len(self)))
        return chain.from_iterable(
            segment.passages.passages(self._numbering.living(number)) for number, segment in enumerate(self._segments)
        )


def _reader(segments: Sequence[Segment], numbering: "_Numbering") -> Callable[[int], Passage]:
    def read(row: int) -> Passage:
        number, local = numbering.located(row)
        return segments[number].passages.passage(local)

    return read


class _Numbering:
    """The living rows of the segments, numbered through; `number` is a segment's place, `local` a row within it."""

    def __init__(self, parts: Sequence[tuple[int, Alive | None]]) -> None:
        self._living = [None if alive is None else np.flatnonzero(alive) for _, alive in parts]
        counts = [n if living is None else len(living) for (n, _), living in zip(parts, self._living, strict=True)]
        self._sizes = [n for n, _ in parts]
        self._bases = np.cumsum([0, *counts])

    def __len__(self) -> int:
        return int(self._bases[-1])

    def living(self, number: int) -> list[int] | None:
        """The living rows of the segment; None where all are."""
        living = self._living[number]
        return None if living is None else living.tolist()

    def located(self, row: int) -> tuple[int, int]:
        number = int(np.searchsorted(self._bases, row, side="right")) - 1
        within, living = row - int(self._bases[number]), self._living[number]
        return number, within if living is None else int(living[within])

    def number(self, number: int, local: int) -> int:
        """The row of a segment's living row."""
        living = self._living[number]
        within = local if living is None else int(np.searchsorted(living, local))
        return int(self._bases[number]) + within

    def numbers(self, number: int, local: Rows) -> Rows:
        """The rows of those of a segment's rows that are living, in their order."""
        living = self._living[number]
        if living is None:
            moved: Rows = local + self._bases[number]
            return moved
        places = np.minimum(np.searchsorted(living, local), max(len(living) - 1, 0))
        is_living = living[places] == local if len(living) else np.zeros(len(local), dtype=np.bool_)
        kept: Rows = places[is_living] + self._bases[number]
        return kept

    def local(self, number: int, rows: Rows) -> Rows:
        """The segment's own rows."""
        within: Rows = rows - self._bases[number]
        living = self._living[number]
        return within if living is None else living[within]

    def by_part(self, rows: Rows) -> Iterator[tuple[int, Rows]]:
        """Each segment that has some of the rows, with the places of these among them."""
        numbers = np.searchsorted(self._bases, rows, side="right") - 1
        for number in np.unique(numbers).tolist():
            yield number, np.flatnonzero(numbers == number)
