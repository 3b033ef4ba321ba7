"""Any sentence-transformers model as it is: what is exported from, and what answers where export is not possible."""

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING

import numpy as np

from index.embedding.encoder import EmbeddingMatrix
from index.embedding.model import ModelSource
from index.errors import ModelError

if TYPE_CHECKING:
    from sentence_transformers import SentenceTransformer


BATCH_SIZE = 8
"""Measured on the CPU: small batches of like length beat large ones."""


class TorchEncoder:
    """A sentence-transformers model on the CPU."""

    def __init__(self, model: "SentenceTransformer") -> None:
        """Wrap a loaded model."""
        self._model = model
        self._dim = len(self.embed_queries(["one"])[0])

    @property
    def dim(self) -> int:
        return self._dim

    def embed_passages(self, texts: Sequence[str], on_progress: Callable[[int], None] | None = None) -> EmbeddingMatrix:
        """float32, shape (n_texts, dim), in the texts' order, rows of unit length."""
        embeddings = np.empty((len(texts), self.dim), dtype=np.float32)
        # Texts of like length share a batch, so that little of it is padding.
        by_length = sorted(range(len(texts)), key=lambda place: -len(texts[place]))
        for start in range(0, len(texts), BATCH_SIZE):
            batch = by_length[start : start + BATCH_SIZE]
            embeddings[batch] = self._model.encode_document(
                [texts[place] for place in batch], normalize_embeddings=True, show_progress_bar=False
            )
            if on_progress:
                on_progress(len(batch))
        return embeddings

    def embed_queries(self, texts: Sequence[str]) -> EmbeddingMatrix:
        """float32, shape (n_texts, dim), in the texts' order, rows of unit length."""
        embeddings = self._model.encode_query(list(texts), normalize_embeddings=True, show_progress_bar=False)
        return np.asarray(embeddings, dtype=np.float32)

    def is_word(self, word: str) -> bool:
        """Whether the model's tokenizer knows the folded word in one piece."""
        # Of a model that only looks words up the tokenizer is not one of transformers: both have this method.
        return len(self._model.tokenizer.encode(word, add_special_tokens=False)) == 1


def load_sentence_transformer(source: ModelSource) -> "SentenceTransformer":
    """The model, loaded by sentence-transformers on the CPU, ready to infer.

    :raises ModelError: where there is no such model, or it cannot be loaded.
    """
    from sentence_transformers import SentenceTransformer
    from transformers.utils import logging as transformers_logging

    bars_were_on = transformers_logging.is_progress_bar_enabled()
    transformers_logging.disable_progress_bar()  # type: ignore[no-untyped-call]
    try:
        # A folder needs no other host; a name that the user set may be looked up.
        model = SentenceTransformer(
            str(source.folder or source.name), device="cpu", local_files_only=source.folder is not None
        )
    except Exception as error:  # sentence-transformers raises whatever its many loaders do
        reason = str(error).strip().splitlines()
        raise ModelError(
            f"the model '{source.name}' cannot be loaded ({reason[0] if reason else type(error).__name__}); "
            "give the folder of a sentence-transformers model, or a name that can be reached"
        ) from error
    finally:
        if bars_were_on:
            transformers_logging.enable_progress_bar()  # type: ignore[no-untyped-call]
    return model.eval()
