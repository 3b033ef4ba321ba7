"""A withdrawn article, out of the answers and out of every file: index, passage file, canonical text, original."""

from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path

from rapidfuzz import process

from index.building.originals import drop_leftovers, drop_originals, drop_text, id_of, is_original, originals_of
from index.building.passage_lines import articles_of, count_lines, replace_lines
from index.embedding.pending import discard_all_pending
from index.errors import ArticleError, OnrecordError, VerbatimError
from index.reading.source import SourceFile, find_sources
from index.store.article_texts import text_path
from index.store.local_store import LocalStore
from index.store.manifest import PENDING_FOLDER, holds_index
from index.store.sweeping import await_readers, sweep_unfinished
from index.store.traces import articles_with_traces
from index.store.writer import Writer
from index.store.writing import writing

WAIT_SECONDS = 60.0

N_NEAR = 3
MIN_NEARNESS = 60
"""How like an id must be to be named where none is met: rapidfuzz's weighted ratio, 0 to 100."""


@dataclass(frozen=True, slots=True)
class RemoveReport:
    """What was removed of an article.

    :param n_passages: its passages in the index.
    :param n_lines: its lines in the passage file.
    :param files: its files that are gone, in the order in which they went.
    """

    article_id: str
    n_passages: int
    n_lines: int
    files: tuple[Path, ...]


@dataclass(frozen=True, slots=True)
class _Article:
    """An article by its id, with the files that it was read from."""

    id: str
    originals: tuple[SourceFile, ...]


@dataclass(frozen=True, slots=True)
class _Places:
    """Where articles lie."""

    folder: Path
    passages_path: Path
    texts: Path
    articles: Path


def remove_article(
    article: str,
    *,
    folder: Path,
    passages_path: Path,
    texts: Path,
    articles: Path,
    keeps_original: bool = False,
    wait_seconds: float = WAIT_SECONDS,
    on_wait: Callable[[str], None] | None = None,
) -> RemoveReport:
    """Remove one article; see `remove_articles`."""
    (report,) = remove_articles(
        [article],
        folder=folder,
        passages_path=passages_path,
        texts=texts,
        articles=articles,
        keeps_original=keeps_original,
        wait_seconds=wait_seconds,
        on_wait=on_wait,
    )
    return report


def remove_articles(
    names: Sequence[str],
    *,
    folder: Path,
    passages_path: Path,
    texts: Path,
    articles: Path,
    keeps_original: bool = False,
    wait_seconds: float = WAIT_SECONDS,
    on_wait: Callable[[str], None] | None = None,
) -> tuple[RemoveReport, ...]:
    """Take the articles out of the answers, then their words out of every file; nothing is done where one is unknown.

    The order: the index stops answering with them; their lines go from the passage file; the index is written without
    them; their texts go; their originals go, metadata first; what readers of older states still held goes. Whatever
    moment a kill meets, an article that can still answer has its original still, and the same command run again finds
    it by what is left, and finishes. Until that, a build from the same files would put it in again. The writer lock of
    the index is held all the while.

    :param names: ids, or paths of originals; a file outside the folder of articles is one that was read by its name.
    :param folder: the index, which need not be there.
    :param passages_path: the passage file, which need not be there.
    :param texts: the folder of canonical texts.
    :param articles: the folder of originals.
    :param keeps_original: whether originals and their metadata stay where they are.
    :param wait_seconds: how long readers of older states of the index are waited for.
    :param on_wait: told once who is waited for, where somebody is.
    :raises ArticleError: where an article is nowhere, with the ids that come near; or a file of it cannot be removed.
    :raises PassageFileError: where the passage file cannot be read or written.
    :raises IndexFolderError: where another process is writing to the index, or it is damaged or of another format.
    :raises StillReadError: where a reader still holds an older state; all other files are rid of the articles then.
    """
    places = _Places(folder, passages_path, texts, articles)
    candidates = _candidates(names, articles)
    # Taking the index to write to it sweeps out what an earlier removal had to leave to its readers.
    indexed = articles_with_traces(folder, {article_id for ids in candidates.values() for article_id in ids})
    with _held_index(folder) as writer:
        found = _found(candidates, indexed, places, writer)
        ids = [article.id for article in found]
        n_lines = count_lines(passages_path, ids)
        n_passages = _n_passages(writer, ids)
        if writer is not None and any(n_passages.values()):
            writer.commit((), ids)
        replace_lines(passages_path, dict.fromkeys(ids, b""))
        generation = _purged(writer, folder, ids)
        files = {article.id: tuple(_dropped(article, places, keeps_original=keeps_original)) for article in found}
        for _ in drop_leftovers(passages_path, texts):
            pass
        if generation is not None:
            await_readers(folder, generation, wait_seconds, on_wait)
    return tuple(RemoveReport(id_, n_passages[id_], n_lines[id_], files[id_]) for id_ in ids)


