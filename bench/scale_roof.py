"""The roof of indexing: the model alone in ONNX Runtime, on texts that are in batches already."""

import json
from collections.abc import Sequence
from pathlib import Path
from time import perf_counter

import numpy as np
from tokenizers import Tokenizer

from index.cores import n_usable_cores
from index.embedding.exported_encoder import GRAPH_FILE, SETTINGS_FILE, TOKENIZER_FILE
from index.embedding.runtime import load_onnxruntime

BATCH_SIZES = (4, 8, 16, 32)
PART = 4
"""The best size is found on one text in so many."""


def roof(encoder: Path, texts: Sequence[str]) -> tuple[float, int]:
    """Texts a second at the best batch size, and that size; what tokenising takes is left out.

    :param encoder: the folder of an encoder of an index.
    """
    settings = json.loads((encoder / SETTINGS_FILE).read_text(encoding="utf-8"))
    tokenizer = Tokenizer.from_file(str(encoder / TOKENIZER_FILE))
    tokenizer.enable_truncation(settings["max_word_pieces"])
    tokenizer.enable_padding(pad_id=settings["pad_id"], pad_token=settings["pad_token"])
    onnxruntime = load_onnxruntime()
    options = onnxruntime.SessionOptions()
    options.intra_op_num_threads = n_usable_cores()
    session = onnxruntime.InferenceSession(str(encoder / GRAPH_FILE), options, providers=["CPUExecutionProvider"])

    def rate(some: Sequence[str], size: int) -> float:
        names = settings["input_names"]
        ordered = sorted(some, key=len)
        batches = [_columns(tokenizer, ordered[at : at + size], names) for at in range(0, len(ordered), size)]
        session.run(None, batches[0])
        begun = perf_counter()
        for batch in batches:
            session.run(None, batch)
        return len(ordered) / (perf_counter() - begun)

    best = max(BATCH_SIZES, key=lambda size: rate(texts[::PART], size))
    return rate(texts, best), best


def _columns(
    tokenizer: Tokenizer, texts: Sequence[str], names: Sequence[str]
) -> dict[str, np.ndarray[tuple[int, ...], np.dtype[np.int64]]]:
    encodings = tokenizer.encode_batch(list(texts))
    columns = {
        "input_ids": np.array([e.ids for e in encodings], dtype=np.int64),
        "attention_mask": np.array([e.attention_mask for e in encodings], dtype=np.int64),
        "token_type_ids": np.array([e.type_ids for e in encodings], dtype=np.int64),
    }
    return {name: columns[name] for name in names}
