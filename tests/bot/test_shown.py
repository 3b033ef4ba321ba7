"""The words on a screen, held against the article."""

from dataclasses import replace

import pytest

from bot.shown import Shown, Verdict, verdict_on
from index.article import text_sha256
from index.passage import TextSpan
from tests.fakes import FakeEncoder, MemorySnapshot, fake_article, fake_passage, quotation

TEXT = "Title\n\n“A\u00a0b,” said Lee.\n"
PASSAGE = replace(
    fake_passage(TEXT[7:-1], quotation(TEXT[7:-1], "“A\u00a0b,”", "Ann Lee"), number=1),
    start_char=7,
    end_char=len(TEXT) - 1,
)
UNREAD = fake_passage("a", article=fake_article(id="unread"))
STORE = MemorySnapshot(
    passages=(PASSAGE, UNREAD), embeddings=FakeEncoder().embed_passages(["a", "b"]), texts=(("a", TEXT),)
)


@pytest.mark.parametrize(
    ("shown", "verdict"),
    [
        (Shown("a:1", PASSAGE.text), "verbatim"),
        (Shown("a:1", PASSAGE.text.replace("\u00a0", " ")), "differs"),
        (Shown("a:1", PASSAGE.text[:-1]), "differs"),
        (Shown("a:1", f"{PASSAGE.text} "), "differs"),
        (Shown("a:1", ""), "differs"),
        (Shown("a:1", PASSAGE.text, ("Ann Lee",)), "verbatim"),
        (Shown("a:1", PASSAGE.text, ("Ann Lea",)), "differs"),
        (Shown("a:1", PASSAGE.text, ()), "differs"),
        (Shown("a:2", PASSAGE.text), "unknown"),
        (Shown("unread:1", "a"), "not checkable"),
    ],
)
def test_one_altered_character_differs(shown: Shown, verdict: Verdict) -> None:
    assert verdict_on(shown, STORE) == verdict


def test_passage_of_another_text_differs_though_its_words_stand_there() -> None:
    other = replace(PASSAGE, article=replace(PASSAGE.article, text_sha256=text_sha256("another")))
    assert verdict_on(Shown("a:1", PASSAGE.text), replace(STORE, passages=(other,))) == "differs"


def test_mention_that_does_not_stand_there_differs() -> None:
    astray = replace(PASSAGE.attributions[0], speaker_mention=TextSpan("Lee", 0, 3))
    snapshot = replace(STORE, passages=(replace(PASSAGE, attributions=(astray,)),))
    assert verdict_on(Shown("a:1", PASSAGE.text), snapshot) == "differs"
