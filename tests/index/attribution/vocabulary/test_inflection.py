"""Forms of verbs."""

import pytest

from index.attribution.vocabulary.inflection import forms_of


@pytest.mark.parametrize(
    ("lemma", "forms"),
    [
        ("say", ("say", "says", "saying", "said")),
        ("add", ("add", "adds", "adding", "added")),
        ("reply", ("reply", "replies", "replying", "replied")),
        ("admit", ("admit", "admits", "admitting", "admitted")),
        ("agree", ("agree", "agrees", "agreeing", "agreed")),
        ("write", ("write", "writes", "writing", "wrote", "written")),
        ("announce", ("announce", "announces", "announcing", "announced")),
        ("stress", ("stress", "stresses", "stressing", "stressed")),
        ("portray", ("portray", "portrays", "portraying", "portrayed")),
    ],
)
def test_forms(lemma: str, forms: tuple[str, ...]) -> None:
    assert forms_of(lemma) == forms
