"""The encoder that answers: ONNX Runtime and a tokenizer, with no torch in the process."""

import json
from collections.abc import Callable, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path

import numpy as np
from tokenizers import Tokenizer

from index.cores import n_usable_cores
from index.embedding.encoder import BATCH_SIZE, EmbeddingMatrix
from index.embedding.runtime import load_onnxruntime

GRAPH_FILE = "model.onnx"
TOKENIZER_FILE = "tokenizer.json"
SETTINGS_FILE = "encoder.json"


@dataclass(frozen=True, slots=True)
class OnnxSettings:
    """What the graph does not say of how the model is to be fed."""

    dim: int
    max_word_pieces: int
    pad_id: int
    pad_token: str
    input_names: tuple[str, ...]
    query_prompt: str = ""
    passage_prompt: str = ""


class OnnxEncoder:
    """A model exported to ONNX, its pooling and normalisation in the graph."""

    def __init__(self, folder: Path) -> None:
        """Open the folder that `index.embedding.export` wrote."""
        record = json.loads((folder / SETTINGS_FILE).read_text(encoding="utf-8"))
        self._settings = OnnxSettings(**{**record, "input_names": tuple(record["input_names"])})
        self._tokenizer = Tokenizer.from_file(str(folder / TOKENIZER_FILE))
        self._tokenizer.enable_truncation(self._settings.max_word_pieces)
        self._tokenizer.enable_padding(pad_id=self._settings.pad_id, pad_token=self._settings.pad_token)
        onnxruntime = load_onnxruntime()
        options = onnxruntime.SessionOptions()
        # ONNX Runtime would count the cores that this process may not use, too.
        options.intra_op_num_threads = n_usable_cores()
        # A server waits far more than it computes: its threads must not spin while it does.
        options.add_session_config_entry("session.intra_op.allow_spinning", "0")
        self._session = onnxruntime.InferenceSession(
            str(folder / GRAPH_FILE), options, providers=["CPUExecutionProvider"]
        )

    @property
    def dim(self) -> int:
        return self._settings.dim

    def embed_passages(self, texts: Sequence[str], on_progress: Callable[[int], None] | None = None) -> EmbeddingMatrix:
        """float32, shape (n_texts, dim), in the texts' order, rows of unit length."""
        return self._embed([self._settings.passage_prompt + text for text in texts], on_progress)

    def embed_queries(self, texts: Sequence[str]) -> EmbeddingMatrix:
        """float32, shape (n_texts, dim), in the texts' order, rows of unit length."""
        return self._embed([self._settings.query_prompt + text for text in texts], None)

    def is_word(self, word: str) -> bool:
        """Whether the model's tokenizer knows the folded word in one piece."""
        return len(self._tokenizer.encode(word, add_special_tokens=False).tokens) == 1

    def _embed(self, texts: Sequence[str], on_progress: Callable[[int], None] | None) -> EmbeddingMatrix:
        embeddings = np.empty((len(texts), self.dim), dtype=np.float32)
        # Texts of like length share a batch, so that little of it is padding.
        by_length = sorted(range(len(texts)), key=lambda i: len(texts[i]))
        for start in range(0, len(by_length), BATCH_SIZE):
            rows = by_length[start : start + BATCH_SIZE]
            embeddings[rows] = self._embed_batch([texts[i] for i in rows])
            if on_progress:
                on_progress(len(rows))
        return embeddings

    def _embed_batch(self, texts: Sequence[str]) -> EmbeddingMatrix:
        encodings = self._tokenizer.encode_batch(list(texts))
        columns = {
            "input_ids": np.array([e.ids for e in encodings], dtype=np.int64),
            "attention_mask": np.array([e.attention_mask for e in encodings], dtype=np.int64),
            "token_type_ids": np.array([e.type_ids for e in encodings], dtype=np.int64),
        }
        (embeddings,) = self._session.run(None, {name: columns[name] for name in self._settings.input_names})
        return np.asarray(embeddings, dtype=np.float32)


def settings_json(settings: OnnxSettings) -> str:
    """The settings as the text of their file."""
    return json.dumps(asdict(settings), indent=2, ensure_ascii=False) + "\n"
