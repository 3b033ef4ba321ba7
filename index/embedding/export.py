"""A sentence-transformers model turned into an ONNX graph, and the proof that the two agree."""

import warnings
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np

from index.embedding.exported_encoder import (
    GRAPH_FILE,
    SETTINGS_FILE,
    TOKENIZER_FILE,
    OnnxSettings,
    settings_json,
)
from index.embedding.onnx_encoder import OnnxEncoder
from index.embedding.torch_encoder import TorchEncoder
from index.errors import ModelError

if TYPE_CHECKING:
    from sentence_transformers import SentenceTransformer

MAX_DIFFERENCE = 1e-5
"""Largest difference of one number of an embedding; the default model's export comes within 2e-7."""

PROBES = (
    "Yes.",
    "Who said the harbour would be closed?",
    "“We shall reopen the ferry line in spring,” said the mayor of Östervik, “whatever it costs.”",
    "The council met on Tuesday. " * 80,
    "CAFÉ naïve — 12,5 % ½ ﬁ\tأهلا 東京 🙂",
)
"""Short and long, over the length limit too, with upper case and letters of many scripts."""

WEIGHTS_FILE = "model.onnx.data"
SMALL_WEIGHT_BYTES = 1024
"""What is no larger stays in the graph."""

_INPUTS = ("input_ids", "attention_mask", "token_type_ids")


def export_model(model: "SentenceTransformer", folder: Path) -> OnnxEncoder:
    """The encoder read back from the graph that was written to the folder.

    :raises ModelError: where the model has no ONNX form that gives the same embeddings.
    """
    try:
        settings = _settings_of(model)
        _write_graph(model, settings, folder / GRAPH_FILE)
        model.tokenizer.backend_tokenizer.save(str(folder / TOKENIZER_FILE))
        (folder / SETTINGS_FILE).write_text(settings_json(settings), encoding="utf-8")
        encoder = OnnxEncoder(folder)
        difference = largest_difference(encoder, TorchEncoder(model))
    except Exception as error:  # the exporter raises whatever the model's own code does
        raise ModelError(f"the model has no ONNX form ({type(error).__name__}: {error})") from error
    if not difference < MAX_DIFFERENCE:
        raise ModelError(f"the model's ONNX form differs from it by {difference:.1e}, more than {MAX_DIFFERENCE:.0e}")
    return encoder


def largest_difference(first: OnnxEncoder, second: TorchEncoder) -> float:
    """The largest difference between two encoders' numbers, over the probes as passages and as queries."""
    return max(
        float(np.abs(first.embed_passages(PROBES) - second.embed_passages(PROBES)).max()),
        float(np.abs(first.embed_queries(PROBES) - second.embed_queries(PROBES)).max()),
    )


def _settings_of(model: "SentenceTransformer") -> OnnxSettings:
    prompts = model.prompts or {}
    default_prompt = prompts.get(model.default_prompt_name or "") or ""
    tokenizer = model.tokenizer
    features = model.preprocess(["one"])
    return OnnxSettings(
        dim=len(model.encode_query("one")),
        max_word_pieces=int(model.max_seq_length or 512),
        pad_id=int(tokenizer.pad_token_id),
        pad_token=str(tokenizer.pad_token),
        input_names=tuple(name for name in _INPUTS if name in features),
        query_prompt=prompts.get("query") or default_prompt,
        passage_prompt=prompts.get("document") or default_prompt,
    )


def _write_graph(model: "SentenceTransformer", settings: OnnxSettings, path: Path) -> None:
    import torch

    class SentenceEmbedding(torch.nn.Module):
        """The whole model as one function of the tokenizer's columns."""

        def __init__(self) -> None:
            super().__init__()
            self.model = model

        def forward(self, *columns: torch.Tensor) -> torch.Tensor:
            features: dict[str, Any] = dict(zip(settings.input_names, columns, strict=True))
            embedding: torch.Tensor = self.model(features)["sentence_embedding"]
            return torch.nn.functional.normalize(embedding, p=2.0, dim=1)

    features = model.preprocess(["one two three", "four"])
    axes = {name: {0: "batch", 1: "length"} for name in settings.input_names}
    with warnings.catch_warnings(), torch.no_grad(), _plain_attention(model):
        warnings.simplefilter("ignore")  # the tracer warns of shape checks in transformers; the probes are the proof
        torch.onnx.export(
            SentenceEmbedding().eval(),
            tuple(features[name] for name in settings.input_names),
            str(path),
            dynamo=False,  # the other exporter needs a package more and gives the same graph
            input_names=list(settings.input_names),
            output_names=["embedding"],
            dynamic_axes={**axes, "embedding": {0: "batch"}},
        )
    _move_weights_beside(path)


@contextmanager
def _plain_attention(model: "SentenceTransformer") -> Iterator[None]:
    """The model with attention as plain products, not torch's fused function.

    Exported, that function guards each layer against rows that are masked throughout; without these guards the graph
    is computed 7 to 20 % faster, and an embedding differs by 2e-7.
    """
    from transformers import PreTrainedModel

    changed = {part: part.config._attn_implementation for part in model.modules() if isinstance(part, PreTrainedModel)}
    for part in changed:
        part.set_attn_implementation("eager")
    try:
        yield
    finally:
        for part, earlier in changed.items():
            part.set_attn_implementation(earlier)


def _move_weights_beside(path: Path) -> None:
    """Put the graph's weights in a file of their own, which is mapped when the graph is opened: nothing is copied."""
    import onnx

    graph = onnx.load(str(path))
    onnx.save_model(
        graph, str(path), save_as_external_data=True, location=WEIGHTS_FILE, size_threshold=SMALL_WEIGHT_BYTES
    )
    (path.parent / WEIGHTS_FILE).chmod(0o644)  # onnx keeps it from all others
