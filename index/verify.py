"""The check on demand: an index's files against their hashes, its passages against the articles."""

from dataclasses import dataclass
from pathlib import Path

import numpy as np

from index.build.index import texts_of
from index.passage import read_passages
from index.passage_index import open_index
from index.store.manifest import GENERATIONS_FOLDER, read_manifest
from index.store.open import TEXTS_FOLDER
from index.verbatim import VerbatimReport, check_verbatim

MAX_NORM_ERROR = 1e-3


@dataclass(frozen=True, slots=True)
class VerifyReport:
    """What was held against what: every fault is one sentence; not checkable are passages without a text."""

    n_passages: int
    n_verbatim: int
    not_checkable: tuple[str, ...]
    faults: tuple[str, ...]

    @property
    def is_clean(self) -> bool:
        return not self.faults


def verify_index(folder: Path) -> VerifyReport:
    """The index's passages held against the canonical texts it carries, its files against their hashes.

    :raises IndexFolderError: where the folder is missing, foreign, of another format, or any file was altered.
    """
    store = open_index(folder).store
    texts = folder / GENERATIONS_FOLDER / read_manifest(folder).generation / TEXTS_FOLDER
    report = check_verbatim(store.passages, texts_of(store.passages, texts))
    norms = {
        passage.id: np.linalg.norm(vector)
        for passage in store.passages
        if (vector := store.embedding_of(passage.id)) is not None
    }
    astray = tuple(
        f"passage {id_} has a vector of length {norm:.3f} instead of 1; run 'onrecord index' to build the index anew"
        for id_, norm in norms.items()
        if not abs(norm - 1) < MAX_NORM_ERROR
    )
    return _report(len(store.passages), report, astray)


def verify_passages(passages_path: Path, texts: Path) -> VerifyReport:
    """The passages of a file held against the canonical texts in the folder.

    :raises PassageFileError: where the file is missing or malformed.
    """
    passages = read_passages(passages_path)
    return _report(len(passages), check_verbatim(passages, texts_of(passages, texts)), ())


def _report(n_passages: int, report: VerbatimReport, other_faults: tuple[str, ...]) -> VerifyReport:
    return VerifyReport(n_passages, report.n_verbatim, report.not_checkable, report.breaches + other_faults)
