"""What raises a passage above others that fit the question as well: quotations, and whoever is asked about."""

from collections.abc import Iterable

import numpy as np

from index.embedding.views import with_passage_before
from index.passage import Passage
from index.retrieval.hybrid import Prior

QUOTATION_LIFT = 0.08
PARAPHRASE_LIFT = 0.04
"""Readers come for what was said: of two passages on the matter the quotation is shown before the narration."""

SPEAKER_LIFT = 0.06
"""For passages with a speaker whom the question is about. docs/retrieval.md has the tables that chose all three."""


def prior_of(passages: Iterable[Passage]) -> Prior:
    """What is known of the passages before any question."""
    pairs = list(with_passage_before(passages))
    lifts = np.array([_kind_lift(passage) for passage, _ in pairs], dtype=np.float32)
    befores = [
        row - 1 if before is not None and passage.attributions else -1 for row, (passage, before) in enumerate(pairs)
    ]
    return Prior(lifts, np.array(befores, dtype=np.int64))


def _kind_lift(passage: Passage) -> float:
    kinds = {attribution.kind for attribution in passage.attributions}
    if kinds & {"direct", "mixed"}:
        return QUOTATION_LIFT
    return PARAPHRASE_LIFT if kinds else 0.0
