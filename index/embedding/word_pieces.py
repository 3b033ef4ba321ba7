"""How long a text is for the model that will embed it."""

from collections.abc import Callable
from pathlib import Path

from tokenizers import Tokenizer


def load_word_piece_counter(tokenizer_file: Path) -> Callable[[str], int]:
    """A function from a text to its number of word pieces, the model's marks at both ends counted in."""
    tokenizer = Tokenizer.from_file(str(tokenizer_file))
    tokenizer.no_truncation()
    tokenizer.no_padding()
    return lambda text: len(tokenizer.encode(text).ids)
