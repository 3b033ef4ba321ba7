"""What an `Outline` says of passages, and the roles they give, worked out from the passages themselves."""

from collections.abc import Iterable, Sequence

import numpy as np

from index.embedding.views import with_passage_before
from index.passage import Passage
from index.store.protocol import NARRATION, PARAPHRASE, QUOTATION, Outline


def outline_of(passages: Iterable[Passage]) -> Outline:
    """The outline of the passages in their order."""
    pairs = list(with_passage_before(passages))
    return Outline(
        np.array([kind_of(passage) for passage, _ in pairs], dtype=np.int8),
        np.array([before is None for _, before in pairs], dtype=np.bool_),
    )


def kind_of(passage: Passage) -> int:
    """`QUOTATION`, `PARAPHRASE` or `NARRATION`."""
    kinds = {attribution.kind for attribution in passage.attributions}
    if kinds & {"direct", "mixed"}:
        return QUOTATION
    return PARAPHRASE if kinds else NARRATION


def distinct_roles(passages: Iterable[Passage]) -> Sequence[tuple[str, str]]:
    """Each speaker's name with a role that a passage gives them, each pair once, in order of appearance."""
    said = (attribution for passage in passages for attribution in passage.attributions)
    return tuple(dict.fromkeys((a.speaker, a.role) for a in said if a.speaker and a.role))
