"""The article in data/articles: who said each part of it, worked out by hand."""

from collections import Counter
from pathlib import Path

import pytest

from index.passage import Passage, read_passages

SHRAIBMAN = ("Artyom Shraibman", "Belarusian political analyst based in Ukraine")
KORTUNOV = (
    "Andrei Kortunov",
    "head of the Russian International Affairs Council (RIAC), a Kremlin-aligned think tank",
)
SAMORUKOV = ("Maxim Samorukov", "scholar of post-Communist Eastern Europe at the Moscow Carnegie Center")
PUTIN = ("Vladimir Putin", "Russian President")

SPOKEN = {
    "I don't think Lukashenko needed": ("direct", *SHRAIBMAN),
    "But then, if Moscow": ("direct", *SHRAIBMAN),
    "Throughout this crisis": ("direct", *KORTUNOV),
    "Lukashenko wants to put some distance": ("direct", *KORTUNOV),
    "It would be strange": ("direct", *KORTUNOV),
    "Russia doesn’t need to publicly": ("direct", *SAMORUKOV),
    "For Samorukov": ("indirect", *SAMORUKOV),
    "It’s quite clear that a phone call": ("direct", *SAMORUKOV),
    "Lukashenko wanted the Europeans": ("direct", *SHRAIBMAN),
    "I don’t think it has worked": ("direct", *SHRAIBMAN),
    "The main goal of Russian policy": ("direct", *SAMORUKOV),
    "On the one hand": ("direct", *SAMORUKOV),
    "Putin, in an interview": ("mixed", *PUTIN),
    "According to Samorukov": ("indirect", *SAMORUKOV),
    "There’s no need for him": ("direct", *SAMORUKOV),
    "That would be the single biggest": ("direct", *SAMORUKOV),
    "Every time you hear": ("direct", *SAMORUKOV),
}


@pytest.fixture(scope="module")
def passages(repository: Path) -> list[Passage]:
    """Its passages, whatever other articles a person has put beside it."""
    everything = read_passages(repository / "data" / "passages.jsonl")
    return [passage for passage in everything if passage.article.id == "000_252d2502a52fc22a"]


def beginning_with(words: str, passages: list[Passage]) -> Passage:
    (passage,) = [p for p in passages if p.text.lstrip('"“').startswith(words)]
    return passage


@pytest.mark.parametrize("words", SPOKEN)
def test_speaker_and_role_of_each_spoken_passage(words: str, passages: list[Passage]) -> None:
    passage = beginning_with(words, passages)
    assert {(a.kind, a.speaker, a.role) for a in passage.attributions} == {SPOKEN[words]}


def test_all_else_is_narration(passages: list[Passage]) -> None:
    spoken = {beginning_with(words, passages).id for words in SPOKEN}
    assert {p.id for p in passages if p.attributions} == spoken
    assert (len(passages), len(spoken)) == (36, 17)


def test_quotations_are_the_marks_and_what_stands_between(passages: list[Passage]) -> None:
    quoted = Counter(
        (p.text[a.start_char], p.text[a.end_char - 1]) for p in passages for a in p.attributions if a.kind == "direct"
    )
    # One quotation was opened with a straight mark and closed with a curly one: a page ends inside it.
    assert quoted == {('"', '"'): 4, ("“", "”"): 10, ('"', "”"): 1}
    mixed = beginning_with("Putin, in an interview", passages)
    (scare_quote,) = mixed.attributions
    assert mixed.text[scare_quote.start_char : scare_quote.end_char] == "“overly emotional.”"


def test_paraphrases_are_the_clause_after_their_cue(passages: list[Passage]) -> None:
    def content(words: str) -> str:
        passage = beginning_with(words, passages)
        (paraphrase,) = passage.attributions
        return passage.text[paraphrase.start_char : paraphrase.end_char]

    assert content("For Samorukov").startswith("Lukashenko’s continued pariah status")
    assert content("According to Samorukov").startswith("Lukashenko’s increasingly erratic conduct")


def test_every_speaker_has_a_mention_in_the_article(passages: list[Passage]) -> None:
    mentions = {
        (a.speaker_mention.text, a.speaker) for p in passages for a in p.attributions if a.speaker_mention is not None
    }
    assert all(a.speaker_mention and a.cue for p in passages for a in p.attributions)
    assert ("he", "Maxim Samorukov") in mentions
    assert ("Carnegie’s Samorukov", "Maxim Samorukov") in mentions
    assert ("political analyst Shraibman", "Artyom Shraibman") in mentions


def test_furniture_is_in_no_passage(passages: list[Passage]) -> None:
    everything = "\n".join(p.text for p in passages)
    for words in (
        "Felix Light",
        "BELTA",
        "Migrants gather",
        "Related article",
        "Camp All Winter",
        "Original url",
        "http",
    ):
        assert words not in everything


def test_paragraphs_broken_by_a_page_are_whole(passages: list[Passage]) -> None:
    everything = "\n".join(p.text for p in passages)
    for joint in ("unprecedented protests", "increase his freedom for maneuver", "Moscow at a time when"):
        assert joint in everything


def test_metadata_and_sections(passages: list[Passage]) -> None:
    article = passages[0].article
    assert (article.title, article.author, article.publisher, article.published) == (
        "EU Border Migrant Crisis Complicates Russia-Belarus Alliance",
        "Felix Light",
        "The Moscow Times",
        "2021-11-17",
    )
    assert article.url is not None and article.url.endswith("-a75593")
    assert Counter(p.section for p in passages) == {None: 17, "Pariah status": 7, "Becoming a liability": 12}
