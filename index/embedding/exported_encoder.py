"""A model exported to ONNX, whatever computes it: its tokenizer, and batches of its texts."""

import json
from abc import ABC, abstractmethod
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray
from tokenizers import Encoding, Tokenizer

from index.embedding.batches import batches_by_length
from index.embedding.encoder import EmbeddingMatrix

GRAPH_FILE = "model.onnx"
TOKENIZER_FILE = "tokenizer.json"
SETTINGS_FILE = "encoder.json"

TEXTS_AT_ONCE = 4096
"""How many texts are cut into word pieces and sorted together: enough that hardly any of a batch is padding."""

Columns = Mapping[str, NDArray[np.int64]]
"""What a graph is fed: for each of its inputs a matrix, a row a text, padded to the longest of them."""


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


class ExportedEncoder(ABC):
    """The folder that `index.embedding.export` wrote, its pooling and normalisation in the graph.

    What computes the batches says how, and how many at the same time: `_computed`.
    """

    def __init__(self, folder: Path, *, max_batch_word_pieces: int) -> None:
        """Read what the folder says of the model; the graph is for those that compute it."""
        self._settings = read_settings(folder)
        self._tokenizer = Tokenizer.from_file(str(folder / TOKENIZER_FILE))
        self._tokenizer.enable_truncation(self._settings.max_word_pieces)
        self._tokenizer.no_padding()
        self._max_batch_word_pieces = max_batch_word_pieces

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

    @abstractmethod
    def _computed(self, batches: Iterable[Columns]) -> Iterator[EmbeddingMatrix]:
        """The embeddings of each batch, shape (n_texts, dim), in the batches' order."""

    def _embed(self, texts: Sequence[str], on_progress: Callable[[int], None] | None) -> EmbeddingMatrix:
        embeddings = np.empty((len(texts), self.dim), dtype=np.float32)
        for start in range(0, len(texts), TEXTS_AT_ONCE):
            encodings = self._tokenizer.encode_batch(list(texts[start : start + TEXTS_AT_ONCE]))
            batches = batches_by_length([len(encoding) for encoding in encodings], self._max_batch_word_pieces)
            columns = (self._columns([encodings[place] for place in batch]) for batch in batches)
            for batch, computed in zip(batches, self._computed(columns), strict=True):
                embeddings[[start + place for place in batch]] = computed
                if on_progress:
                    on_progress(len(batch))
        return embeddings

    def _columns(self, encodings: Sequence[Encoding]) -> Columns:
        width = max(map(len, encodings))
        for encoding in encodings:
            encoding.pad(width, pad_id=self._settings.pad_id, pad_token=self._settings.pad_token)
        columns = {
            "input_ids": [encoding.ids for encoding in encodings],
            "attention_mask": [encoding.attention_mask for encoding in encodings],
            "token_type_ids": [encoding.type_ids for encoding in encodings],
        }
        return {name: np.array(columns[name], dtype=np.int64) for name in self._settings.input_names}


def read_settings(folder: Path) -> OnnxSettings:
    """What the folder says of how its graph is to be fed."""
    record = json.loads((folder / SETTINGS_FILE).read_text(encoding="utf-8"))
    return OnnxSettings(**{**record, "input_names": tuple(record["input_names"])})


def settings_json(settings: OnnxSettings) -> str:
    """The settings as the text of their file."""
    return json.dumps(asdict(settings), indent=2, ensure_ascii=False) + "\n"
