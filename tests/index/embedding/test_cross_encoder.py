"""Cross-encoders opened and asked: a real one whose scores can be worked out by hand, and what is none."""

import subprocess
import sys
from math import sqrt, tanh
from pathlib import Path

import numpy as np
import pytest
import torch
from tokenizers import Tokenizer
from tokenizers.models import WordLevel
from tokenizers.normalizers import Lowercase
from tokenizers.pre_tokenizers import Whitespace
from tokenizers.processors import TemplateProcessing
from transformers import BertConfig, BertForSequenceClassification, PreTrainedTokenizerFast

from index.embedding.cross_encoder import open_cross_encoder
from index.embedding.model import find_model
from index.errors import ModelError
from tests.models import write_topic_model

VOCABULARY = ("[PAD]", "[UNK]", "[CLS]", "[SEP]", "harbour")
HARBOUR, OTHER = (1.0, -1.0, 0.0, 0.0), (0.0, 0.0, 1.0, -1.0)
ONLY_THE_TEXT_COUNTS = (0.0, 0.0, 1e6, -1e6)
"""Added to each word of the query: beside it, no word there is any different from another."""


def write_harbour_model(folder: Path, *, n_labels: int = 1) -> Path:
    """A cross-encoder that scores how much of the pair is the word "harbour" standing in the text.

    Its one layer takes the mean of all words (the attention looks everywhere alike) and changes nothing more.
    """
    config = BertConfig(
        vocab_size=len(VOCABULARY),
        hidden_size=4,
        num_hidden_layers=1,
        num_attention_heads=1,
        intermediate_size=1,
        max_position_embeddings=64,
        id2label={number: f"label {number}" for number in range(n_labels)},
    )
    model = BertForSequenceClassification(config)
    weights = {name: torch.zeros_like(weight) for name, weight in model.state_dict().items()}
    for name in weights:
        if name.endswith("LayerNorm.weight"):
            weights[name] += 1
    for name in ("attention.self.value", "attention.output.dense"):
        weights[f"bert.encoder.layer.0.{name}.weight"] = torch.eye(4)
    weights["bert.pooler.dense.weight"] = torch.eye(4)
    weights["bert.embeddings.word_embeddings.weight"] = torch.tensor([OTHER] * 4 + [HARBOUR])
    weights["bert.embeddings.token_type_embeddings.weight"][0] = torch.tensor(ONLY_THE_TEXT_COUNTS)
    weights["classifier.weight"][:, 0] = 1
    model.load_state_dict(weights)
    model.save_pretrained(folder)
    _tokenizer().save_pretrained(folder)
    return folder


def _tokenizer() -> PreTrainedTokenizerFast:
    tokenizer = Tokenizer(WordLevel({word: number for number, word in enumerate(VOCABULARY)}, unk_token="[UNK]"))  # noqa: S106 - a token of a vocabulary
    tokenizer.normalizer = Lowercase()
    tokenizer.pre_tokenizer = Whitespace()
    tokenizer.post_processor = TemplateProcessing(
        single="[CLS] $A [SEP]",
        pair="[CLS] $A [SEP] $B:1 [SEP]:1",
        special_tokens=[(mark, VOCABULARY.index(mark)) for mark in ("[CLS]", "[SEP]")],
    )
    marks = {"pad_token": "[PAD]", "unk_token": "[UNK]", "cls_token": "[CLS]", "sep_token": "[SEP]"}
    inputs = ["input_ids", "token_type_ids", "attention_mask"]
    return PreTrainedTokenizerFast(tokenizer_object=tokenizer, model_input_names=inputs, **marks)  # type: ignore[no-untyped-call]


def score_of_share(share: float) -> float:
    """What the harbour model gives where that share of the pair's words and marks is "harbour" in the text.

    The first mark, itself the other word, is added to the mean: `share` parts of the one, `2 - share` of the other,
    brought to unit variance.
    """
    return tanh(share / sqrt((share**2 + (2 - share) ** 2) / 2))


@pytest.fixture(scope="module")
def harbour_folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return write_harbour_model(tmp_path_factory.mktemp("models") / "harbour")


