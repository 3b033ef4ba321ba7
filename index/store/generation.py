"""A generation: all files of one state of the index, written first and switched to last."""

import secrets
import shutil
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

import numpy as np

from index.embedding.encoder import EmbeddingMatrix
from index.embedding.load import ModelRecord
from index.embedding.model import file_sha256
from index.embedding.views import with_passage_before
from index.files import sync_folder
from index.passage import Passage, write_passages
from index.store.article_texts import TEXTS_FOLDER, write_article_text
from index.store.manifest import ENCODERS_FOLDER, FORMAT_VERSION, GENERATIONS_FOLDER, Manifest, write_manifest
from index.store.open import PASSAGES_FILE, VECTORS_FILE, VIEW_STARTS_FILE, WORDS_FOLDER


@dataclass(frozen=True, slots=True)
class PassageVectors:
    """The embeddings of all passages' views, a row each, and how many views each passage has, in order."""

    embeddings: EmbeddingMatrix
    n_views: Sequence[int]


def write_generation(
    folder: Path,
    *,
    passages: Sequence[Passage],
    article_texts: Mapping[str, str],
    vectors: PassageVectors,
    model: ModelRecord,
    encoder: str,
    content_sha256: str,
) -> None:
    """Write the files of a new generation, point the manifest at it in one step, then drop what it replaced.

    :param encoder: the name of the encoder's folder.
    :param content_sha256: the hash of what the generation was built from.
    """
    built = datetime.now(UTC)
    name = f"{built:%Y%m%dT%H%M%SZ}-{secrets.token_hex(4)}"
    generation = folder / GENERATIONS_FOLDER / name
    try:
        _write_files(generation, passages, article_texts, vectors)
    except BaseException:
        shutil.rmtree(generation, ignore_errors=True)
        raise
    # From here on the manifest may name the generation, so that whatever goes wrong must not remove it.
    manifest = Manifest(
        format=FORMAT_VERSION,
        generation=name,
        built=built.isoformat(timespec="seconds"),
        model=model.name,
        model_sha256=model.sha256,
        encoder=encoder,
        dim=model.dim,
        n_passages=len(passages),
        n_articles=len({passage.article.id for passage in passages}),
        content_sha256=content_sha256,
        files=_file_hashes(generation),
    )
    write_manifest(manifest, folder)
    _keep_only(folder / GENERATIONS_FOLDER, name)
    _keep_only(folder / ENCODERS_FOLDER, encoder)


def _write_files(
    generation: Path, passages: Sequence[Passage], article_texts: Mapping[str, str], vectors: PassageVectors
) -> None:
    from index.lexical.fields import passage_fields
    from index.lexical.word_index import build_word_index
    from index.store.faiss_store import build_vectors, write_vectors, write_view_starts

    generation.mkdir(parents=True)
    write_passages(passages, generation / PASSAGES_FILE)
    write_vectors(build_vectors(vectors.embeddings), generation / VECTORS_FILE)
    write_view_starts(np.cumsum([0, *vectors.n_views]), generation / VIEW_STARTS_FILE)
    fields = (passage_fields(passage, before) for passage, before in with_passage_before(passages))
    build_word_index(fields, generation / WORDS_FOLDER)
    for article_id, text in article_texts.items():
        write_article_text(generation / TEXTS_FOLDER, article_id, text)
    sync_folder(generation.parent)


def _file_hashes(generation: Path) -> dict[str, str]:
    """The hash of each file of the generation, the articles' texts included, by its path below it."""
    files = sorted(path for path in generation.rglob("*") if path.is_file())
    return {path.relative_to(generation).as_posix(): file_sha256(path) for path in files}


def _keep_only(folder: Path, name: str) -> None:
    for entry in folder.iterdir():
        if entry.name != name:
            shutil.rmtree(entry, ignore_errors=True)
