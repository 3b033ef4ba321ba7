"""What raises a passage above others that fit the question as well: quotations, and whoever is asked about."""

import numpy as np

from index.retrieval.hybrid import Prior
from index.store.protocol import NARRATION, PARAPHRASE, QUOTATION, Outline

QUOTATION_LIFT = 0.08
PARAPHRASE_LIFT = 0.04
"""Readers come for what was said: of two passages on the matter the quotation is shown before the narration."""

_LIFTS = np.zeros(3, dtype=np.float32)
_LIFTS[[PARAPHRASE, QUOTATION]] = PARAPHRASE_LIFT, QUOTATION_LIFT

SPEAKER_LIFT = 0.06
"""For passages with a speaker whom the question is about. docs/retrieval.md has the tables that chose all three."""


def prior_of(outline: Outline) -> Prior:
    """What is known of the passages before any question."""
    rows = np.arange(len(outline.kinds))
    shares_before = (outline.kinds != NARRATION) & ~outline.opens_article
    return Prior(_LIFTS[outline.kinds], np.where(shares_before, rows - 1, -1))
