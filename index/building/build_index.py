"""passages.jsonl -> index folder: embed what is new, and switch to the new generation in one step."""

import shutil
from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

from index.building.articles import ArticleSource
from index.building.embedding import ArticleEmbedder, known_vectors, vectors_by_text
from index.embedding.bulk import Runtime, bulk_encoder
from index.embedding.encoder import Embedding
from index.embedding.load import make_encoder
from index.embedding.passage_progress import PassageProgress
from index.embedding.pending import PendingEmbeddings
from index.errors import IndexFolderError
from index.store.earlier_format import earlier_passages
from index.store.lease import lease_current
from index.store.manifest import ENCODERS_FOLDER, PENDING_FOLDER, holds_index, is_ours
from index.store.writer import Writer, rebuilder
from index.store.writing import writing

Progress = Callable[[int, int], None]
"""Told how many passages were embedded since the last call, and how many there are to embed in all."""

Scope = Literal["all", "some"]
"""Whether the file holds all articles, so that others are taken out, or some, so that others stay."""

MAX_REUSED = 50_000
"""Of so many articles that are taken out the vectors are looked at: one that is only renamed is not embedded again."""


@dataclass(frozen=True, slots=True)
class BuildReport:
    """What a build came to; `n_embedded` counts the passages with a text that the earlier index had no vector of.

    `n_passages` is the number of the index's passages, `damage` what of the earlier index could not be built on.
    """

    n_passages: int
    n_embedded: int
    n_not_checkable: int
    is_unchanged: bool
    n_removed_articles: int = 0
    damage: tuple[str, ...] = ()


def build_index(
    passages_path: Path,
    texts: Path,
    folder: Path,
    *,
    model: str | None = None,
    scope: Scope = "all",
    removed: Collection[str] = (),
    is_thorough: bool = False,
    runtime: Runtime = "onnx",
    on_progress: Progress | None = None,
) -> BuildReport:
    """Index the passages of a file in the folder; readers see the old index until the new one is whole.

    Articles are compared by the hash of their passages and text: what is as it was is not touched. A build that was
    killed goes on where it was, as far as embedding is concerned.

    :param texts: where the canonical texts lie; a passage without one can be indexed but not be checked.
    :param removed: ids of articles to take out where the file holds only some.
    :param is_thorough: whether every byte of the earlier index is checked before it is built on.
    :param runtime: what embeds.
    :raises PassageFileError: where the file is missing or malformed.
    :raises VerbatimError: where a passage is not the slice of its text that it claims to be.
    :raises IndexFolderError: where the folder holds something else, is being written to, or cannot be written; or where
        some articles are to be put in an index that is damaged, of another format or of another model.
    :raises ModelError: where the model cannot be found or loaded.
    """
    source = ArticleSource(passages_path, texts)
    if not is_ours(folder):
        raise IndexFolderError(f"{folder} holds something other than an index; choose another folder with --to")
    if not holds_index(folder):
        source.check(source.contents)  # before anything is written
    with writing(folder):
        return build_while_held(
            source,
            folder,
            model=model,
            scope=scope,
            removed=removed,
            is_thorough=is_thorough,
            runtime=runtime,
            on_progress=on_progress,
        )


def build_while_held(
    source: ArticleSource,
    folder: Path,
    *,
    model: str | None,
    scope: Scope = "all",
    removed: Collection[str] = (),
    is_thorough: bool = False,
    runtime: Runtime = "onnx",
    on_progress: Progress | None = None,
) -> BuildReport:
    """What `build_index` does, for a caller who holds the writer lock of the folder already."""
    encoder, record, encoder_folder = make_encoder(folder / ENCODERS_FOLDER, model)
    with rebuilder(folder, record, encoder_folder.name, is_thorough=is_thorough) as writer:
        if scope == "some":
            _check_can_be_added_to(folder, writer, record.name)
        changes = _changes(source, writer, removed if scope == "some" else None)
        source.check(changes.upserts)
        pending = PendingEmbeddings(folder / PENDING_FOLDER, record.sha256, record.dim)
        taken_over = (
            known_vectors(earlier_passages(folder, record.sha256))
            if writer.is_new
            else _vectors_of(changes.deletes, writer)
        )
        n_new = source.n_passages_of(changes.upserts)
        embedder = ArticleEmbedder(
            bulk_encoder(encoder_folder, runtime) if n_new else encoder,
            pending,
            lambda article_id: {**taken_over, **_known(article_id, writer)},
            PassageProgress(n_new, on_progress) if on_progress else None,
        )
        is_unchanged = not changes.upserts and not changes.deletes and writer.is_current
        if not is_unchanged:
            writer.commit(
                embedder.embedded(source.articles(changes.upserts)),
                changes.deletes,
                n_expected=n_new,
                ids_are_unique=scope == "all",
            )
        pending.discard()
        shutil.rmtree(folder / PENDING_FOLDER, ignore_errors=True)
        return BuildReport(
            writer.n_passages,
            embedder.n_embedded,
            sum(article.n_rows for _, article in writer.articles() if not article.has_text),
            is_unchanged,
            len(changes.deletes),
            writer.damage,
        )


def _check_can_be_added_to(folder: Path, writer: Writer, model: str) -> None:
    """Refuse an index that would lose articles if only some were put in."""
    if writer.damage:
        raise IndexFolderError(writer.damage[0])
    if writer.is_new and holds_index(folder):
        leased = lease_current(folder)  # says what is wrong, unless it is the model
        leased.lease.release()
        raise IndexFolderError(
            f"{folder} was built with the model '{leased.manifest.model}', not with '{model}'; "
            "run 'onrecord index' to build it anew"
        )


@dataclass(frozen=True, slots=True)
class _Changes:
    """The ids of the articles to put in and of those to take out."""

    upserts: tuple[str, ...]
    deletes: tuple[str, ...]


def _changes(source: ArticleSource, writer: Writer, removed: Collection[str] | None) -> _Changes:
    """What differs from the index; without `removed` all that the source does not have is to be taken out."""
    indexed = {article_id: article.content_sha256 for article_id, article in writer.articles()}
    upserts = tuple(id_ for id_, sha256 in source.contents.items() if indexed.get(id_) != sha256)
    deletes = (id_ for id_ in (indexed if removed is None else removed) if id_ not in source.contents)
    return _Changes(upserts, tuple(id_ for id_ in dict.fromkeys(deletes) if id_ in indexed))


def _known(article_id: str, writer: Writer) -> dict[str, Embedding]:
    """The vectors of what the index has of the article."""
    article = writer.article(article_id)
    return {} if article is None else vectors_by_text(article)


def _vectors_of(article_ids: tuple[str, ...], writer: Writer) -> Mapping[str, Embedding]:
    known: dict[str, Embedding] = {}
    for article_id in article_ids[:MAX_REUSED]:
        known.update(_known(article_id, writer))
    return known
