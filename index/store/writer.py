"""Changing an index: new segments first, then the generation, then the manifest; only then is the old one let go."""

import logging
import shutil
from collections.abc import Collection, Iterable, Iterator, Sequence
from contextlib import closing, contextmanager, suppress
from datetime import UTC, datetime
from pathlib import Path

from index.embedding.load import RECORD_FILE, ModelRecord
from index.embedding.model import file_sha256
from index.errors import IndexFolderError
from index.store.generation import Generation, SegmentRecord, generation_path, new_name, write_generation
from index.store.lease import Leased, lease_current, lease_on
from index.store.manifest import (
    ENCODERS_FOLDER,
    FORMAT_VERSION,
    SEGMENTS_FOLDER,
    Manifest,
    format_of,
    holds_index,
    read_manifest,
    write_manifest,
)
from index.store.merging import SegmentSize, groups_to_merge, is_sparse
from index.store.protocol import EmbeddedArticle
from index.store.segment.passages import SegmentPassages
from index.store.segment.schema import ArticleRows
from index.store.segment.segment import (
    SEGMENT_PASSAGES,
    Segment,
    check_files,
    copy_segments,
    open_segment,
    write_segments,
)
from index.store.segment.vectors import VectorLayout, layout_for
from index.store.sweeping import sweep, sweep_unfinished
from index.store.writing import writing

logger = logging.getLogger(__name__)


@contextmanager
def open_writer(folder: Path, model: ModelRecord | None, encoder: str) -> Iterator["Writer"]:
    """Hold the folder for writing, its index whole and of that model.

    :raises IndexFolderError: where the folder is something else's, another process is writing, or the index is damaged
        or another model's.
    """
    with writing(folder):
        leased = lease_current(folder) if holds_index(folder) else None
        if leased is not None and model is not None and leased.manifest.model_sha256 != model.sha256:
            leased.lease.release()
            raise IndexFolderError(
                f"{folder} was built with the model '{leased.manifest.model}', not with '{model.name}'; "
                "run 'onrecord index' to build it anew"
            )
        # What a killed change has left may be the room that this one needs.
        sweep_unfinished(folder, None if leased is None else leased.manifest.generation)
        with closing(Writer(folder, model, encoder, leased)) as writer:
            if writer.damage:
                raise IndexFolderError(writer.damage[0])
            yield writer


@contextmanager
def rebuilder(folder: Path, model: ModelRecord, encoder: str, *, is_thorough: bool = False) -> Iterator["Writer"]:
    """A writer on as much of the folder's index as is sound and of that model; the writer lock must be held.

    :param is_thorough: whether every byte is checked for that, not the files' sizes alone.
    """
    leased = _leased(folder, model)
    if leased is not None or not holds_index(folder):
        sweep_unfinished(folder, None if leased is None else leased.manifest.generation)
    with closing(Writer(folder, model, encoder, leased, is_thorough=is_thorough)) as writer:
        yield writer


def _leased(folder: Path, model: ModelRecord) -> Leased | None:
    """The folder's index, or None where there is none that can be built on."""
    if not holds_index(folder) or format_of(folder) != FORMAT_VERSION:
        return None
    try:
        leased = lease_current(folder)
    except IndexFolderError as damage:
        logger.warning("built anew: %s", damage)
        return None
    if leased.manifest.model_sha256 == model.sha256:
        return leased
    leased.lease.release()
    return None


