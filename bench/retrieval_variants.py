"""The search with a part of it off, another value, or another way to put its two lists together.

A variant is a handful of the library's constants, replaced while it is measured: the library itself has no switches.
"""

from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from importlib import import_module

from retrieval_fusion import min_max_search, min_max_search_alone, reciprocal_rank_search

from index.lexical.fields import FIELD_WEIGHTS
from index.lexical.terms import terms_of
from index.store.protocol import WordSearch

WORD_WEIGHT = "index.retrieval.hybrid:WORD_WEIGHT"
BEFORE_SHARE = "index.retrieval.hybrid:BEFORE_SHARE"
WHOLE_SHARE = "index.store.segment.vectors:WHOLE_SHARE"
QUOTATION_LIFT = "index.retrieval.lifts:QUOTATION_LIFT"
PARAPHRASE_LIFT = "index.retrieval.lifts:PARAPHRASE_LIFT"
SPEAKER_LIFT = "index.passage_index:SPEAKER_LIFT"
FIELDS = "index.lexical.word_search:FIELD_WEIGHTS"
SPELLING = "index.passage_index:respelt_terms"
SEARCH = "index.passage_index:hybrid_search"
EVIDENCE = "bot.search:evidence_of"

ALL_WORDS = 1 - 1e-6
"""A word weight of 1 exactly would multiply the bound of an exhausted search, minus infinity, by 0."""


@dataclass(frozen=True, slots=True)
class Variant:
    """What to call it, and the value of each constant ("module:name") that it changes."""

    name: str
    constants: Mapping[str, object] = field(default_factory=dict)


SHIPPED = Variant("as shipped")
RANKING_ONLY = Variant("without evidence", {EVIDENCE: lambda *_, **__: {}})
"""Applied beside a variant whose ranking alone is looked at: the evidence would cost half as much time again."""


@contextmanager
def applied(variant: Variant) -> Iterator[None]:
    """The library with the variant's constants, until the block ends.

    An index that has answered before keeps what it worked out from the constants: open or copy it inside the block.

    :raises AttributeError: where the library has no such constant.
    """
    places = [(import_module(module), name) for module, _, name in (key.partition(":") for key in variant.constants)]
    earlier = [getattr(module, name) for module, name in places]
    try:
        for (module, name), value in zip(places, variant.constants.values(), strict=True):
            setattr(module, name, value)
        yield
    finally:
        for (module, name), value in zip(places, earlier, strict=True):
            setattr(module, name, value)


def ablations() -> list[Variant]:
    """Each part off by itself, and other ways to put the two lists together."""
    alone: dict[str, object] = {QUOTATION_LIFT: 0.0, PARAPHRASE_LIFT: 0.0, SPEAKER_LIFT: 0.0, BEFORE_SHARE: 0.0}
    return [
        Variant("word search off", {WORD_WEIGHT: 0.0}),
        Variant("embeddings off", {WORD_WEIGHT: ALL_WORDS}),
        *(Variant(f"field '{name}' off", {FIELDS: _fields(name, 0)}) for name in ("pairs", "speakers", "surroundings")),
        Variant("sentence views off", {WHOLE_SHARE: 1.0}),
        Variant("whole view off", {WHOLE_SHARE: 0.0}),
        Variant("lift of quotations off", {QUOTATION_LIFT: 0.0, PARAPHRASE_LIFT: 0.0}),
        Variant("lift of the speaker off", {SPEAKER_LIFT: 0.0}),
        Variant("share of the passage before off", {BEFORE_SHARE: 0.0}),
        Variant("spelling off", {SPELLING: _as_spelt}),
        Variant("min-max sums", {SEARCH: min_max_search}),
        Variant("weighted sum alone", alone),
        Variant("min-max sums alone", {SEARCH: min_max_search_alone}),
        Variant("RRF alone", {SEARCH: reciprocal_rank_search}),
    ]


def sweep() -> list[Variant]:
    """Each constant at other values, the rest as shipped."""
    return [
        *_values("word weight", WORD_WEIGHT, (0.2, 0.3, 0.35, 0.4, 0.45, 0.5, 0.6)),
        *_values("share of the passage before", BEFORE_SHARE, (0.0, 0.1, 0.15, 0.2, 0.25, 0.3)),
        *_values("share of the whole passage", WHOLE_SHARE, (0.0, 0.25, 0.4, 0.5, 0.6, 0.75, 1.0)),
        *_field_weights("pairs", (0.0, 0.25, 0.5, 0.75, 1.0)),
        *_field_weights("speakers", (0.0, 0.15, 0.3, 0.6)),
        *_field_weights("surroundings", (0.0, 0.1, 0.2, 0.4)),
        *(
            Variant(f"lift of quotations {lift:.2f}", {QUOTATION_LIFT: lift, PARAPHRASE_LIFT: lift / 2})
            for lift in (0.0, 0.04, 0.08, 0.12, 0.16)
        ),
        *_values("lift of the speaker", SPEAKER_LIFT, (0.0, 0.03, 0.06, 0.09, 0.12)),
    ]


def _values(what: str, constant: str, values: Sequence[float]) -> list[Variant]:
    return [Variant(f"{what} {value:.2f}", {constant: value}) for value in values]


def _field_weights(name: str, weights: Sequence[float]) -> list[Variant]:
    return [Variant(f"weight of '{name}' {weight:.2f}", {FIELDS: _fields(name, weight)}) for weight in weights]


def _fields(name: str, weight: float) -> dict[str, float]:
    """The weights as shipped but for one; a field of no weight is not searched."""
    return {field: value for field, value in {**FIELD_WEIGHTS, name: weight}.items() if value}


def _as_spelt(text: str, words: WordSearch, is_word: object) -> tuple[str, ...]:
    return tuple(terms_of(text))
