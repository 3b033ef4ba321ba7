"""An encoder for large builds: OpenVINO, which computes an exported model in half precision where the processor can."""

from collections import deque
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

import numpy as np

from index.cores import n_usable_cores
from index.embedding.encoder import EmbeddingMatrix
from index.embedding.exported_encoder import GRAPH_FILE, Columns, ExportedEncoder
from index.embedding.runtime import load_openvino

MAX_BATCH_WORD_PIECES = 512
"""Measured on passages and their sentences: 256 and 1024 are slower."""

N_WAITING = 2
"""Batches handed over beyond those that are computed, so that no core waits for the next."""


class OpenVinoEncoder(ExportedEncoder):
    """A model exported to ONNX, computed by OpenVINO on the CPU: in bfloat16 where that is faster, else in float32.

    In bfloat16 a vector's cosine to that of `OnnxEncoder` is .9999 and more: less than what tells two passages apart,
    so that an index may hold vectors of both.

    One thread hands over all batches, and OpenVINO computes them on threads of its own: where two hand over their first
    ones at the same moment, version 2026.4 may wait for ever (5 of 30 starts on a busy machine).
    """

    def __init__(self, folder: Path) -> None:
        """Open the folder that `index.embedding.export` wrote.

        :raises ImportError: where OpenVINO is not installed.
        """
        n_cores = n_usable_cores()
        super().__init__(folder, max_batch_word_pieces=MAX_BATCH_WORD_PIECES)
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
        self._requests = [model.create_infer_request() for _ in range(n_cores + N_WAITING)]

    def _computed(self, batches: Iterable[Columns]) -> Iterator[EmbeddingMatrix]:
        idle, begun = deque(self._requests), deque[Any]()
        try:
            for columns in batches:
                if not idle:
                    yield _result(begun[0])
                    idle.append(begun.popleft())
                begun.append(idle.popleft())
                begun[-1].start_async(dict(columns))
            while begun:
                yield _result(begun[0])
                begun.popleft()
        finally:
            for request in begun:
                request.wait()


def _result(request: Any) -> EmbeddingMatrix:  # noqa: ANN401 - OpenVINO's own, which has no types
    request.wait()
    return np.array(request.get_output_tensor().data, dtype=np.float32)
