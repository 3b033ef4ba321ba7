"""What an index of the format before this one can give: its vectors, so that nothing need be embedded again."""

import json
import logging
from pathlib import Path
from typing import Any

import faiss
import numpy as np

from index.embedding.encoder import EmbeddingMatrix
from index.embedding.model import file_sha256
from index.errors import OnrecordError
from index.passage import Passage, read_passages
from index.store.manifest import GENERATIONS_FOLDER, MANIFEST_FILE, format_of

logger = logging.getLogger(__name__)

FORMAT = 2
PASSAGES_FILE = "passages.jsonl"
VECTORS_FILE = "embeddings.faiss"
VIEW_STARTS_FILE = "view_starts.npy"


def earlier_passages(folder: Path, model_sha256: str) -> list[tuple[Passage, EmbeddingMatrix]]:
    """The passages of a folder's index of format 2 with their vectors, if that model made them.

    Nothing where there is no such index, or it is damaged. Format 2 kept all passages in one JSON file, all vectors in
    one flat FAISS index, a passage's whole text first and then its sentences, and in an array where each passage's
    vectors begin.
    """
    if format_of(folder) != FORMAT:
        return []
    try:
        manifest = json.loads((folder / MANIFEST_FILE).read_text(encoding="utf-8"))
        if manifest["model_sha256"] != model_sha256:
            return []
        return _read(folder / GENERATIONS_FOLDER / manifest["generation"], manifest["files"])
    except (OSError, ValueError, KeyError, TypeError, RuntimeError, OnrecordError) as error:
        logger.warning("embedded anew: the index of format %s in %s cannot be read (%s)", FORMAT, folder, error)
        return []


def _read(generation: Path, files: dict[str, str]) -> list[tuple[Passage, EmbeddingMatrix]]:
    for name in (PASSAGES_FILE, VECTORS_FILE, VIEW_STARTS_FILE):
        if file_sha256(generation / name) != files[name]:
            raise ValueError(f"{name} was altered")
    flat: Any = faiss.read_index(str(generation / VECTORS_FILE))
    vectors = flat.reconstruct_n(0, flat.ntotal)
    starts = np.load(generation / VIEW_STARTS_FILE, allow_pickle=False).tolist()
    passages = read_passages(generation / PASSAGES_FILE)
    spans = zip(starts[:-1], starts[1:], strict=True)
    return [(passage, vectors[start:end]) for passage, (start, end) in zip(passages, spans, strict=True)]
