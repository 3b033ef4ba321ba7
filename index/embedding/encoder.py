"""What turns texts into embeddings."""

from collections.abc import Callable, Sequence
from typing import Protocol

import numpy as np
from numpy.typing import NDArray

Embedding = NDArray[np.float32]
"""One vector, shape (dim,), unit length."""

EmbeddingMatrix = NDArray[np.float32]
"""One row a text, shape (n_texts, dim), rows of unit length."""


class Encoder(Protocol):
    """A model: the same text gives the same vector, whatever else is embedded beside it."""

    @property
    def dim(self) -> int:
        """The embeddings' dimension."""

    def embed_passages(self, texts: Sequence[str], on_progress: Callable[[int], None] | None = None) -> EmbeddingMatrix:
        """float32, shape (n_texts, dim), in the texts' order, rows of unit length.

        `on_progress` is told the number of texts done since it was last called.
        """

    def embed_queries(self, texts: Sequence[str]) -> EmbeddingMatrix:
        """The same for questions: some models embed a question otherwise than a passage."""

    def is_word(self, word: str) -> bool:
        """Whether the model's tokenizer knows the folded word in one piece: then it is hardly misspelt."""
