"""Passage file, canonical texts and index kept up to date with a folder of articles, step by step."""

import os
import tempfile
from collections.abc import Callable, Collection, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, replace
from pathlib import Path
from threading import Event

from index.article import Article, ArticleMetadata
from index.building.articles import ArticleSource
from index.building.build_index import BuildReport, Progress, build_while_held
from index.building.folder_look import FolderLook, SeenArticle, Stamp, look_at
from index.building.originals import LEFTOVERS, drop_text
from index.building.passage_lines import articles_of, lines_of, replace_lines
from index.embedding.bulk import Runtime
from index.errors import ArticleError, ModelError, OnrecordError
from index.passage import Passage
from index.reading.metadata import read_metadata
from index.reading.source import read_bytes
from index.reading.text import read_text
from index.store.article_texts import read_article_text, write_article_text
from index.store.writing import writing

LOOK_SECONDS = 1.0

HELD_UP_SECONDS = 10.0
"""How long a step that could not be done waits for the next one: another writer may be at work, or the disk full."""

MAX_ARTICLES_A_STEP = 200
"""So many changed articles are attributed and put in at once: what a kill can cost, and how long an end must wait."""

Segment = Callable[[Article], list[Passage]]
"""An article -> its passages, attributed."""


@dataclass(frozen=True, slots=True)
class WatchPlaces:
    """What is watched, and what is kept up to date with it."""

    articles: Path
    passages_path: Path
    texts: Path
    folder: Path


@dataclass(frozen=True, slots=True)
class StepReport:
    """What a step came to.

    :param changed: ids of the articles that were put in, new or in place of what was there.
    :param removed: ids of those that were taken out, since their files are gone.
    :param faults: what could not be done, a sentence each; each is said once, until it is over or another.
    :param has_more: whether the next step has work already.
    :param is_held_up: whether something hindered the step as a whole, so that the next one had better wait a while.
    :param build: what the index came to, where it was touched.
    """

    changed: tuple[str, ...] = ()
    removed: tuple[str, ...] = ()
    faults: tuple[str, ...] = ()
    has_more: bool = False
    is_held_up: bool = False
    build: BuildReport | None = None


@dataclass(frozen=True, slots=True)
class _Attributed:
    """An article with its passages, and what it was seen as."""

    seen: SeenArticle
    article: Article
    passages: tuple[Passage, ...]


