"""First questions, made from metadata."""

from bot.examples import example_questions
from tests.fakes import fake_passage, quotation


def test_speakers_with_most_passages_come_first() -> None:
    passages = [
        fake_passage("“A.”", quotation("“A.”", "“A.”", "Ana Lind"), number=5),
        fake_passage("“B.”", quotation("“B.”", "“B.”", "Bo Ek"), number=1),
        fake_passage("“C.”", quotation("“C.”", "“C.”", "Bo Ek"), number=2),
        fake_passage("“D.”", quotation("“D.”", "“D.”", "Cy Ito"), number=3),
        fake_passage("“E.”", quotation("“E.”", "“E.”", "Di Ray"), number=4),
    ]
    assert example_questions(passages) == (
        "What did Bo Ek say?",
        "What did Ana Lind say?",
        "What did Cy Ito say?",
    )


def test_index_without_speakers_has_no_examples() -> None:
    assert example_questions([fake_passage("Narration.")]) == ()