def test_scores_are_what_the_model_was_made_to_give_in_the_texts_order(harbour_folder: Path) -> None:
    texts = ["no", "Harbour", "harbour no", "harbour no harbour", "harbour", "no no no"]
    scores = open_cross_encoder(str(harbour_folder)).score("who harbour", texts)
    # Two words and three marks of the pair, and the words of the text.
    shares = [0, 1 / 6, 1 / 7, 2 / 8, 1 / 6, 0]
    assert score_of_share(1 / 6) == pytest.approx(0.127342, abs=1e-6)
    assert scores.dtype == np.float32 and scores.shape == (6,)
    assert scores.tolist() == pytest.approx([score_of_share(share) for share in shares], abs=2e-6)
    assert np.argsort(-scores, kind="stable").tolist()[:4] == [3, 1, 4, 2]


def test_same_pair_gets_the_same_score_whatever_stands_beside_it(harbour_folder: Path) -> None:
    reranker = open_cross_encoder(str(harbour_folder))
    together = reranker.score("who", ["harbour", "no " * 40 + "harbour", "harbour no", "harbour"])
    alone = [reranker.score("who", [text])[0] for text in ("harbour", "no " * 40 + "harbour", "harbour no", "harbour")]
    assert together.tolist() == alone
    assert together[0] == together[3]


def test_no_texts_get_no_scores(harbour_folder: Path) -> None:
    assert open_cross_encoder(str(harbour_folder)).score("who", []).shape == (0,)


def test_text_over_the_length_limit_is_scored(harbour_folder: Path) -> None:
    (score,) = open_cross_encoder(str(harbour_folder)).score("who", ["harbour " * 100])
    # 64 in all: one word and three marks beside them.
    assert score == pytest.approx(score_of_share(60 / 64), abs=2e-6)


def test_scores_that_are_no_numbers_are_refused(tmp_path: Path) -> None:
    folder = write_harbour_model(tmp_path / "broken")
    model = BertForSequenceClassification.from_pretrained(folder)
    model.classifier.bias.data += float("nan")
    model.save_pretrained(folder)
    with pytest.raises(ModelError) as caught:
        open_cross_encoder(str(folder)).score("who", ["harbour"])
    assert str(caught.value) == f"the cross-encoder '{folder}' gives scores that are no numbers; choose another one"


def test_more_than_one_label_is_refused(tmp_path: Path) -> None:
    folder = write_harbour_model(tmp_path / "three", n_labels=3)
    with pytest.raises(ModelError) as caught:
        open_cross_encoder(str(folder))
    assert str(caught.value) == (
        f"the cross-encoder '{folder}' gives 3 labels a pair; choose one that gives a single score"
    )


def test_model_for_embedding_is_refused_and_gets_no_random_head(capfd: pytest.CaptureFixture[str]) -> None:
    folder = find_model().folder
    with pytest.raises(ModelError) as caught:
        open_cross_encoder(str(folder))
    assert str(caught.value) == (
        f"the model '{folder}' is no cross-encoder: nothing in it gives a score; "
        "give the folder or the name of a cross-encoder"
    )
    assert capfd.readouterr() == ("", "")


def test_folder_of_something_else_is_refused_in_a_sentence(tmp_path: Path) -> None:
    (tmp_path / "empty").mkdir()
    for folder in (tmp_path / "empty", write_topic_model(tmp_path / "topics")):
        with pytest.raises(ModelError, match=r"^the cross-encoder '.*' cannot be loaded \(.*\); give the folder of a "):
            open_cross_encoder(str(folder))


def test_no_such_folder_is_not_looked_up_elsewhere() -> None:
    with pytest.raises(ModelError) as caught:
        open_cross_encoder("/no/such/model")
    assert str(caught.value) == (
        "no model folder at /no/such/model; give the folder of a sentence-transformers model, or its name"
    )


def test_importing_it_loads_no_torch() -> None:
    program = (
        "import sys, index.embedding.cross_encoder, index.retrieval.reordering; "
        "print([m for m in ('torch', 'transformers', 'sentence_transformers') if m in sys.modules])"
    )
    assert subprocess.run([sys.executable, "-c", program], capture_output=True, text=True).stdout == "[]\n"
