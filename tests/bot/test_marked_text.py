"""Quotations set apart and matched words marked, without a character added."""

from dataclasses import replace

import pytest

from bot.render.marked_text import marked_text
from index.passage import Attribution, TextSpan
from tests.bot.answers import said
from tests.fakes import fake_passage


@pytest.mark.parametrize(
    ("attributions", "html"),
    [
        ([], "abcdef"),
        ([said(0, 6)], '<span class="onrecord-said onrecord-direct">abcdef</span>'),
        ([said(0, 3), said(3, 6)], '<span class="onrecord-said onrecord-direct">abcdef</span>'),
        (
            [said(0, 4, "indirect"), said(2, 6, "direct")],
            '<span class="onrecord-said onrecord-indirect">ab</span>'
            '<span class="onrecord-said onrecord-direct">cdef</span>',
        ),
        (
            [said(0, 6, "mixed"), said(2, 4, "direct")],
            '<span class="onrecord-said onrecord-mixed">ab</span><span class="onrecord-said onrecord-direct">cd</span>'
            '<span class="onrecord-said onrecord-mixed">ef</span>',
        ),
    ],
)
def test_overlapping_quotations_are_set_apart_without_overlap(attributions: list[Attribution], html: str) -> None:
    assert marked_text(fake_passage("abcdef", *attributions)) == html


def test_match_across_the_edge_of_a_quotation_is_marked_on_both_sides() -> None:
    assert marked_text(fake_passage("ab<d", said(0, 2)), [(1, 3)]) == (
        '<span class="onrecord-said onrecord-direct">a<mark class="onrecord-match">b</mark></span>'
        '<mark class="onrecord-match">&lt;</mark>d'
    )


def test_cue_and_mention_are_pointed_to_where_they_stand_in_the_passage() -> None:
    quoted = replace(said(0, 2), cue=TextSpan("cd", 2, 4), speaker_mention=TextSpan("ef", 4, 6))
    assert marked_text(fake_passage("abcdef", quoted), [(3, 4)]) == (
        '<span class="onrecord-said onrecord-direct">ab</span><span class="onrecord-cue">c</span>'
        '<mark class="onrecord-match onrecord-cue">d</mark><span class="onrecord-mention">ef</span>'
    )


@pytest.mark.parametrize("span", [TextSpan("he", 0, 2, paragraph=4), TextSpan("he", 5, 9), TextSpan("", 1, 1)])
def test_mention_that_stands_elsewhere_is_not_pointed_to(span: TextSpan) -> None:
    assert marked_text(fake_passage("abcdef", replace(said(3, 6, "mixed"), speaker_mention=span))) == (
        'abc<span class="onrecord-said onrecord-mixed">def</span>'
    )
