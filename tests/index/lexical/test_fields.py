"""What the word search knows of a passage."""

from dataclasses import replace

from index.lexical.fields import FIELD_WEIGHTS, SHORT_CHARS, leans_on_what_is_before, passage_fields
from index.passage import Attribution
from tests.fakes import fake_article, fake_passage, quotation

BEFORE = fake_passage("Fishing boats wait.")


def test_fields_are_own_words_pairs_speakers_and_surroundings() -> None:
    text = "“Ferries wait”, Lind told them."
    article = fake_article(title="Harbour shut")
    passage = fake_passage(text, quotation(text, "Ferries wait", "Ana Lind", role="harbour master"), article=article)
    assert passage_fields(replace(passage, section="Östervik"), BEFORE) == {
        "text": ["ferri", "wait", "lind"],
        "pairs": ["ferri_wait", "wait_lind"],
        "speakers": ["ana", "lind", "harbour", "master"],
        "surroundings": ["harbour", "shut", "ostervik", "fish", "boat", "wait"],
    }


def test_each_field_has_a_weight() -> None:
    assert passage_fields(BEFORE, None).keys() == FIELD_WEIGHTS.keys()


def test_people_are_named_once_in_order_and_the_unknown_not_at_all() -> None:
    said = [
        Attribution(kind="direct", start_char=0, end_char=1, speaker=speaker, role=role)
        for speaker, role in (("Bo Ek", None), (None, "fisher"), ("Bo Ek", "fisher"), (None, None))
    ]
    assert passage_fields(fake_passage("Yes.", *said), None)["speakers"] == ["bo", "ek", "fisher"]


def test_only_a_short_passage_leans_on_the_one_before() -> None:
    short, long = fake_passage("x" * (SHORT_CHARS - 1)), fake_passage("x" * SHORT_CHARS)
    assert (leans_on_what_is_before(short), leans_on_what_is_before(long)) == (True, False)
    assert passage_fields(short, BEFORE)["surroundings"] == ["titl", "fish", "boat", "wait"]
    assert passage_fields(long, BEFORE)["surroundings"] == ["titl"]


def test_passage_of_an_article_without_a_title_has_no_surroundings_of_its_own() -> None:
    assert passage_fields(fake_passage("Shut.", article=fake_article(title=None)), None)["surroundings"] == []
