"""The check on demand: an index's files against their hashes, its passages against the articles."""

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import groupby
from pathlib import Path

import numpy as np

from index.errors import ModelError
from index.passage import Passage
from index.passage_index import encoder_of
from index.store.local_store import LocalStore
from index.store.protocol import Snapshot
from index.verbatim import VerbatimReport, check_verbatim

MAX_NORM_ERROR = 1e-3
"""Vectors of half precision have lengths that differ from 1 by less."""


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
    """The index's files held against their hashes, then the passages of whatever is sound against the texts it carries.

    :raises IndexFolderError: where the folder is missing, foreign or of another format, or manifest or generation,
        which tell what the other files are, are damaged.
    """
    sound = LocalStore(folder).sound()
    try:
        faults = list(sound.damage)
        try:
            encoder_of(sound.snapshot.manifest, folder)
        except ModelError as error:
            faults.append(str(error))
        report = verify_snapshot(sound.snapshot)
        return VerifyReport(sound.n_passages, report.n_verbatim, report.not_checkable, (*faults, *report.faults))
    finally:
        sound.snapshot.close()


def verify_snapshot(snapshot: Snapshot) -> VerifyReport:
    """The passages held against the canonical texts that the store carries, and the lengths of their vectors."""
    reports = [_checked(list(passages), snapshot) for _, passages in _by_article(snapshot)]
    breaches = tuple(breach for report in reports for breach in report.breaches)
    return VerifyReport(
        len(snapshot.passages),
        sum(report.n_verbatim for report in reports),
        tuple(id_ for report in reports for id_ in report.not_checkable),
        (*breaches, *_faults_of_vectors(snapshot)),
    )


def _by_article(snapshot: Snapshot) -> Iterator[tuple[str, Iterator[Passage]]]:
    return groupby(snapshot.passages, key=lambda passage: passage.article.id)


def _checked(passages: list[Passage], snapshot: Snapshot) -> VerbatimReport:
    article_id = passages[0].article.id
    text = snapshot.article_text(article_id)
    return check_verbatim(passages, {} if text is None else {article_id: text})


def _faults_of_vectors(snapshot: Snapshot) -> Iterator[str]:
    for row, passage in enumerate(snapshot.passages):
        for length in np.linalg.norm(snapshot.embeddings_of(row), axis=1).tolist():
            if not abs(length - 1) < MAX_NORM_ERROR:
                yield (
                    f"passage {passage.id} has a vector of length {length:.3f} instead of 1; "
                    "run 'onrecord index --repair' to rebuild it"
                )