class Writer:
    """An index folder held for writing; made by `open_writer`."""

    def __init__(
        self,
        folder: Path,
        model: ModelRecord | None,
        encoder: str,
        leased: Leased | None,
        *,
        is_thorough: bool = False,
    ) -> None:
        """Build on the leased generation, or on nothing."""
        self._folder = folder
        self._leased = leased
        self._model = model
        self._encoder = encoder
        self._open: list[tuple[SegmentRecord, Segment]] = []
        self.damage: tuple[str, ...] = ()
        """What was left out because it is damaged, a sentence each."""
        for record in leased.generation.segments if leased else ():
            self._open_if_sound(record, is_thorough=is_thorough)

    @property
    def is_new(self) -> bool:
        """Whether there is nothing to build on."""
        return self._leased is None

    @property
    def is_current(self) -> bool:
        """Whether there is nothing to mend in what the folder holds."""
        if self._leased is None or self.damage:
            return False
        manifest = self._leased.manifest
        return (manifest.encoder, manifest.encoder_sha256) == (self._encoder_name(), self._encoder_sha256())

    @property
    def n_passages(self) -> int:
        """How many passages are living."""
        return sum(record.n_living for record, _ in self._open)

    def articles(self) -> Iterator[tuple[str, ArticleRows]]:
        """Each living article's id and what is known of it, in the order of their passages."""
        for record, segment in self._open:
            alive = record.alive()
            for article_id, article in segment.passages.articles():
                if alive is None or alive[article.first_row]:
                    yield article_id, article

    def article(self, article_id: str) -> EmbeddedArticle | None:
        """The living article of that id with its vectors, or None."""
        for record, segment in self._open:
            rows = _living_article(record, segment, article_id)
            if rows is not None:
                numbers = range(rows.first_row, rows.first_row + rows.n_rows)
                return EmbeddedArticle(
                    article_id,
                    segment.passages.article_text(article_id),
                    list(segment.passages.passages(numbers)),
                    [segment.vectors.views_of(row) for row in numbers],
                    rows.content_sha256,
                )
        return None

    def commit(
        self,
        upserts: Iterable[EmbeddedArticle] = (),
        deletes: Collection[str] = (),
        *,
        n_expected: int = 0,
        purged: Collection[str] = (),
        ids_are_unique: bool = False,
    ) -> str:
        """Switch to the generation with these changes; the writer builds on it from then on.

        :param n_expected: how many passages the upserts have, as far as it is known.
        :param purged: articles of which no segment of the new generation may hold anything.
        :param ids_are_unique: whether it is known already that no two passages will have one id.
        :returns: the generation's name.
        :raises IndexFolderError: where it cannot be written, or the articles do not fit; nothing is changed then.
        """
        model = self._known_model()
        layout = layout_for(sum(record.n_living for record, _ in self._open) + n_expected)
        name = new_name()
        written: list[SegmentRecord] = []
        try:
            dropped = set(deletes)
            articles = _checked(upserts, model.dim, dropped)
            segments = self._folder / SEGMENTS_FOLDER
            segments.mkdir(parents=True, exist_ok=True)
            for record in write_segments(articles, segments, _names(name), model.dim, layout):
                written.append(record)
            kept = self._with_new(written, dropped, ids_are_unique=ids_are_unique)
            kept = self._tidied(kept, f"{name}-m", purged, layout_for(sum(r.n_living for r in kept)))
            generation = Generation(name, self._encoder_name(), tuple(kept))
            sha256 = write_generation(generation, self._folder)
            self._switch(generation, sha256, model)
        except BaseException:
            if not self._names_generation(name):
                self._discard(name)
            raise
        for left in sweep(self._folder, name):
            logger.warning("%s", left)
        return name

    def salvaged(self) -> Iterator[EmbeddedArticle]:
        """The living articles of what is damaged whose passages and text are still whole, without their vectors.

        Each passage and each text has a hash of its own, so that one damaged page does not take a whole segment.
        """
        sound = {record.name for record, _ in self._open}
        for record in self._leased.generation.segments if self._leased else ():
            if record.name not in sound:
                yield from _salvaged(record, self._folder / SEGMENTS_FOLDER / record.name)

    def close(self) -> None:
        """Let go of what is open."""
        for _, segment in self._open:
            segment.close()
        if self._leased is not None:
            self._leased.lease.release()

    def _open_if_sound(self, record: SegmentRecord, *, is_thorough: bool) -> None:
        folder = self._folder / SEGMENTS_FOLDER / record.name
        try:
            damage = tuple(check_files(record, folder, max_bytes=None if is_thorough else 0))
            if not damage:
                self._open.append((record, open_segment(folder)))
        except IndexFolderError as error:
            damage = (str(error),)
        self.damage += damage
        for sentence in damage:
            logger.warning("left out: %s", sentence)

    def _known_model(self) -> ModelRecord:
        if self._model is not None:
            return self._model
        if self._leased is None:
            raise IndexFolderError(f"no index in {self._folder}; run 'onrecord index'")
        manifest = self._leased.manifest
        return ModelRecord(manifest.model, manifest.model_sha256, None, manifest.dim, {})

    def _encoder_name(self) -> str:
        if self._model is None and self._leased is not None:
            return self._leased.manifest.encoder
        return self._encoder

    def _encoder_sha256(self) -> str | None:
        name = self._encoder_name()
        record = self._folder / ENCODERS_FOLDER / name / RECORD_FILE
        return file_sha256(record) if name and record.is_file() else None

    def _with_new(
        self, written: Sequence[SegmentRecord], dropped: Collection[str], *, ids_are_unique: bool
    ) -> list[SegmentRecord]:
        """The segments that were there, with the rows of what is dropped or replaced dead, and the new ones."""
        opened = [self._open_new(record) for record in written]
        replaced = {article_id for _, segment in opened for article_id, _ in segment.passages.articles()}
        gone = replaced | set(dropped)
        kept = [record.without(_ranges(record, segment, gone)) for record, segment in self._open]
        self._open = [(record, segment) for record, (_, segment) in zip(kept, self._open, strict=True)]
        if not ids_are_unique:
            self._check_ids(opened)
        self._open += opened
        return [*kept, *written]

    def _open_new(self, record: SegmentRecord) -> tuple[SegmentRecord, Segment]:
        return record, open_segment(self._folder / SEGMENTS_FOLDER / record.name)

    def _check_ids(self, opened: Sequence[tuple[SegmentRecord, Segment]]) -> None:
        """Two articles in two segments cannot have passages of one id; within a segment SQLite sees to it."""
        for place, (_, segment) in enumerate(opened):
            others = [(other.passages, record.alive()) for record, other in [*self._open, *opened[:place]]]
            for passage in segment.passages.passages(None) if others else ():
                for passages, alive in others:
                    row = passages.row_of(passage.id)
                    if row is not None and (alive is None or alive[row]):
                        raise IndexFolderError(f"the passage id '{passage.id}' is another article's; rename one")

    def _tidied(
        self,
        records: Sequence[SegmentRecord],
        prefix: str,
        purged: Collection[str],
        layout: VectorLayout,
    ) -> list[SegmentRecord]:
        """The same rows in fewer segments, or in such that have no trace of what is purged."""
        sizes = [SegmentSize(record.n_rows, record.n_living) for record in records]
        tidied = []
        for number, places in enumerate(groups_to_merge(sizes, SEGMENT_PASSAGES)):
            is_kept = len(places) == 1 and not is_sparse(sizes[places[0]]) and not self._holds(places[0], purged)
            if is_kept and not self._is_too_large(places[0], layout):
                tidied.append(records[places[0]])
                continue
            parts = [(self._open[place][1], records[place].alive()) for place in places]
            copy = copy_segments(parts, self._folder / SEGMENTS_FOLDER, f"{prefix}{number}", layout)
            tidied.append(copy)
        return tidied

    def _is_too_large(self, place: int, layout: VectorLayout) -> bool:
        """Whether the segment's vectors are twice as large as an index of this size keeps them."""
        return layout != "float32" and self._open[place][1].vectors.layout == "float32"

    def _holds(self, place: int, article_ids: Collection[str]) -> bool:
        """Whether the segment has one of the articles, living or dead."""
        return any(self._open[place][1].passages.article(article_id) is not None for article_id in article_ids)

    def _switch(self, generation: Generation, sha256: str, model: ModelRecord) -> None:
        folder = self._folder
        opened = {record.name: segment for record, segment in self._open}
        kept = [(record, opened.get(record.name) or self._open_new(record)[1]) for record in generation.segments]
        for name, segment in opened.items():
            if name not in {record.name for record in generation.segments}:
                segment.close()
        self._open = kept
        n_articles = sum(1 for _ in self.articles())
        manifest = Manifest(
            format=FORMAT_VERSION,
            generation=generation.name,
            generation_sha256=sha256,
            built=datetime.now(UTC).isoformat(timespec="seconds"),
            model=model.name,
            model_sha256=model.sha256,
            encoder=generation.encoder,
            encoder_sha256=self._encoder_sha256(),
            dim=model.dim,
            n_passages=generation.n_living,
            n_articles=n_articles,
        )
        # Before the switch, since a change that is made must not fail.
        lease = lease_on(folder, generation.name)
        write_manifest(manifest, folder)
        if self._leased is not None:
            self._leased.lease.release()
        self._leased = Leased(manifest, generation, lease)

    def _names_generation(self, name: str) -> bool:
        """Whether the manifest names the generation, as far as can be told."""
        try:
            return holds_index(self._folder) and read_manifest(self._folder).generation == name
        except IndexFolderError:
            return True

    def _discard(self, name: str) -> None:
        """Take away what was written of a generation that is not to be; the rest goes with the next change."""
        for path in (self._folder / SEGMENTS_FOLDER).glob(f"{name}*"):
            shutil.rmtree(path, ignore_errors=True)
        with suppress(OSError):
            generation_path(self._folder, name).unlink(missing_ok=True)