@contextmanager
def _held_index(folder: Path) -> Iterator[Writer | None]:
    """The index held for writing; None where there is none, the folder, if there, being held all the same."""
    if holds_index(folder):
        with LocalStore(folder).writer() as writer:
            yield writer
    elif folder.exists():
        with writing(folder):
            yield None
    else:
        yield None


def _purged(writer: Writer | None, folder: Path, article_ids: Collection[str]) -> str | None:
    """Write the index so that nothing of the articles is in its newest state; its name, None where nothing was."""
    discard_all_pending(folder / PENDING_FOLDER)  # a build that was not finished may have been embedding them
    if not articles_with_traces(folder, article_ids):
        return None
    if writer is not None:
        return writer.commit((), (), purged=article_ids)
    sweep_unfinished(folder, None)  # a first build was killed: nothing refers to what it left
    return None


def _n_passages(writer: Writer | None, article_ids: Collection[str]) -> dict[str, int]:
    counts = dict.fromkeys(article_ids, 0)
    for article_id, article in writer.articles() if writer is not None else ():
        if article_id in counts:
            counts[article_id] = article.n_rows
    return counts


def _dropped(article: _Article, places: _Places, *, keeps_original: bool) -> Iterator[Path]:
    yield from drop_text(places.texts, article.id)
    if not keeps_original:
        yield from drop_originals(article.originals)


def _candidates(names: Sequence[str], articles: Path) -> dict[str, list[str]]:
    """What each name may be the id of: itself, and what it is the path of."""
    found = {}
    for name in names:
        of_path = id_of(Path(name), articles) if is_original(Path(name)) else None
        found[name] = [name] if of_path is None else [name, of_path]
    return found


def _found(
    candidates: Mapping[str, Sequence[str]], indexed: Collection[str], places: _Places, writer: Writer | None
) -> list[_Article]:
    """The article of each name, each article once."""
    known = _known({article_id for ids in candidates.values() for article_id in ids}, indexed, places)
    found: dict[str, _Article] = {}
    for name, ids in candidates.items():
        article_id = next((id_ for id_ in ids if id_ in known), None)
        if article_id is None:
            raise ArticleError(_unknown(name, places, writer))
        originals = known[article_id]
        if article_id != name:
            originals = _originals(Path(name), article_id, originals)
        found[article_id] = _Article(article_id, originals)
    return list(found.values())


def _known(
    article_ids: Collection[str], indexed: Collection[str], places: _Places
) -> dict[str, tuple[SourceFile, ...]]:
    """Those of the articles of which there is anything anywhere, with their originals below the folder of articles."""
    n_lines = count_lines(places.passages_path, article_ids)
    known = {}
    for article_id in article_ids:
        originals = tuple(originals_of(article_id, places.articles, places.texts))
        if originals or n_lines[article_id] or article_id in indexed or _has_text(places.texts, article_id):
            known[article_id] = originals
    return known


def _originals(path: Path, article_id: str, below: tuple[SourceFile, ...]) -> tuple[SourceFile, ...]:
    """The article's originals where it was named by the path of one."""
    if not path.is_file() or any(source.path.samefile(path) for source in below):
        return below
    if below:
        both = f"{below[0].path} and {path}"
        raise ArticleError(f"{both} would both be the article '{article_id}'; give the one, or rename the other")
    return (SourceFile(path, article_id),)


def _has_text(texts: Path, article_id: str) -> bool:
    try:
        return text_path(texts, article_id).is_file()
    except VerbatimError:
        return False  # no file can have its name


def _unknown(name: str, places: _Places, writer: Writer | None) -> str:
    ids = dict.fromkeys(article_id for article_id, _ in (writer.articles() if writer is not None else ()))
    ids |= dict.fromkeys(articles_of(places.passages_path))
    with suppress(OnrecordError):  # what hinders a reading does not hinder a hint
        ids |= dict.fromkeys(source.article_id for source in find_sources([places.articles], apart_from=places.texts))
    near = [f"'{id_}'" for id_, _, _ in process.extract(name, list(ids), limit=N_NEAR, score_cutoff=MIN_NEARNESS)]
    hint = f"; near it: {', '.join(near)}" if near else "; give its id or the path of its file"
    return f"no article '{name}' in {places.folder}, {places.passages_path} or {places.articles}{hint}"
