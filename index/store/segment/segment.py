"""A segment as a whole: written once from articles or from other segments, then only read."""

import os
from collections.abc import Iterable, Iterator, Sequence
from contextlib import closing
from dataclasses import dataclass
from itertools import chain
from pathlib import Path

from index.embedding.model import file_sha256
from index.embedding.views import with_passage_before
from index.errors import IndexFolderError
from index.files import sync_folder
from index.lexical.fields import Fields, passage_fields
from index.lexical.word_segment import WordSegment, copy_word_segments, write_word_segment
from index.rows import Alive
from index.store.generation import Fact, FileRecord, SegmentRecord
from index.store.protocol import EmbeddedArticle
from index.store.segment.columns import SegmentColumns
from index.store.segment.passages import PassagesWriter, SegmentPassages, copy_passages
from index.store.segment.vectors import SegmentVectors, VectorLayout
from index.store.segment.vectors_writer import VectorsWriter, copy_vectors

SEGMENT_PASSAGES = 131_072
"""A segment takes no further article once it has this many passages."""

WORDS_FOLDER = "words"


@dataclass(frozen=True)
class Segment:
    """The parts of a segment, open for reading."""

    passages: SegmentPassages
    columns: SegmentColumns
    vectors: SegmentVectors
    words: WordSegment

    @property
    def n_rows(self) -> int:
        return self.passages.n_rows

    def close(self) -> None:
        """Close what is open; the segment cannot be asked anything after that."""
        self.passages.close()
        self.words.close()


def open_segment(folder: Path) -> Segment:
    """The segment in the folder.

    :raises IndexFolderError: where a part is missing, or they do not fit each other.
    """
    segment = Segment(
        SegmentPassages(folder), SegmentColumns(folder), SegmentVectors(folder), WordSegment(folder / WORDS_FOLDER)
    )
    rows = (segment.passages.n_rows, segment.columns.n_rows, segment.vectors.n_rows, segment.words.n_rows)
    if len(set(rows)) > 1:
        segment.close()
        raise IndexFolderError(
            f"{folder} has {rows[0]} passages, the columns of {rows[1]}, the vectors of {rows[2]} and the words of "
            f"{rows[3]}; run 'onrecord index --repair' to rebuild it"
        )
    return segment


def write_segments(
    articles: Iterable[EmbeddedArticle], folder: Path, names: Iterator[str], dim: int, layout: VectorLayout
) -> Iterator[SegmentRecord]:
    """Write the articles to as many segments below the folder as they need; nothing refers to these yet.

    :param names: the segments' names, as many as it takes.
    """
    remaining = iter(articles)
    for first in remaining:
        name = next(names)
        facts = _write(chain([first], remaining), folder / name, dim, layout)
        yield _recorded(folder / name, facts)


def copy_segments(
    parts: Sequence[tuple[Segment, Alive | None]], folder: Path, name: str, layout: VectorLayout
) -> SegmentRecord:
    """Write the living rows of the segments, in order, to one new segment; nothing of the others is in its files."""
    target = folder / name
    target.mkdir(parents=True)
    copy_passages([(segment.passages, alive) for segment, alive in parts], target)
    facts = copy_vectors([(segment.vectors, alive) for segment, alive in parts], target, layout)
    copy_word_segments([(segment.words, alive) for segment, alive in parts], target / WORDS_FOLDER)
    return _recorded(target, facts)


def _write(articles: Iterator[EmbeddedArticle], folder: Path, dim: int, layout: VectorLayout) -> dict[str, Fact]:
    """Write as many articles as the segment takes."""
    folder.mkdir(parents=True)
    facts: dict[str, Fact] = {}
    with closing(PassagesWriter(folder)) as passages:
        vectors = VectorsWriter(folder, dim, layout)
        write_word_segment(_taken_in(articles, passages, vectors), folder / WORDS_FOLDER)
        facts.update(vectors.close())
    return facts


def _taken_in(
    articles: Iterator[EmbeddedArticle], passages: PassagesWriter, vectors: VectorsWriter
) -> Iterator[Fields]:
    """The words of each passage, its text and vectors being written on the way."""
    n_rows = 0
    while n_rows < SEGMENT_PASSAGES and (article := next(articles, None)) is not None:
        passages.add(article.id, article.text, article.content_sha256, article.passages)
        for (passage, before), views in zip(with_passage_before(article.passages), article.embeddings, strict=True):
            vectors.add(views)
            yield passage_fields(passage, before)
        n_rows += len(article.passages)


def _recorded(folder: Path, facts: dict[str, Fact]) -> SegmentRecord:
    files = {
        path.relative_to(folder).as_posix(): FileRecord(path.stat().st_size, file_sha256(path))
        for path in sorted(folder.rglob("*"))
        if path.is_file()
    }
    for path in (folder / WORDS_FOLDER, folder, folder.parent):
        sync_folder(path)
    with closing(SegmentPassages(folder)) as passages:
        n_rows = passages.n_rows
    return SegmentRecord(folder.name, n_rows, (), files, facts)


def check_files(record: SegmentRecord, folder: Path, *, max_bytes: int | None = None) -> Iterator[str]:
    """What is wrong with the segment's files, a sentence each: missing, of another size, or of another hash.

    :param max_bytes: a segment of more than this is held against the sizes only.
    """
    is_hashed = max_bytes is None or record.n_bytes <= max_bytes
    for name, file in record.files.items():
        path = folder / name
        try:
            is_as_written = os.stat(path).st_size == file.size and (not is_hashed or file_sha256(path) == file.sha256)
        except FileNotFoundError:
            yield f"{path} is missing; run 'onrecord index --repair' to rebuild it"
        except OSError as error:
            yield f"{path} cannot be read ({error.strerror}); free it, or run 'onrecord index --repair' to rebuild it"
        else:
            if not is_as_written:
                yield f"{path} was altered after the build; run 'onrecord index --repair' to rebuild it"
