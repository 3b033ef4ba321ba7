"""A store together with the encoder that made its embeddings: what questions are put to."""

from dataclasses import dataclass
from pathlib import Path

from index.embedding.encoder import Encoder
from index.embedding.load import open_encoder
from index.store.manifest import ENCODERS_FOLDER, Manifest
from index.store.open import open_current, open_generation
from index.store.protocol import Match, PassageStore


@dataclass(frozen=True, slots=True)
class PassageIndex:
    """A store and its encoder."""

    store: PassageStore
    encoder: Encoder

    def search(self, query: str, k: int, *, speaker: str | None = None) -> list[Match]:
        """The `k` passages nearest to the query in meaning, best first; the score is the cosine."""
        return self.store.search(self.encoder.embed_queries([query])[0], k, speaker=speaker)


def open_index(folder: Path) -> PassageIndex:
    """The index in the folder, ready for questions, without torch unless its model has no ONNX form.

    :raises IndexFolderError: where the folder is missing, foreign, of another format, or any file was altered.
    :raises ModelError: where the encoder is missing or altered.
    """
    return open_current(folder, _open)


def _open(folder: Path, manifest: Manifest) -> PassageIndex:
    store = open_generation(folder, manifest)
    return PassageIndex(store=store, encoder=open_encoder(folder / ENCODERS_FOLDER / manifest.encoder))
