"""Encoders for many texts against the one that answers."""

import os
import subprocess
import sys
import threading
from pathlib import Path

import numpy as np
import pytest

from index.embedding.bulk import bulk_encoder
from index.embedding.export import PROBES
from index.embedding.load import make_encoder, open_encoder
from index.embedding.openvino_encoder import OpenVinoEncoder
from index.embedding.torch_encoder import TorchEncoder
from index.errors import ModelError
from tests.models import write_topic_model

TEXTS = (
    *PROBES,
    "The mayor of Tarnholm said that the harbour would stay closed until the spring.",
    "“We have no money for a bridge,” the minister told reporters on Tuesday.",
    "Sanctions hit the bank's foreign accounts, according to its chairman.",
    "Rain is expected in the north all week; the roads may flood.",
    "The orchestra's new conductor will begin with a symphony by Sibelius.",
)
QUESTIONS = (
    "Who spoke about the closed harbour?",
    "Why is no bridge built?",
    "What did the chairman say of sanctions?",
    "Will it rain?",
    "What does the orchestra play?",
)


@pytest.fixture(scope="module")
def folder(default_encoders: Path) -> Path:
    (found,) = default_encoders.iterdir()
    return found


def test_batches_computed_side_by_side_give_what_one_at_a_time_gives(folder: Path) -> None:
    told: list[int] = []
    many = bulk_encoder(folder, "onnx").embed_passages(TEXTS * 20, told.append)
    assert np.abs(many - np.tile(open_encoder(folder).embed_passages(TEXTS), (20, 1))).max() < 1e-5
    assert sum(told) == 20 * len(TEXTS)


def test_openvino_gives_nearly_the_same_vectors_and_the_same_best_passages(folder: Path) -> None:
    encoder, answering = bulk_encoder(folder, "openvino"), open_encoder(folder)
    assert isinstance(encoder, OpenVinoEncoder)
    assert encoder.dim == 384
    vectors, exact = encoder.embed_passages(TEXTS), answering.embed_passages(TEXTS)
    assert (vectors * exact).sum(axis=1).min() > 0.9995
    assert np.abs(np.linalg.norm(vectors, axis=1) - 1).max() < 1e-3
    for passages in (vectors[len(PROBES) :], exact[len(PROBES) :]):
        assert (answering.embed_queries(QUESTIONS) @ passages.T).argmax(axis=1).tolist() == [0, 1, 2, 3, 4]
    assert np.abs(encoder.embed_passages(TEXTS[:1]) - vectors[:1]).max() < 0.01
    assert encoder.embed_passages([]).shape == (0, 384)


def test_openvino_gives_many_batches_in_the_texts_order_and_starts_no_thread_of_ours(folder: Path) -> None:
    # Two threads that hand it their first batches at the same moment may both wait for ever.
    encoder, answering = bulk_encoder(folder, "openvino"), open_encoder(folder)
    threads: list[set[threading.Thread]] = []
    many = encoder.embed_passages(TEXTS * 40, lambda _: threads.append(set(threading.enumerate())))
    assert len(threads) > 8
    assert set.union(*threads) <= set(threading.enumerate()) == threads[0]
    assert (many * np.tile(answering.embed_passages(TEXTS), (40, 1))).sum(axis=1).min() > 0.9995


def test_openvino_calls_nobody_and_keeps_nothing(folder: Path, tmp_path: Path) -> None:
    # Its telemetry package would write below the home folder, and then call its makers through urllib.
    program = (
        "import sys, socket, time; from pathlib import Path; from index.embedding.bulk import bulk_encoder\n"
        "def refuse(*_): raise AssertionError('a host was looked up')\n"
        "socket.getaddrinfo = socket.socket.connect = refuse\n"
        f"bulk_encoder(Path({str(folder)!r}), 'openvino').embed_passages(['a']); time.sleep(1)\n"
        "print([m for m in sys.modules if m.startswith('openvino_telemetry') and sys.modules[m]])"
    )
    environment = {"HOME": str(tmp_path), "PATH": os.environ["PATH"]}
    done = subprocess.run([sys.executable, "-c", program], env=environment, check=True, capture_output=True, text=True)
    assert (done.stdout, done.stderr) == ("[]\n", "")
    assert list(tmp_path.rglob("*")) == []


def test_missing_extra_is_named(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "openvino", None)
    with pytest.raises(ModelError) as caught:
        bulk_encoder(folder, "openvino")
    assert str(caught.value) == "OpenVINO is not installed; run pip install 'onrecord[openvino]'"


def test_model_without_onnx_form_is_computed_by_torch_only(tmp_path: Path) -> None:
    model = write_topic_model(tmp_path / "topics")
    _, _, encoder_folder = make_encoder(tmp_path / "encoders", str(model))
    encoder = bulk_encoder(encoder_folder, "onnx")
    assert isinstance(encoder, TorchEncoder)
    told: list[int] = []
    rows = encoder.embed_passages(["music"] * 9 + ["harbour"], told.append)
    assert (rows.argmax(axis=1).tolist(), told) == ([2] * 9 + [0], [8, 2])
    with pytest.raises(ModelError, match="which has no ONNX form; embed it without --embed-with"):
        bulk_encoder(encoder_folder, "openvino")
