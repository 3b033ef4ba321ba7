"""A store together with the encoder that made its embeddings: what questions are put to."""

from dataclasses import dataclass, replace
from functools import cached_property
from pathlib import Path

from index.embedding.cross_encoder import Reranker
from index.embedding.encoder import Encoder
from index.embedding.load import open_encoder
from index.lexical.spelling import respelt_terms
from index.lexical.terms import terms_of
from index.retrieval.hybrid import Match, Prior, Probe, hybrid_search
from index.retrieval.lifts import SPEAKER_LIFT, prior_of
from index.retrieval.reordering import N_TOP, reordered
from index.rows import Rows
from index.speakers.directory import SpeakerDirectory
from index.store.manifest import ENCODERS_FOLDER, Manifest
from index.store.open import open_current, open_generation
from index.store.protocol import Snapshot


@dataclass(frozen=True)
class PassageIndex:
    """A store and its encoder, and a reranker where one was asked for."""

    snapshot: Snapshot
    encoder: Encoder
    reranker: Reranker | None = None

    @cached_property
    def directory(self) -> SpeakerDirectory:
        """The speakers by whatever a reader calls them."""
        return SpeakerDirectory(self.snapshot.roles, self.snapshot.speakers, is_misspelt=self._is_misspelt)

    def probe(self, text: str) -> Probe:
        """What to search for: the text, its embedding, and its terms, misspelt ones as the passages spell them."""
        terms = respelt_terms(text, self.snapshot.words, self.encoder.is_word)
        return Probe(text=text, embedding=self.encoder.embed_queries([text])[0], terms=terms)

    def search(self, probe: Probe, k: int, *, rows: Rows | None = None, lifted: Rows | None = None) -> list[Match]:
        """The `k` passages that answer best, by meaning and words, best first.

        :param rows: where given, only these passages, ascending.
        :param lifted: passages of a speaker whom the question is about: they come before others as good.
        """
        if self.reranker is None:
            return self._hybrid(probe, k, rows, lifted)
        matches = self._hybrid(probe, max(k, N_TOP), rows, lifted)
        order = reordered(probe.text, [match.passage.text for match in matches], reranker=self.reranker)
        return [matches[place] for place in order][:k]

    def _hybrid(self, probe: Probe, k: int, rows: Rows | None, lifted: Rows | None) -> list[Match]:
        prior = self._prior if lifted is None else self._prior.lifted(lifted, SPEAKER_LIFT)
        return hybrid_search(self.snapshot, probe, k, prior, rows=rows)

    @cached_property
    def _prior(self) -> Prior:
        return prior_of(self.snapshot.outline)

    def _is_misspelt(self, word: str) -> bool:
        known = (self.snapshot.words.n_passages_with(term) for term in terms_of(word))
        return not any(known) and not self.encoder.is_word(word)


def open_index(folder: Path, *, reranker: str | None = None) -> PassageIndex:
    """The index in the folder, ready for questions, without torch unless its model has no ONNX form.

    :param reranker: the folder or name of a cross-encoder that puts the first passages in order; it needs torch.
    :raises IndexFolderError: where the folder is missing, foreign, of another format, or any file was altered.
    :raises ModelError: where the encoder is missing or altered, or the reranker cannot be loaded.
    """
    passage_index = open_current(folder, _open)
    if reranker is None:
        return passage_index
    from index.embedding.cross_encoder import open_cross_encoder

    return replace(passage_index, reranker=open_cross_encoder(reranker))


def _open(folder: Path, manifest: Manifest) -> PassageIndex:
    snapshot = open_generation(folder, manifest)
    return PassageIndex(snapshot=snapshot, encoder=open_encoder(folder / ENCODERS_FOLDER / manifest.encoder))
