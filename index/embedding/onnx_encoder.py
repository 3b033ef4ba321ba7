"""The encoder that answers: ONNX Runtime and a tokenizer, with no torch in the process."""

from collections.abc import Iterable, Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import numpy as np

from index.cores import n_usable_cores
from index.embedding.encoder import EmbeddingMatrix
from index.embedding.exported_encoder import GRAPH_FILE, Columns, ExportedEncoder
from index.embedding.runtime import load_onnxruntime

MAX_BATCH_WORD_PIECES = 256
"""Measured on passages and their sentences: from 128 to 384 are alike, and a third faster than 8 texts on all cores."""


class OnnxEncoder(ExportedEncoder):
    """A model exported to ONNX, computed by ONNX Runtime on the CPU."""

    def __init__(self, folder: Path, *, for_many: bool = False) -> None:
        """Open the folder that `index.embedding.export` wrote.

        :param for_many: where thousands of texts come, each core computes batches of its own, so that none waits for
            another; where one comes, as a question does, all cores share it.
        """
        super().__init__(folder, max_batch_word_pieces=MAX_BATCH_WORD_PIECES)
        self._n_at_once = n_usable_cores() if for_many else 1
        onnxruntime = load_onnxruntime()
        options = onnxruntime.SessionOptions()
        # ONNX Runtime would count the cores that this process may not use, too.
        options.intra_op_num_threads = 1 if for_many else n_usable_cores()
        # A server waits far more than it computes: its threads must not spin while it does.
        options.add_session_config_entry("session.intra_op.allow_spinning", "0")
        self._session = onnxruntime.InferenceSession(
            str(folder / GRAPH_FILE), options, providers=["CPUExecutionProvider"]
        )

    def _computed(self, batches: Iterable[Columns]) -> Iterator[EmbeddingMatrix]:
        if self._n_at_once == 1:
            yield from map(self._run, batches)
            return
        with ThreadPoolExecutor(self._n_at_once) as executor:
            yield from executor.map(self._run, batches)

    def _run(self, columns: Columns) -> EmbeddingMatrix:
        (embeddings,) = self._session.run(None, dict(columns))
        return np.asarray(embeddings, dtype=np.float32)
