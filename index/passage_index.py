"""A store together with the encoder that made its embeddings: what questions are put to."""

from dataclasses import dataclass, replace
from functools import cached_property, partial
from pathlib import Path

from index.embedding.cross_encoder import Reranker
from index.embedding.encoder import Encoder
from index.embedding.load import RECORD_FILE, open_encoder
from index.embedding.model import file_sha256
from index.errors import ModelError
from index.lexical.spelling import respelt_terms
from index.lexical.terms import terms_of
from index.retrieval.hybrid import Match, Prior, Probe, hybrid_search
from index.retrieval.lifts import SPEAKER_LIFT, prior_of
from index.retrieval.reordering import N_TOP, reordered
from index.rows import Rows
from index.speakers.directory import SpeakerDirectory
from index.store.manifest import ENCODERS_FOLDER, Manifest
from index.store.open import folder_of
from index.store.protocol import Snapshot, WordSearch


@dataclass(frozen=True)
class PassageIndex:
    """A store and its encoder, and a reranker where one was asked for."""

    snapshot: Snapshot
    encoder: Encoder
    reranker: Reranker | None = None

    @cached_property
    def directory(self) -> SpeakerDirectory:
        """The speakers by whatever a reader calls them."""
        # Without this object in it, which would hold itself and stay when its last user has let it go.
        is_misspelt = partial(_is_misspelt, words=self.snapshot.words, encoder=self.encoder)
        return SpeakerDirectory(self.snapshot.roles, self.snapshot.speakers, is_misspelt=is_misspelt)

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

    def close(self) -> None:
        """Give the generation back; the index cannot be asked anything after that."""
        self.snapshot.close()

    def _hybrid(self, probe: Probe, k: int, rows: Rows | None, lifted: Rows | None) -> list[Match]:
        prior = self._prior if lifted is None else self._prior.lifted(lifted, SPEAKER_LIFT)
        return hybrid_search(self.snapshot, probe, k, prior, rows=rows)

    @cached_property
    def _prior(self) -> Prior:
        return prior_of(self.snapshot.outline)


def _is_misspelt(word: str, *, words: WordSearch, encoder: Encoder) -> bool:
    """Whether the folded word is one that neither a passage nor the language has."""
    known = (words.n_passages_with(term) for term in terms_of(word))
    return not any(known) and not encoder.is_word(word)


def open_index(folder: Path | str, *, reranker: str | None = None) -> PassageIndex:
    """The index in the folder, ready for questions, without torch unless its model has no ONNX form.

    :param folder: the folder, or its address as `faiss:///srv/index`.
    :param reranker: the folder or name of a cross-encoder that puts the first passages in order; it needs torch.
    :raises IndexFolderError: where the folder is missing, foreign, of another format, or any file was altered.
    :raises ModelError: where the encoder is missing or altered, or the reranker cannot be loaded.
    """
    passage_index = _opened(folder_of(folder))
    if reranker is None:
        return passage_index
    from index.embedding.cross_encoder import open_cross_encoder

    return replace(passage_index, reranker=open_cross_encoder(reranker))


def reopen(passage_index: PassageIndex, folder: Path) -> PassageIndex:
    """The folder's current generation, beside an earlier one that is open.

    Its reranker is the earlier one's, and so is its encoder where that is the same: nothing is loaded twice.

    :raises IndexFolderError: as `open_index` does.
    :raises ModelError: where another encoder is missing or altered.
    """
    return replace(_opened(folder, passage_index), reranker=passage_index.reranker)


def _opened(folder: Path, earlier: PassageIndex | None = None) -> PassageIndex:
    from index.store.local_store import LocalStore

    snapshot = LocalStore(folder).snapshot()
    try:
        known = earlier and _encoder_as_in(earlier, snapshot.manifest)
        return PassageIndex(snapshot=snapshot, encoder=known or encoder_of(snapshot.manifest, folder))
    except BaseException:
        snapshot.close()
        raise


def _encoder_as_in(earlier: PassageIndex, manifest: Manifest) -> Encoder | None:
    """The earlier index's encoder, where the manifest is of an index with the same one."""
    from index.store.snapshot import SegmentedSnapshot

    if not isinstance(earlier.snapshot, SegmentedSnapshot) or manifest.encoder_sha256 is None:
        return None
    is_same = earlier.snapshot.manifest.encoder_sha256 == manifest.encoder_sha256
    return earlier.encoder if is_same else None


def encoder_of(manifest: Manifest, folder: Path) -> Encoder:
    """The encoder that made the index's embeddings.

    :raises ModelError: where it is missing or was altered.
    """
    encoder = folder / ENCODERS_FOLDER / manifest.encoder
    record = encoder / RECORD_FILE
    if not record.is_file() or file_sha256(record) != manifest.encoder_sha256:
        raise ModelError(f"{record} is missing or altered; run 'onrecord index --repair' to make it anew")
    return open_encoder(encoder)
