"""Answers on a terminal, to the character."""

from hypothesis import given
from hypothesis import strategies as st

from bot.answer import MESSAGE_CLOSEST, MESSAGE_SILENT
from bot.render.plain import NOTE_CONTROLS, answer_text
from tests.bot.answers import made_answer, said
from tests.fakes import fake_article, fake_passage

TEXT = '"A,"  said Lee.\n\tHe wants b. ' + "Long " * 40


def test_whole_answer() -> None:
    spoken = fake_passage(TEXT, said(0, 4, "direct", "Ann Lee", "mayor"), said(6, 9, "mixed"), number=9)
    told = fake_passage("Rain fell.", article=fake_article(title=None, author=None, published=None, url=None))
    assert answer_text(made_answer(spoken, told)) == (
        f"[1]\n{TEXT}\n\n"
        "    Ann Lee, mayor (Quotation)\n"
        "    Speaker not identified (Partial quotation)\n"
        "    The title\n"
        "    An Author, The Paper, 17 November 2021, paragraph 9\n"
        "    https://paper.example/story\n"
        "\n"
        "[2]\nRain fell.\n\n"
        "    Narration by The Paper\n"
        "    a\n"
        "    The Paper, paragraph 1"
    )


def test_silence_is_the_sentence_alone() -> None:
    assert answer_text(made_answer(level="silent")) == MESSAGE_SILENT


def test_nearest_passages_come_after_filter_and_sentence() -> None:
    text = answer_text(made_answer(fake_passage("Rain."), level="closest", speaker="Ann Lee"))
    assert text.startswith(f"Only passages with Ann Lee\n\n{MESSAGE_CLOSEST}\n\n[1]\nRain.\n\n    Narration by ")


@given(st.text(st.characters(exclude_categories=["Cs", "Cc"], include_characters="\n\t"), min_size=1))
def test_passage_without_control_characters_stands_unchanged(text: str) -> None:
    shown = answer_text(made_answer(fake_passage(text)))
    assert shown.startswith(f"[1]\n{text}\n\n    Narration by ")
    assert NOTE_CONTROLS not in shown


def test_control_characters_are_shown_and_not_sent_to_the_terminal() -> None:
    hostile = "a\x1b[2J\x1b]0;owned\x07\r\x7f\x9bb\tc\nd"
    article = fake_article(title="t\x1b[1m\nu", author="x\ty")
    shown = answer_text(made_answer(fake_passage(hostile, said(0, 1, "direct", "Ann\x1bLee"), article=article)))
    assert shown == (
        "[1]\na\u241b[2J\u241b]0;owned\u2407\u240d\u2421\ufffdb\tc\nd\n\n"
        f"    {NOTE_CONTROLS}\n"
        "    Ann\u241bLee (Quotation)\n"
        "    t\u241b[1m\u240au\n"
        "    x\u2409y, The Paper, 17 November 2021, paragraph 1\n"
        "    https://paper.example/story"
    )
