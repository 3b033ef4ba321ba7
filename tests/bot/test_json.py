"""What programs get beside the passages themselves."""

from bot.filters import Filters
from bot.render.json import answer_record
from index.passage import passage_record
from tests.bot.answers import made_answer
from tests.fakes import fake_article, fake_passage


def test_filters_stand_beside_where_the_speaker_was_named() -> None:
    filters = Filters("Ana Lind", "quotation", "The Tidings", "2021-03-01", "2021-03-04")
    record = answer_record(made_answer(filters=filters, speaker_named_in="query"))
    assert record["filters"] == {
        "speaker": "Ana Lind",
        "kind": "quotation",
        "publisher": "The Tidings",
        "from": "2021-03-01",
        "to": "2021-03-04",
    }
    assert record["speaker_named_in"] == "query"
    assert answer_record(made_answer())["speaker_named_in"] is None


def test_copies_come_with_their_articles_and_links() -> None:
    copy = fake_passage("x y", article=fake_article(id="b", url="https://b.example/1"), number=4)
    (hit,) = answer_record(made_answer(fake_passage("x"), copies=(copy,)))["hits"]
    assert hit["copies"] == [
        {"id": "b:4", "article": passage_record(copy)["article"], "link": "https://b.example/1#:~:text=x%20y"}
    ]
    (alone,) = answer_record(made_answer(fake_passage("x")))["hits"]
    assert alone["copies"] == []
