"""Who is credited, to the character."""

import pytest

from bot.render.speaker_credit import (
    KIND_EXPLANATIONS,
    NARRATION_EXPLANATION,
    UNSURE_EXPLANATION,
    credit_lines,
    initials,
)
from index.passage import Attribution
from tests.bot.answers import said
from tests.bot.test_card import texts_of
from tests.fakes import fake_article, fake_passage

DIRECT, MIXED, INDIRECT = (KIND_EXPLANATIONS[kind] for kind in ("direct", "mixed", "indirect"))


def lines(*attributions: Attribution) -> list[str]:
    return texts_of(credit_lines(fake_passage("a b c d e f g h", *attributions)), "onrecord-credit")


def test_each_speaker_is_named_once_with_every_kind_of_words() -> None:
    assert lines(
        said(0, 2, "direct", "Ann Lee", confidence=0.8),
        said(3, 5, "mixed", None, "role of nobody"),
        said(6, 8, "indirect", "Bo Li", "aide", confidence=0.95),
        said(9, 11, "mixed", "Ann Lee", "mayor", confidence=0.9),
        said(12, 14, "direct", None),
    ) == [
        f"ALAnn Lee mayor Quotation{DIRECT} Partial quotation{MIXED}",
        f"?Speaker not identified Partial quotation{MIXED} Quotation{DIRECT}",
        f"BLBo Li aide Paraphrase{INDIRECT}",
    ]


def test_name_that_is_not_sure_says_so() -> None:
    assert lines(said(0, 2, "direct", "Ann Lee", confidence=0.79), said(3, 5, "direct", "Ann Lee", confidence=1.0)) == [
        f"ALAnn Lee Quotation{DIRECT} Speaker unsure{UNSURE_EXPLANATION}"
    ]


@pytest.mark.parametrize(
    ("author", "publisher", "credit"),
    [
        ("An Author", "The Paper", "Narration by An Author, The Paper"),
        ("An Author", None, "Narration by An Author"),
        (None, "The Paper", "Narration by The Paper"),
        (None, None, "Narration"),
    ],
)
def test_narration_is_credited_to_author_and_publisher(author: str | None, publisher: str | None, credit: str) -> None:
    passage = fake_passage("Rain fell.", article=fake_article(author=author, publisher=publisher))
    assert texts_of(credit_lines(passage), "onrecord-credit") == [credit + NARRATION_EXPLANATION]


@pytest.mark.parametrize(
    ("name", "letters"),
    [
        ("Maxim Samorukov", "MS"),
        ("Ana Maria Lind", "AL"),
        ("Poland", "P"),
        ("‘ábel’ ødegaard", "ÁØ"),
        ("王 小明", "王小"),
        ("<script>", "S"),
        ("***", "?"),
        ("", "?"),
    ],
)
def test_initials_are_of_the_first_and_last_word(name: str, letters: str) -> None:
    assert initials(name) == letters
