"""Opening an index folder: the one door to whichever engine is behind it."""

from collections.abc import Callable
from pathlib import Path
from typing import TypeVar

from index.embedding.model import file_sha256
from index.errors import IndexFolderError, ModelError
from index.passage import read_passages
from index.store.article_texts import TEXTS_FOLDER
from index.store.manifest import GENERATIONS_FOLDER, Manifest, read_manifest
from index.store.protocol import Snapshot

PASSAGES_FILE = "passages.jsonl"
VECTORS_FILE = "embeddings.faiss"
VIEW_STARTS_FILE = "view_starts.npy"
WORDS_FOLDER = "words"

Opened = TypeVar("Opened")


def open_store(folder: Path) -> Snapshot:
    """The store in the folder, each of its files checked against its hash.

    :raises IndexFolderError: where the folder is missing, foreign, of another format, or any file was altered.
    """
    return open_current(folder, open_generation)


def open_current(folder: Path, open_one: Callable[[Path, Manifest], Opened]) -> Opened:
    """What `open_one` makes of the folder's current generation.

    A build may switch to the next generation, and drop this one, while it is being opened: then the next is opened.
    """
    manifest = read_manifest(folder)
    try:
        return open_one(folder, manifest)
    except (IndexFolderError, ModelError):
        current = read_manifest(folder)
        if current.generation == manifest.generation:
            raise
        return open_one(folder, current)


def open_generation(folder: Path, manifest: Manifest) -> Snapshot:
    """The store of that generation.

    :raises IndexFolderError: where a file is missing or was altered.
    """
    from index.lexical.word_index import WordIndex
    from index.store.faiss_store import FaissStore, read_vectors, read_view_starts

    generation = folder / GENERATIONS_FOLDER / manifest.generation
    for name, sha256 in manifest.files.items():
        _check_file(generation / name, sha256)
    return FaissStore(
        manifest,
        read_passages(generation / PASSAGES_FILE),
        read_vectors(generation / VECTORS_FILE),
        read_view_starts(generation / VIEW_STARTS_FILE),
        WordIndex(generation / WORDS_FOLDER),
        generation / TEXTS_FOLDER,
    )


def _check_file(path: Path, sha256: str) -> None:
    if not path.is_file():
        raise IndexFolderError(f"{path} is missing; run 'onrecord index' to build the index anew")
    if file_sha256(path) != sha256:
        raise IndexFolderError(f"{path} was altered after the build; run 'onrecord index' to build the index anew")
