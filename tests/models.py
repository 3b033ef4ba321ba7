"""Real sentence-transformers models of known geometry, small enough to write in a test."""

from collections.abc import Sequence
from pathlib import Path

import torch
from sentence_transformers import SentenceTransformer
from sentence_transformers.sentence_transformer.modules import StaticEmbedding
from tokenizers import Tokenizer
from tokenizers.models import WordLevel
from tokenizers.normalizers import Lowercase
from tokenizers.pre_tokenizers import Whitespace

TOPICS = ("harbour", "ferry", "music", "weather")


def write_topic_model(folder: Path, topics: Sequence[str] = TOPICS) -> Path:
    """A model folder: a text's embedding is the unit vector of the topics' words in it, one axis a topic.

    A text of no topic lies on an axis of its own, the last. The model has no ONNX form: it adds up rows of a table.
    """
    vocabulary = {word: number for number, word in enumerate([*topics, "[UNK]"])}
    tokenizer = Tokenizer(WordLevel(vocabulary, unk_token="[UNK]"))  # noqa: S106 - a token of a vocabulary
    tokenizer.normalizer = Lowercase()
    tokenizer.pre_tokenizer = Whitespace()
    rows = torch.eye(len(vocabulary))
    rows[-1] *= 1e-4  # words of no topic hardly count
    SentenceTransformer(
        modules=[StaticEmbedding(tokenizer, embedding_weights=rows.numpy())], device="cpu"
    ).save_pretrained(str(folder), create_model_card=False)
    return folder
