"""The check on demand: an index's files against their hashes, its passages against the articles."""

from dataclasses import dataclass
from pathlib import Path

import numpy as np

from index.passage_index import open_index
from index.store.protocol import Snapshot
from index.verbatim import check_verbatim

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
    :raises ModelError: where the encoder is missing or altered.
    """
    snapshot = open_index(folder).snapshot
    report = check_verbatim(snapshot.passages, _texts(snapshot))
    faults = report.breaches + tuple(_faults_of_vectors(snapshot))
    return VerifyReport(len(snapshot.passages), report.n_verbatim, report.not_checkable, faults)


def _texts(snapshot: Snapshot) -> dict[str, str]:
    found = {article_id: snapshot.article_text(article_id) for article_id in {p.article.id for p in snapshot.passages}}
    return {article_id: text for article_id, text in found.items() if text is not None}


def _faults_of_vectors(snapshot: Snapshot) -> list[str]:
    lengths = (
        (passage.id, float(length))
        for row, passage in enumerate(snapshot.passages)
        for length in np.linalg.norm(snapshot.embeddings_of(row), axis=1)
    )
    return [
        f"passage {id_} has a vector of length {length:.3f} instead of 1; run 'onrecord index' to build the index anew"
        for id_, length in lengths
        if not abs(length - 1) < MAX_NORM_ERROR
    ]
