"""passages.jsonl -> index folder: embed what is new, and switch to the new generation in one step."""

import fcntl
import hashlib
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from index.embedding.encoder import Embedding, Encoder
from index.embedding.load import ModelRecord, make_encoder
from index.embedding.views import passage_views, with_passage_before
from index.errors import IndexFolderError, OnrecordError, VerbatimError
from index.passage import Passage, passage_line, read_passages
from index.store.article_texts import read_article_texts
from index.store.generation import PassageVectors, write_generation
from index.store.manifest import ENCODERS_FOLDER, LOCK_FILE, is_ours, read_manifest
from index.store.open import open_store
from index.verbatim import check_verbatim

Progress = Callable[[int, int], None]
"""Told how many texts were embedded since the last call, and how many there are to embed in all."""


@dataclass(frozen=True, slots=True)
class BuildReport:
    """What a build came to; `n_embedded` counts the passages with a text that the earlier index had no vector of."""

    n_passages: int
    n_embedded: int
    n_not_checkable: int
    is_unchanged: bool


@dataclass(frozen=True, slots=True)
class _EarlierBuild:
    """What the folder's index can give to the next one: vectors by the text embedded, of the same model."""

    content_sha256: str
    vectors: dict[str, Embedding]


def build_index(
    passages_path: Path, texts: Path, folder: Path, *, model: str | None = None, on_progress: Progress | None = None
) -> BuildReport:
    """Index the passages of a file in the folder; readers see the old index until the new one is whole.

    :param texts: where the canonical texts lie; a passage without one can be indexed but not be checked.
    :raises PassageFileError: where the file is missing or malformed.
    :raises VerbatimError: where a passage is not the slice of its text that it claims to be.
    :raises IndexFolderError: where the folder holds something else, is being written to, or cannot be written.
    :raises ModelError: where the model cannot be found or loaded.
    """
    passages = read_passages(passages_path)
    article_texts = read_article_texts(passages, texts)
    n_not_checkable = _check(passages, article_texts, passages_path)
    if not is_ours(folder):
        raise IndexFolderError(f"{folder} holds something other than an index; choose another folder with --to")
    try:
        with _writing(folder):
            n_embedded = _build_if_changed(passages, article_texts, folder, model, on_progress)
    except OSError as error:
        where = error.filename or folder
        raise IndexFolderError(
            f"{where} cannot be written ({error.strerror}); free it and run 'onrecord index' again"
        ) from error
    return BuildReport(len(passages), n_embedded or 0, n_not_checkable, n_embedded is None)


def _build_if_changed(
    passages: Sequence[Passage],
    article_texts: dict[str, str],
    folder: Path,
    model: str | None,
    on_progress: Progress | None,
) -> int | None:
    """How many texts were embedded, or None where the folder's index is what a build would give."""
    encoder, record, encoder_folder = make_encoder(folder / ENCODERS_FOLDER, model)
    content_sha256 = _content_sha256(passages, article_texts)
    earlier = _earlier_build(folder, record)
    if earlier is not None and earlier.content_sha256 == content_sha256:
        return None
    vectors, n_embedded = _vectors(passages, encoder, earlier.vectors if earlier else {}, on_progress)
    write_generation(
        folder,
        passages=passages,
        article_texts=article_texts,
        vectors=vectors,
        model=record,
        encoder=encoder_folder.name,
        content_sha256=content_sha256,
    )
    return n_embedded


def _check(passages: Sequence[Passage], article_texts: dict[str, str], passages_path: Path) -> int:
    """The number of passages that have no text to be held against."""
    report = check_verbatim(passages, article_texts)
    if report.breaches:
        more = f" (and {len(report.breaches) - 1} more)" if len(report.breaches) > 1 else ""
        raise VerbatimError(f"{passages_path}: {report.breaches[0]}{more}; run 'onrecord read' to write it anew")
    return len(report.not_checkable)


def _content_sha256(passages: Sequence[Passage], article_texts: dict[str, str]) -> str:
    digest = hashlib.sha256()
    for passage in passages:
        digest.update(passage_line(passage).encode("utf-8"))
    for article_id, text in article_texts.items():
        digest.update(f"{article_id}\0{text}\0".encode())
    return digest.hexdigest()


def _earlier_build(folder: Path, record: ModelRecord) -> _EarlierBuild | None:
    """The folder's index, or None where there is none, another model made it, or it is damaged."""
    try:
        manifest = read_manifest(folder)
        if manifest.model_sha256 != record.sha256:
            return None
        snapshot = open_store(folder)
    except OnrecordError:
        return None
    known = {
        text: vector
        for row, views in enumerate(_views(snapshot.passages))
        for text, vector in zip(views, snapshot.embeddings_of(row), strict=True)
    }
    return _EarlierBuild(manifest.content_sha256, known)


def _vectors(
    passages: Sequence[Passage], encoder: Encoder, known: dict[str, Embedding], on_progress: Progress | None
) -> tuple[PassageVectors, int]:
    """The vectors of all views, and how many passages had a view that was not known."""
    views = _views(passages)
    new = list(dict.fromkeys(text for texts in views for text in texts if text not in known))
    n_with_new = sum(any(text not in known for text in texts) for texts in views)
    report = (lambda n_done: on_progress(n_done, len(new))) if on_progress else None
    embedded = dict(zip(new, encoder.embed_passages(new, report), strict=True)) if new else {}
    rows = [embedded[text] if text in embedded else known[text] for texts in views for text in texts]
    return PassageVectors(np.stack(rows).astype(np.float32), [len(texts) for texts in views]), n_with_new


def _views(passages: Sequence[Passage]) -> list[tuple[str, ...]]:
    return [passage_views(passage, before) for passage, before in with_passage_before(passages)]


@contextmanager
def _writing(folder: Path) -> Iterator[None]:
    """Hold the folder's writer lock; it falls with the process, however that ends.

    :raises IndexFolderError: where another build holds it.
    """
    folder.mkdir(parents=True, exist_ok=True)
    with (folder / LOCK_FILE).open("w") as lock:
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError as error:
            raise IndexFolderError(f"another build is writing to {folder}; wait for it to end") from error
        yield
