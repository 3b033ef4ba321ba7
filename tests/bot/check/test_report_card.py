"""A passage's card in a report, to the character."""

import re
from dataclasses import replace

from bot.render.check.shown_card import plain_credits, shown_card
from tests.bot.answers import said
from tests.fakes import fake_article, fake_passage


def test_whole_card() -> None:
    text = "“a <b>,” said Lee. “a”"
    passage = fake_passage(text, replace(said(0, 8, "direct", "Ann Lee", "mayor"), confidence=0.9), number=9)
    assert shown_card(passage, ["F"], phrases=("a",)) == (
        '<div class="onrecord-card"><ul class="onrecord-place"><li>F</li><li><code><bdi>a:9</bdi></code></li></ul>'
        '<div class="onrecord-credits"><p class="onrecord-credit"><span class="onrecord-speaker"><bdi>Ann Lee</bdi>'
        '</span> <span class="onrecord-role"><bdi>mayor</bdi></span> <span class="onrecord-kind">Quotation</span></p>'
        '</div><blockquote class="onrecord-passage" dir="auto"><span class="onrecord-said onrecord-direct">“'
        '<mark class="onrecord-match">a</mark> &lt;b&gt;,”</span> s<mark class="onrecord-match">a</mark>id Lee. “'
        '<mark class="onrecord-match">a</mark>”</blockquote><div class="onrecord-article"><cite class="onrecord-title">'
        '<a href="https://paper.example/story#:~:text=%E2%80%9Ca%20%3Cb%3E%2C%E2%80%9D%20said%20Lee.%20%E2%80%9Ca%E2%80%9D"'
        ' target="_blank" rel="noopener noreferrer"><bdi>The title</bdi></a></cite><ul class="onrecord-facts">'
        '<li class="onrecord-fact"><bdi>The Paper</bdi></li><li class="onrecord-fact"><bdi>17 November 2021</bdi></li>'
        '<li class="onrecord-fact"><bdi>An Author</bdi></li><li class="onrecord-fact">Paragraph 9</li></ul></div></div>'
    )


def test_credits_say_who_is_not_known_and_who_is_unsure() -> None:
    passage = fake_passage("words here", said(0, 5, "indirect"), said(6, 10, "mixed", "Lee", confidence=0.1))
    assert re.sub("<[^>]*>", "", plain_credits(passage).replace("</p>", "|")) == (
        "Speaker not identified Paraphrase|Lee Partial quotation Speaker unsure|"
    )
    narration = fake_passage("words", article=fake_article(author=None, publisher=None))
    assert plain_credits(narration) == '<p class="onrecord-credit"><span class="onrecord-kind">Narration</span></p>'


def test_only_web_addresses_are_led_to() -> None:
    card = shown_card(fake_passage("a", article=fake_article(url="javascript:alert(1)")), [])
    assert "<a" not in card and "javascript" not in card


def test_passage_keeps_its_carriage_returns() -> None:
    assert "a&#13;\nb</blockquote>" in shown_card(fake_passage("a\r\nb"), [])
