"""An encoder for large builds: OpenVINO, which computes an exported model in half precision where the processor can."""

from pathlib import Path
from queue import SimpleQueue
from typing import Any

import numpy as np

from index.cores import n_usable_cores
from index.embedding.encoder import EmbeddingMatrix
from index.embedding.exported_encoder import GRAPH_FILE, Columns, ExportedEncoder
from index.embedding.runtime import load_openvino

MAX_BATCH_WORD_PIECES = 512
"""Measured on passages and their sentences: 256 and 1024 are slower."""


class OpenVinoEncoder(ExportedEncoder):
    """A model exported to ONNX, computed by OpenVINO on the CPU: in bfloat16 where that is faster, else in float32.

    In bfloat16 a vector's cosine to that of `OnnxEncoder` is .9999 and more: less than what tells two passages apart,
    so that an index may hold vectors of both.
    """

    def __init__(self, folder: Path) -> None:
        """Open the folder that `index.embedding.export` wrote.

        :raises ImportError: where OpenVINO is not installed.
        """
        n_cores = n_usable_cores()
        super().__init__(folder, n_at_once=n_cores, max_batch_word_pieces=MAX_BATCH_WORD_PIECES)
        openvino = load_openvino()
        core = openvino.Core()
        has_bfloat16 = "BF16" in core.get_property("CPU", "OPTIMIZATION_CAPABILITIES")
        model = core.compile_model(
            str(folder / GRAPH_FILE),
            "CPU",
            {
                "INFERENCE_PRECISION_HINT": "bf16" if has_bfloat16 else "f32",
                "INFERENCE_NUM_THREADS": n_cores,
                "NUM_STREAMS": str(n_cores),
            },
        )
        self._idle: SimpleQueue[Any] = SimpleQueue()
        for _ in range(n_cores):
            self._idle.put(model.create_infer_request())

    def _run(self, columns: Columns) -> EmbeddingMatrix:
        request = self._idle.get()
        try:
            return np.asarray(request.infer(dict(columns))[0], dtype=np.float32)
        finally:
            self._idle.put(request)