class Watch:
    """Compares the folder with the passage file, and carries over what differs; see `step`."""

    def __init__(
        self,
        places: WatchPlaces,
        load_segment: Callable[[], Segment],
        *,
        model: str | None = None,
        runtime: Runtime = "onnx",
        is_over: Callable[[], bool] = lambda: False,
        on_progress: Progress | None = None,
    ) -> None:
        """Watch the folder of articles.

        :param load_segment: gives what attributes articles and cuts them up; called once, when there is one to do.
        :param is_over: whether no further article is to be begun.
        """
        self._places = places
        self._load_segment = load_segment
        self._segment: Segment | None = None
        self._model = model
        self._runtime = runtime
        self._is_over = is_over
        self._on_progress = on_progress
        self._last: FolderLook | None = None
        self._taken: dict[str, SeenArticle] = {}
        self._faults_of: dict[str, str] = {}
        self._said: set[str] = set()
        self._known: dict[str, ArticleMetadata | None] = {}
        self._file_stamp: Stamp | None = None
        self._is_loaded = False
        self._is_synced = False
        """Whether the index has all that the passage file has."""
        self._was_synced = False
        self._attributed: dict[str, _Attributed] = {}

    def step(self) -> StepReport:
        """Look at the folder once, and put in, replace and take out what has differed since and stands still.

        A file is taken when it is as it was at the look before, for it may be being written; so is one that is gone,
        for it may be being replaced. What a step could not do, the next one tries again; an article that cannot be
        read is tried again when it changes.
        """
        try:
            look = look_at(self._places.articles, apart_from=self._places.texts)
        except ArticleError as fault:
            return self._news(StepReport(faults=(str(fault),), is_held_up=True))
        last, self._last = self._last, look
        if last is None:
            return self._news(StepReport(faults=look.faults))
        for article_id in [id_ for id_ in self._faults_of if id_ not in look.articles]:
            del self._faults_of[article_id]
        try:
            report = self._carried_over(look, last)
        except OnrecordError as fault:
            report = StepReport(faults=(str(fault),), is_held_up=True)
        return self._news(replace(report, faults=(*look.faults, *self._faults_of.values(), *report.faults)))

    def _news(self, report: StepReport) -> StepReport:
        """The report with those faults only that the step before did not have."""
        new = tuple(fault for fault in dict.fromkeys(report.faults) if fault not in self._said)
        self._said = set(report.faults)
        return replace(report, faults=new)

    def _carried_over(self, look: FolderLook, last: FolderLook) -> StepReport:
        self._load_known()
        self._check_is_the_folder(look)
        still = {id_: seen for id_, seen in look.articles.items() if last.articles.get(id_) == seen}
        has_more = self._attribute({id_: seen for id_, seen in still.items() if id_ not in look.disputed})
        gone = tuple(id_ for id_ in self._known if id_ not in look.articles and id_ not in last.articles)
        return replace(self._put_in(gone), has_more=has_more)

    def _check_is_the_folder(self, look: FolderLook) -> None:
        """Refuse to begin with a folder that the passage file has nothing of: all that is there would be taken out."""
        if self._was_synced or not self._known or any(article_id in look.articles for article_id in self._known):
            return
        places = self._places
        raise ArticleError(
            f"none of the {len(self._known)} articles in {places.passages_path} is in {places.articles}; "
            "give the folder that they were read from, or take the file away"
        )

    def _load_known(self) -> None:
        """Read what the passage file has, at first and whenever another program has written it."""
        stamp = _stamp_of(self._places.passages_path)
        if self._is_loaded and stamp == self._file_stamp:
            return
        self._known = articles_of(self._places.passages_path)
        self._file_stamp = stamp
        self._taken.clear()
        self._is_loaded, self._is_synced = True, False

    def _attribute(self, still: Mapping[str, SeenArticle]) -> bool:
        """Attribute the articles that are not as they were, a batch of them; whether there are more."""
        self._attributed = {id_: done for id_, done in self._attributed.items() if still.get(id_) == done.seen}
        for article_id, seen in still.items():
            if self._taken.get(article_id) == seen or article_id in self._attributed:
                continue
            if len(self._attributed) >= MAX_ARTICLES_A_STEP or self._is_over():
                return True
            self._faults_of.pop(article_id, None)
            try:
                article = _read(seen)
                if self._is_known(article, seen):
                    self._taken[article_id] = seen
                else:
                    self._attributed[article_id] = _Attributed(seen, article, tuple(self._segmented(article)))
            except ModelError:
                raise  # no article's fault
            except OnrecordError as fault:
                self._fail(seen, str(fault))
            except Exception as error:  # one article that shows a bug must not keep the others out
                what = " ".join(f"{type(error).__name__}: {error}".split()).rstrip(":")
                self._fail(seen, f"{seen.source.path} could not be attributed ({what}); report it or remove it")
        return False

    def _fail(self, seen: SeenArticle, fault: str) -> None:
        self._taken[seen.source.article_id] = seen
        self._faults_of[seen.source.article_id] = fault

    def _is_known(self, article: Article, seen: SeenArticle) -> bool:
        """Whether passage file and canonical text have the article as it is; one that changed since is put in anew."""
        taken = self._taken.get(article.id)
        if taken is not None and taken.metadata_stamp != seen.metadata_stamp:
            return False  # a standfirst is nowhere but in the metadata file
        known = self._known.get(article.id)
        return known == article.metadata and read_article_text(self._places.texts, article.id) == article.text

    def _segmented(self, article: Article) -> list[Passage]:
        if self._segment is None:
            self._segment = self._load_segment()
        return self._segment(article)

    def _put_in(self, gone: tuple[str, ...]) -> StepReport:
        """Write texts, passage file and index, holding the index so that nobody removes an article meanwhile."""
        if not self._attributed and not gone and self._is_synced:
            return StepReport()
        with writing(self._places.folder):
            if _stamp_of(self._places.passages_path) != self._file_stamp:
                return StepReport()  # written by another program since; the next step begins with what it holds now
            done = {id_: each for id_, each in self._attributed.items() if _is_as_seen(each.seen)}
            was_synced, self._is_synced = self._is_synced, False
            self._write(done, gone)
            build = self._build(done, gone, is_by_change=was_synced)
        self._is_synced = self._was_synced = True
        self._taken |= {article_id: each.seen for article_id, each in done.items()}
        self._attributed = {}
        return StepReport(tuple(done), gone, build=build)

    def _write(self, done: Mapping[str, _Attributed], gone: Collection[str]) -> None:
        places = self._places
        try:
            for article_id, each in done.items():
                write_article_text(places.texts, article_id, each.article.text)
        except OSError as error:
            where = error.filename or places.texts
            raise ArticleError(f"{where} cannot be written: {error.strerror}; free it or make room") from error
        lines = {article_id: lines_of(each.passages) for article_id, each in done.items()}
        replace_lines(places.passages_path, lines | dict.fromkeys(gone, b""))
        self._file_stamp = _stamp_of(places.passages_path)
        for article_id in gone:
            for _ in drop_text(places.texts, article_id):
                pass
            self._known.pop(article_id, None)
            self._taken.pop(article_id, None)
        for article_id, each in done.items():
            self._known[article_id] = each.article.metadata
            if not each.passages:
                self._known.pop(article_id)

    def _build(
        self, done: Mapping[str, _Attributed], gone: Collection[str], *, is_by_change: bool
    ) -> BuildReport | None:
        """Bring the index up to the passage file: by what changed, or, where it may lag behind, by all of it."""
        places = self._places
        if not is_by_change:
            if not places.passages_path.exists():
                return None
            source = ArticleSource(places.passages_path, places.texts, may_be_empty=True)
            return self._built(source)
        without = [article_id for article_id, each in done.items() if not each.passages]
        with _passages_apart(places.passages_path, done.values()) as path:
            source = ArticleSource(path, places.texts, may_be_empty=True)
            return self._built(source, removed=(*gone, *without))

    def _built(self, source: ArticleSource, removed: Collection[str] | None = None) -> BuildReport:
        return build_while_held(
            source,
            self._places.folder,
            model=self._model,
            scope="all" if removed is None else "some",
            removed=removed or (),
            runtime=self._runtime,
            on_progress=self._on_progress,
        )


