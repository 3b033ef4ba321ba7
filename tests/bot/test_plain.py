"""Answers on a terminal, to the character."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.answer import MESSAGE_CLOSEST, MESSAGE_SILENT, SpeakerNamedIn
from bot.filters import Filters
from bot.render.plain import NOTE_CONTROLS, answer_text
from tests.bot.answers import made_answer, said
from tests.fakes import fake_article, fake_passage

TEXT = '"A,"  said Lee.\n\tHe wants b. ' + "Long " * 40


def test_whole_answer() -> None:
    spoken = fake_passage(TEXT, said(0, 4, "direct", "Ann Lee", "mayor", confidence=0.8), said(6, 9, "mixed"), number=9)
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


def test_name_that_is_not_sure_says_so() -> None:
    unsure = said(0, 4, "indirect", "Ann Lee", "mayor", confidence=0.79)
    partly = said(6, 9, "mixed", "Bo Li", confidence=0.8)
    surer = said(12, 14, "direct", "Ann Lee", confidence=1.0)
    shown = answer_text(made_answer(fake_passage(TEXT, unsure, partly, surer)))
    assert shown.startswith(
        f"[1]\n{TEXT}\n\n"
        "    Ann Lee, mayor (Paraphrase, Quotation; speaker unsure)\n"
        "    Bo Li (Partial quotation)\n"
        "    The title\n"
    )


def test_silence_is_the_sentence_alone() -> None:
    assert answer_text(made_answer(level="silent")) == MESSAGE_SILENT


def test_nearest_passages_come_after_filter_and_sentence() -> None:
    text = answer_text(made_answer(fake_passage("Rain."), level="closest", filters=Filters(speaker="Ann Lee")))
    assert text.startswith(f"Only passages with Ann Lee\n\n{MESSAGE_CLOSEST}\n\n[1]\nRain.\n\n    Narration by ")


@pytest.mark.parametrize(
    ("filters", "line"),
    [
        (Filters(speaker="Ann\x1b Lee"), "with Ann\u241b Lee"),
        (Filters(kind="quotation"), "with a quotation"),
        (Filters(kind="paraphrase"), "with a paraphrase"),
        (Filters(kind="narration"), "of narration"),
        (Filters("Ann Lee", "quotation"), "with a quotation of Ann Lee"),
        (Filters("Ann Lee", "paraphrase"), "with a paraphrase of Ann Lee"),
        (Filters("Ann Lee", "narration"), "of narration with Ann Lee"),
        (Filters(publisher="The\nPaper"), "published by The\u240aPaper"),
        (Filters(published_from="2021-03-01"), "dated 1 March 2021 or later"),
        (Filters(published_to="2021-03-04"), "dated 4 March 2021 or earlier"),
        (Filters(published_from="2021-03-01", published_to="2021-03-01"), "dated 1 March 2021"),
        (
            Filters("Ann Lee", "quotation", "The Paper", "2021-03-01", "2021-03-04"),
            "with a quotation of Ann Lee, published by The Paper, dated 1 March 2021 to 4 March 2021",
        ),
    ],
)
def test_every_filter_is_named_in_fixed_words(filters: Filters, line: str) -> None:
    named_in: SpeakerNamedIn | None = "filter" if filters.speaker else None
    answer = made_answer(level="silent", filters=filters, speaker_named_in=named_in)
    assert answer_text(answer) == f"Only passages {line}\n\n{MESSAGE_SILENT}"


@pytest.mark.parametrize(
    ("named_in", "note"), [("query", "named in the question"), ("previous", "from the question before")]
)
def test_speaker_who_was_recognised_comes_with_the_way_to_drop_the_name(named_in: SpeakerNamedIn, note: str) -> None:
    filters = Filters(speaker="Ann Lee", publisher="The Paper")
    answer = made_answer(level="silent", filters=filters, speaker_named_in=named_in)
    assert answer_text(answer) == (
        f"Only passages with Ann Lee ({note}; --anyone drops the name), published by The Paper\n\n{MESSAGE_SILENT}"
    )


def test_copies_are_named_below_the_article() -> None:
    copies = (
        fake_passage("Rain.", article=fake_article(id="b", title="Wet\tdays", publisher="The Tidings", url="x:y")),
        fake_passage("Rain.", article=fake_article(id="c", title=None, publisher=None, published=None, url=None)),
        fake_passage("Rain.", article=fake_article(id="d", title="D", published=None, url=None)),
    )
    shown = answer_text(made_answer(fake_passage("Rain."), copies=copies))
    assert shown.endswith(
        "    https://paper.example/story\n"
        "    Also in: Wet\u2409days (The Tidings, 17 November 2021) x:y\n"
        "    Also in: c\n"
        "    Also in: D (The Paper)"
    )


@given(st.text(st.characters(exclude_categories=["Cs", "Cc"], include_characters="\n\t"), min_size=1))
def test_passage_without_control_characters_stands_unchanged(text: str) -> None:
    shown = answer_text(made_answer(fake_passage(text)))
    assert shown.startswith(f"[1]\n{text}\n\n    Narration by ")
    assert NOTE_CONTROLS not in shown


def test_control_characters_are_shown_and_not_sent_to_the_terminal() -> None:
    hostile = "a\x1b[2J\x1b]0;owned\x07\r\x7f\x9bb\tc\nd"
    article = fake_article(title="t\x1b[1m\nu", author="x\ty")
    shown = answer_text(
        made_answer(fake_passage(hostile, said(0, 1, "direct", "Ann\x1bLee", confidence=0.9), article=article))
    )
    assert shown == (
        "[1]\na\u241b[2J\u241b]0;owned\u2407\u240d\u2421\ufffdb\tc\nd\n\n"
        f"    {NOTE_CONTROLS}\n"
        "    Ann\u241bLee (Quotation)\n"
        "    t\u241b[1m\u240au\n"
        "    x\u2409y, The Paper, 17 November 2021, paragraph 1\n"
        "    https://paper.example/story"
    )
