"""What is known of passages before any question."""

import numpy as np

from index.passage import Attribution, QuotationKind
from index.retrieval.lifts import PARAPHRASE_LIFT, QUOTATION_LIFT, prior_of
from index.store.outline import outline_of
from tests.fakes import fake_article, fake_passage


def said(kind: QuotationKind) -> Attribution:
    return Attribution(kind=kind, start_char=0, end_char=1)


def test_quotations_are_lifted_more_than_paraphrases_and_narration_not_at_all() -> None:
    passages = [
        fake_passage("Direct.", said("direct")),
        fake_passage("Mixed.", said("mixed")),
        fake_passage("Indirect.", said("indirect")),
        fake_passage("Both.", said("indirect"), said("direct")),
        fake_passage("Nobody."),
    ]
    expected = [QUOTATION_LIFT, QUOTATION_LIFT, PARAPHRASE_LIFT, QUOTATION_LIFT, 0]
    assert prior_of(outline_of(passages)).lifts.tolist() == np.array(expected, dtype=np.float32).tolist()
    assert QUOTATION_LIFT > PARAPHRASE_LIFT > 0


def test_only_what_somebody_said_shares_the_passage_before_and_only_of_its_article() -> None:
    other = fake_article(id="b")
    passages = [
        fake_passage("First of the article.", said("direct")),
        fake_passage("Nobody.", number=2),
        fake_passage("Paraphrase.", said("indirect"), number=3),
        fake_passage("Quotation.", said("direct"), number=4),
        fake_passage("First of another.", said("direct"), article=other),
        fake_passage("Quotation.", said("mixed"), number=2, article=other),
    ]
    assert prior_of(outline_of(passages)).befores.tolist() == [-1, -1, 1, 2, -1, 4]


def test_no_passages_have_no_lift() -> None:
    assert prior_of(outline_of([])).lifts.tolist() == []


def test_lifting_rows_leaves_the_prior_as_it_was() -> None:
    prior = prior_of(outline_of([fake_passage("Nobody."), fake_passage("Quotation.", said("direct"))]))
    lifted = prior.lifted(np.array([0]), 0.5)
    assert lifted.lifts.tolist()[0] == 0.5
    assert prior.lifts.tolist()[0] == 0
    assert prior.lifted(np.empty(0, dtype=np.int64), 0.5).lifts.tolist() == prior.lifts.tolist()
