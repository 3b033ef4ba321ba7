"""A model that reads question and passage together: slower than comparing embeddings, and a better judge."""

from collections.abc import Sequence
from typing import TYPE_CHECKING, Protocol

import numpy as np
from numpy.typing import NDArray

from index.embedding.model import ModelSource, find_model
from index.errors import ModelError

if TYPE_CHECKING:
    from sentence_transformers import CrossEncoder


class Reranker(Protocol):
    """A judge of how well texts answer a query: the same pair gets the same score, whatever is judged beside it."""

    def score(self, query: str, texts: Sequence[str]) -> NDArray[np.float32]:
        """float32, shape (n_texts,), in the texts' order, finite; higher is better."""


class TorchCrossEncoder:
    """A sentence-transformers cross-encoder of one label, on the CPU."""

    def __init__(self, model: "CrossEncoder", name: str) -> None:
        """Wrap a loaded model; the name is for messages."""
        self._model = model
        self._name = name

    def score(self, query: str, texts: Sequence[str]) -> NDArray[np.float32]:
        """float32, shape (n_texts,), in the texts' order, finite; higher is better: what the model gives, unsquashed.

        :raises ModelError: where the model gives something that is no number.
        """
        if not texts:
            return np.empty(0, dtype=np.float32)
        # One pair at a time: beside a longer one, a pair's score would differ in its last digits.
        predicted = self._model.predict([(query, text) for text in texts], batch_size=1, show_progress_bar=False)
        scores = np.asarray(predicted, dtype=np.float32)
        if not np.isfinite(scores).all():
            raise ModelError(f"the cross-encoder '{self._name}' gives scores that are no numbers; choose another one")
        return scores


def open_cross_encoder(name: str) -> Reranker:
    """The cross-encoder in that folder, or of that name, loaded by sentence-transformers on the CPU.

    :raises ModelError: where there is none, or it cannot be loaded, is no cross-encoder, or has more than one label.
    """
    model = _load(find_model(name))
    if not _has_trained_head(model):
        raise ModelError(
            f"the model '{name}' is no cross-encoder: nothing in it gives a score; "
            "give the folder or the name of a cross-encoder"
        )
    if model.num_labels != 1:
        raise ModelError(
            f"the cross-encoder '{name}' gives {model.num_labels} labels a pair; choose one that gives a single score"
        )
    return TorchCrossEncoder(model, name)


def _load(source: ModelSource) -> "CrossEncoder":
    import torch
    from sentence_transformers import CrossEncoder
    from transformers.utils import logging as transformers_logging

    verbosity = transformers_logging.get_verbosity()
    bars_were_on = transformers_logging.is_progress_bar_enabled()
    transformers_logging.set_verbosity_error()  # type: ignore[no-untyped-call]
    transformers_logging.disable_progress_bar()  # type: ignore[no-untyped-call]
    try:
        model: CrossEncoder = CrossEncoder(
            str(source.folder or source.name),
            device="cpu",
            # A folder needs no other host; a name that the user set may be looked up.
            local_files_only=source.folder is not None,
            # A sigmoid would keep the order but make equals of all that are sure.
            activation_fn=torch.nn.Identity(),
        )
    except Exception as error:  # sentence-transformers raises whatever its many loaders do
        reason = str(error).strip().splitlines()
        raise ModelError(
            f"the cross-encoder '{source.name}' cannot be loaded ({reason[0] if reason else type(error).__name__}); "
            "give the folder of a sentence-transformers cross-encoder, or a name that can be reached"
        ) from error
    finally:
        transformers_logging.set_verbosity(verbosity)
        if bars_were_on:
            transformers_logging.enable_progress_bar()  # type: ignore[no-untyped-call]
    model.eval()
    return model


def _has_trained_head(model: "CrossEncoder") -> bool:
    """Whether the scores come from weights that were loaded.

    A model without a head for scores is given one of random weights by sentence-transformers, which then is its only
    module; a head of modules of its own comes with the model.
    """
    architectures: list[str] = getattr(model.config, "architectures", None) or []
    return len(model) > 1 or any(name.endswith("ForSequenceClassification") for name in architectures)
