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

TIKHANOVSKAYA = ("Svetlana Tikhanovskaya", "opposition candidate who said she defeated Lukashenko at the polls")
LUKASHENKO = ("Alexander Lukashenko", "longtime leader")

# Each passage that somebody speaks in, by its first words, and who speaks there; those whom the article does not name
# keep its words and have no role.
SPOKEN = {
    "Russia's role in the migrant crisis": ("indirect", "Russian and Belarusian experts", None),
    "But despite ongoing Russian support": ("indirect", "analysts from the two countries", None),
    "When Lukashenko claimed": ("indirect", *LUKASHENKO),
    "As security forces": ("indirect", *TIKHANOVSKAYA),
    "For some experts": ("indirect", "some experts", None),
    "With the EU unanimous": ("indirect", "some", None),
    "However, regardless of": ("indirect", "some Russian experts", None),
    "In the last week, experts": ("indirect", "experts", None),
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


def test_two_who_speak_in_one_passage_are_told_apart(passages: list[Passage]) -> None:
    passage = beginning_with("The EU has accused", passages)
    assert [(a.kind, a.speaker) for a in passage.attributions] == [("indirect", "The EU"), ("indirect", "Poland")]


def test_what_is_partly_in_marks_is_told_from_what_is_not(passages: list[Passage]) -> None:
    passage = beginning_with("Putin, in an interview", passages)
    assert [(a.kind, a.speaker, a.role) for a in passage.attributions] == [("indirect", *PUTIN), ("mixed", *PUTIN)]


def test_all_else_is_narration(passages: list[Passage]) -> None:
    openings = [*SPOKEN, "The EU has accused", "Putin, in an interview"]
    spoken = {beginning_with(words, passages).id for words in openings}
    assert {p.id for p in passages if p.attributions} == spoken
    assert (len(passages), len(spoken)) == (36, 26)


def test_quotations_are_the_marks_and_what_stands_between(passages: list[Passage]) -> None:
    quoted = Counter(
        (p.text[a.start_char], p.text[a.end_char - 1]) for p in passages for a in p.attributions if a.kind == "direct"
    )
    # One quotation was opened with a straight mark and closed with a curly one: a page ends inside it.
    assert quoted == {('"', '"'): 4, ("“", "”"): 10, ('"', "”"): 1}


@pytest.mark.parametrize(
    ("words", "contents"),
    [
        ("Russia's role", ["Russia's role in the migrant crisis … its embattled ally Belarus"]),
        (
            "The EU has accused",
            [
                "the Belarusian government of shipping … in presidential elections",
                "Russia, Belarus's only major ally and key political and economic backer, orchestrated the crisis",
            ],
        ),
        ("But despite", ["Moscow's position on its neighbor is complex and often contradictory"]),
        ("When Lukashenko", ["a landslide victory in his bid for a sixth term in office"]),
        ("As security forces", ["she defeated Lukashenko at the polls"]),
        ("For some experts", ["Russia’s guarded support … his scheme bearing fruit"]),
        ("For Samorukov", ["Lukashenko’s continued pariah status … achieve his goals"]),
        ("With the EU unanimous", ["Lukashenko’s bid to force his neighbours into dealing with him has failed"]),
        ("However", ["the Belarusian strongman is becoming a liability for Moscow’s interests"]),
        ("In the last week", ["to Lukashenko’s threat to shut off … are a sensitive issue"]),
        ("Putin, in an", ["Lukashenko for the pipeline threat", "his Belarusian ally as “overly emotional.”"]),
        ("According to", ["Lukashenko’s increasingly erratic conduct … scheduled for 2025"]),
    ],
)
def test_paraphrases_are_what_is_reported(words: str, contents: list[str], passages: list[Passage]) -> None:
    passage = beginning_with(words, passages)
    found = [passage.text[a.start_char : a.end_char] for a in passage.attributions]
    assert len(found) == len(contents)
    for content, expected in zip(found, contents, strict=True):
        start, _, end = expected.partition(" … ")
        assert content == expected or (end and content.startswith(start) and content.endswith(end))


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