def _names(prefix: str) -> Iterator[str]:
    number = 0
    while True:
        yield f"{prefix}-{number}"
        number += 1


def _checked(articles: Iterable[EmbeddedArticle], dim: int, dropped: set[str]) -> Iterator[EmbeddedArticle]:
    """The articles that have passages; one without any is as good as dropped."""
    seen: set[str] = set()
    for article in articles:
        if article.id in seen:
            raise IndexFolderError(f"the article '{article.id}' comes twice in one change; give it once")
        seen.add(article.id)
        for views in article.embeddings:
            if views.ndim != 2 or views.shape[1] != dim:
                raise IndexFolderError(
                    f"the embeddings of article '{article.id}' have {views.shape[-1]} numbers, the index's {dim}; "
                    "run 'onrecord index' with the index's own model"
                )
        if article.passages:
            yield article
        else:
            dropped.add(article.id)


def _living_article(record: SegmentRecord, segment: Segment, article_id: str) -> ArticleRows | None:
    rows = segment.passages.article(article_id)
    if rows is None or any(start <= rows.first_row < end for start, end in record.dead):
        return None
    return rows


def _ranges(record: SegmentRecord, segment: Segment, article_ids: Collection[str]) -> Iterator[tuple[int, int]]:
    """Where the living ones of the articles stand in the segment."""
    for article_id in article_ids:
        rows = _living_article(record, segment, article_id)
        if rows is not None:
            yield rows.first_row, rows.first_row + rows.n_rows


def _salvaged(record: SegmentRecord, folder: Path) -> Iterator[EmbeddedArticle]:
    try:
        with closing(SegmentPassages(folder)) as passages:
            for article_id, rows in list(passages.articles()):
                if any(start <= rows.first_row < end for start, end in record.dead):
                    continue
                try:
                    text = passages.article_text(article_id)
                    whole = list(passages.passages(range(rows.first_row, rows.first_row + rows.n_rows)))
                except IndexFolderError as damage:
                    logger.warning("lost: article '%s' (%s)", article_id, damage)
                    continue
                yield EmbeddedArticle(article_id, text, whole, (), rows.content_sha256)
    except IndexFolderError as damage:
        logger.warning("nothing is to be salvaged: %s", damage)
