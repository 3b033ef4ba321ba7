"""The evidence for a speaker, to the character."""

from dataclasses import replace
from typing import get_args

from bot.render.why import NO_REASON, REASONS, WITHHELD, why_this_speaker
from index.attribution.attributed import Evidence
from index.passage import TextSpan
from tests.bot.answers import said
from tests.bot.test_card import texts_of
from tests.fakes import fake_passage


def test_whole_evidence() -> None:
    quoted = replace(
        said(0, 3, "direct", "Ann <Lee>", confidence=0.841),
        evidence="pronoun",
        cue=TextSpan("said", 4, 8),
        speaker_mention=TextSpan("she", 9, 12),
        antecedent=TextSpan("Lee", 2, 5, paragraph=7),
    )
    assert why_this_speaker(fake_passage('"A" said she', quoted)) == (
        '<details class="onrecord-why"><summary>Why this speaker</summary><ul class="onrecord-evidence"><li><dl>'
        "<div><dt>Speaker</dt><dd><bdi>Ann &lt;Lee&gt;</bdi></dd></div>"
        "<div><dt>Mention</dt><dd><q><bdi>she</bdi></q></dd></div>"
        "<div><dt>Stands for</dt><dd><q><bdi>Lee</bdi></q> (paragraph 7)</dd></div>"
        "<div><dt>Cue</dt><dd><q><bdi>said</bdi></q></dd></div>"
        "<div><dt>Kind</dt><dd>Quotation</dd></div>"
        "<div><dt>Reason</dt><dd>The mention is a pronoun; it is taken to stand for somebody whom the article names."
        "</dd></div>"
        "<div><dt>Confidence</dt><dd>0.84 of 1</dd></div></dl></li></ul></details>"
    )


def test_pronoun_that_stands_for_itself_is_not_shown_twice() -> None:
    again = replace(
        said(0, 3, "direct", "Ann"), speaker_mention=TextSpan("she", 4, 7), antecedent=TextSpan("She", 0, 3, 2)
    )
    assert "Stands for" not in why_this_speaker(fake_passage("abc she", again))


def test_of_several_quotations_each_comes_with_its_words() -> None:
    passage = fake_passage("a\r\nb c", said(0, 4, "direct", "Ann Lee"), said(5, 6, "indirect"))
    assert texts_of(why_this_speaker(passage), "onrecord-which") == ["a\r\nb", "c"]


def test_nobody_identified_has_no_confidence_and_says_why() -> None:
    html = why_this_speaker(fake_passage("abc", replace(said(0, 3), evidence="none")))
    assert "<dd>Speaker not identified</dd>" in html
    assert REASONS["none"] in html
    assert "Confidence" not in html


def test_mention_that_gives_no_name_says_that_it_was_not_sure_enough() -> None:
    withheld = replace(said(0, 3), evidence="near", speaker_mention=TextSpan("a", 0, 1))
    assert f"<div><dt>Not named</dt><dd>{WITHHELD}</dd></div></dl>" in why_this_speaker(fake_passage("abc", withheld))


def test_unknown_evidence_is_no_reason() -> None:
    assert NO_REASON in why_this_speaker(fake_passage("abc", replace(said(0, 3, "direct", "A"), evidence="by hand")))


def test_narration_has_no_evidence() -> None:
    assert why_this_speaker(fake_passage("abc")) == ""


def test_every_kind_of_evidence_has_its_reason() -> None:
    assert set(REASONS) == set(get_args(Evidence))
