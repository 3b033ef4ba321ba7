"""Parts of the search switched off for a measurement, and the other ways to put its two lists together."""

from importlib import import_module

import numpy as np
import pytest
from retrieval_fusion import min_max_search, min_max_search_alone, reciprocal_rank_search
from retrieval_variants import FIELDS, SPELLING, WORD_WEIGHT, Variant, ablations, applied, sweep

import index.retrieval.hybrid
from index.article import ArticleMetadata
from index.passage_index import PassageIndex
from index.retrieval.hybrid import BEFORE_SHARE, Prior, Probe
from tests.fakes import fake_index, fake_passage

TEXTS = ("Border music weather sanctions.", "Border, border town.", "Ferry town harbour mayor.", "Border guards.")


@pytest.fixture(scope="module")
def passage_index() -> PassageIndex:
    """Cosines to "border": 1/2, 1, 0, 1; terms of "border town" held: 1, 2, 1, 1."""
    articles = [ArticleMetadata(id=letter) for letter in "aabc"]
    passages = [
        fake_passage(text, number=n, article=article)
        for n, (text, article) in enumerate(zip(TEXTS, articles, strict=True), 1)
    ]
    return fake_index(passages)


@pytest.fixture(scope="module")
def probe(passage_index: PassageIndex) -> Probe:
    return passage_index.probe("border town")


def prior(*lifts: float) -> Prior:
    """The lifts of the four passages; the second shares the score of the first."""
    return Prior(np.array(lifts, dtype=np.float32), np.array([-1, 0, -1, -1]))


def test_constants_are_replaced_for_a_while() -> None:
    shipped = index.retrieval.hybrid.WORD_WEIGHT
    with applied(Variant("words only", {WORD_WEIGHT: 0.9})):
        assert index.retrieval.hybrid.WORD_WEIGHT == 0.9
    assert shipped == index.retrieval.hybrid.WORD_WEIGHT != 0.9


def test_constants_are_put_back_after_an_error() -> None:
    shipped = index.retrieval.hybrid.WORD_WEIGHT
    with pytest.raises(KeyError), applied(Variant("words only", {WORD_WEIGHT: 0.9})):
        raise KeyError
    assert shipped == index.retrieval.hybrid.WORD_WEIGHT


def test_a_constant_that_the_library_does_not_have_is_an_error() -> None:
    with pytest.raises(AttributeError), applied(Variant("?", {"index.retrieval.hybrid:NO_SUCH": 1})):
        pass


@pytest.mark.parametrize("variant", [*ablations(), *sweep()], ids=lambda variant: variant.name)
def test_all_variants_are_of_constants_that_there_are(variant: Variant) -> None:
    for key, value in variant.constants.items():
        module, _, name = key.partition(":")
        assert type(value) is type(getattr(import_module(module), name)) or callable(value) or key == FIELDS


def test_each_ablation_changes_something() -> None:
    for variant in ablations():
        shipped = {
            key: getattr(import_module(key.partition(":")[0]), key.partition(":")[2]) for key in variant.constants
        }
        assert all(value != shipped[key] for key, value in variant.constants.items())


def test_a_field_that_is_off_is_not_searched() -> None:
    (pairs_off,) = [variant for variant in ablations() if variant.name == "field 'pairs' off"]
    assert pairs_off.constants == {FIELDS: {"text": 1.0, "speakers": 0.3, "surroundings": 0.2}}


def test_without_spelling_a_misspelt_term_stays(passage_index: PassageIndex) -> None:
    assert passage_index.probe("misborder twon").terms == ("misbord", "twon")
    (off,) = [variant for variant in ablations() if SPELLING in variant.constants]
    with applied(off):
        assert passage_index.probe("the borders twon").terms == ("border", "twon")


def test_reciprocal_ranks(passage_index: PassageIndex, probe: Probe) -> None:
    # By cosine: second, fourth, first, third. By words: second, then first, third and fourth in file order.
    found = reciprocal_rank_search(passage_index.snapshot, probe, 3, prior(0, 0, 0, 9))
    assert [match.row for match in found] == [1, 0, 3]
    assert [match.score for match in found] == pytest.approx([1 / 61 + 1 / 61, 1 / 63 + 1 / 62, 1 / 62 + 1 / 64])


def test_min_max_sums_alone(passage_index: PassageIndex, probe: Probe) -> None:
    # Cosines 1/2, 1, 0, 1 lie in 0..1 already; words 1, 2, 1, 1 become 0, 1, 0, 0.
    found = min_max_search_alone(passage_index.snapshot, probe, 4, prior(0, 0, 0, 9))
    assert [(match.row, match.score) for match in found] == [(1, 1.0), (3, 0.5), (0, 0.25), (2, 0.0)]


def test_min_max_sums_with_lifts_and_the_passage_before(passage_index: PassageIndex, probe: Probe) -> None:
    found = min_max_search(passage_index.snapshot, probe, 4, prior(0, 0, 0.75, 0))
    assert [match.row for match in found] == [1, 2, 3, 0]
    assert [match.score for match in found] == pytest.approx([1 + BEFORE_SHARE * 0.25, 0.75, 0.5, 0.25])


def test_fused_searches_keep_to_the_rows(passage_index: PassageIndex, probe: Probe) -> None:
    for search in (reciprocal_rank_search, min_max_search, min_max_search_alone):
        found = search(passage_index.snapshot, probe, 4, prior(0, 0, 0, 0), rows=np.array([0, 2]))
        assert [match.row for match in found] == [0, 2]
