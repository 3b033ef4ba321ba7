"""One peer of bench/indexing.py in a process of its own: a line of texts in, a line with the seconds it took out.

It runs in the peer's own interpreter, so it imports nothing of onrecord until onrecord is what it measures.
"""

import json
import sys
from collections.abc import Callable, Sequence
from pathlib import Path
from time import perf_counter

Index = Callable[[Sequence[str]], object]
"""Embeds the texts, one vector each, and puts them in a new index that can be searched."""


def onrecord(runtime: str, encoder_folder: str) -> Index:
    """What a build does with its texts, and the vectors in FAISS."""
    import faiss

    from index.embedding.bulk import bulk_encoder
    from index.embedding.pending import embed_resumably

    encoder = bulk_encoder(Path(encoder_folder), "openvino" if runtime == "openvino" else "onnx")

    def index(texts: Sequence[str]) -> object:
        vectors = faiss.IndexFlatIP(encoder.dim)
        vectors.add(embed_resumably(texts, encoder, None))
        return vectors

    return index


def sentence_transformers(model_folder: str) -> Index:
    """What a few lines of sentence-transformers and FAISS do, with their own settings."""
    import faiss
    from sentence_transformers import SentenceTransformer

    model = SentenceTransformer(model_folder, device="cpu", local_files_only=True)

    def index(texts: Sequence[str]) -> object:
        embeddings = model.encode(list(texts), normalize_embeddings=True, show_progress_bar=False)
        vectors = faiss.IndexFlatIP(embeddings.shape[1])
        vectors.add(embeddings)
        return vectors

    return index


def txtai(model_folder: str) -> Index:
    """Txtai's vector index with its own settings, on the CPU; its word index and its copies of the texts are off."""
    from txtai import Embeddings

    def index(texts: Sequence[str]) -> object:
        embeddings.index([(number, text, None) for number, text in enumerate(texts)])
        return embeddings

    embeddings = Embeddings({"path": model_folder, "method": "sentence-transformers", "gpu": False, "content": False})
    return index


def multiplication(word_pieces: str) -> Index:
    """The roof: the model's products and nothing else, each core its own, over and over for some tenths of a second.

    The seconds are those of 100 billion operations.
    """
    import os
    from concurrent.futures import ThreadPoolExecutor

    import numpy as np
    import onnx

    from index.embedding.runtime import load_onnxruntime

    rows, (wide, narrow) = int(word_pieces), (1536, 384)
    numbers = np.random.default_rng(1)
    graph = onnx.helper.make_graph(
        [onnx.helper.make_node("MatMul", ["a", "b"], ["c"])],
        "product",
        [onnx.helper.make_tensor_value_info("a", onnx.TensorProto.FLOAT, [rows, narrow])],
        [onnx.helper.make_tensor_value_info("c", onnx.TensorProto.FLOAT, [rows, wide])],
        [onnx.numpy_helper.from_array(numbers.random((narrow, wide), dtype=np.float32), "b")],
    )
    model = onnx.helper.make_model(graph, opset_imports=[onnx.helper.make_opsetid("", 17)], ir_version=9)
    runtime = load_onnxruntime()
    options = runtime.SessionOptions()
    options.intra_op_num_threads = 1
    session = runtime.InferenceSession(model.SerializeToString(), options, providers=["CPUExecutionProvider"])
    left = numbers.random((rows, narrow), dtype=np.float32)
    n_products = round(100e9 / (2 * rows * narrow * wide))

    def index(texts: Sequence[str]) -> object:
        with ThreadPoolExecutor(len(os.sched_getaffinity(0))) as executor:
            return len(list(executor.map(lambda _: session.run(None, {"a": left}), range(n_products))))

    return index


PEERS: dict[str, Callable[..., Index]] = {
    "onrecord": onrecord,
    "sentence-transformers": sentence_transformers,
    "txtai": txtai,
    "multiplication": multiplication,
}


def main() -> None:
    """Answer each line on stdin, a JSON list of texts, with the seconds on stdout."""
    answers, sys.stdout = sys.stdout, sys.stderr  # what a library prints is no answer
    index = PEERS[sys.argv[1]](*sys.argv[2:])
    for line in sys.stdin:
        texts = json.loads(line)
        start = perf_counter()
        index(texts)
        answers.write(f"{perf_counter() - start}\n")
        answers.flush()


if __name__ == "__main__":
    main()