def watch_until(is_over: Event, watch: Watch, on_step: Callable[[StepReport], None]) -> None:
    """Step on and on until it is over; the step that is being done then is done to its end."""
    while not is_over.is_set():
        report = watch.step()
        on_step(report)
        if not report.has_more:
            is_over.wait(HELD_UP_SECONDS if report.is_held_up else LOOK_SECONDS)


def _read(seen: SeenArticle) -> Article:
    source = seen.source
    return read_text(
        read_bytes(source.path), source.article_id, read_metadata(source.metadata_path), name=str(source.path)
    )


def _is_as_seen(seen: SeenArticle) -> bool:
    return _stamp_of(seen.source.path) == seen.stamp


def _stamp_of(path: Path) -> Stamp | None:
    try:
        found = path.stat()
    except OSError:
        return None
    return found.st_mtime_ns, found.st_size, found.st_ino


@contextmanager
def _passages_apart(beside: Path, changed: Collection[_Attributed]) -> Iterator[Path]:
    """A passage file of these articles alone; a name that a removal takes for a leftover, should it become one."""
    descriptor, name = tempfile.mkstemp(dir=beside.resolve().parent, prefix=LEFTOVERS.removesuffix("*"))
    path = Path(name)
    try:
        with os.fdopen(descriptor, "wb") as file:
            for each in changed:
                file.write(lines_of(each.passages))
        yield path
    finally:
        path.unlink(missing_ok=True)
