"""What questions ask for: whose words, on what, and what the turn before adds."""

import pytest

from bot.query.request import Request, understand, with_name_replaced
from tests.bot.query.directory import made_directory

DIRECTORY = made_directory()


def understood(query: str, before: Request | None = None) -> tuple[str, tuple[str, ...]]:
    request = understand(query, DIRECTORY, before)
    return request.wish, request.speakers


@pytest.mark.parametrize(
    ("query", "speakers"),
    [
        ("What did Ana Lind say?", ("Ana Lind",)),
        ("what  else did LIND say", ("Ana Lind",)),
        ("What did Ek tell us?", ("Bo Ek",)),
        ("What has Lind said?", ("Ana Lind",)),
        ("quotes by Lind", ("Ana Lind",)),
        ("All statements of Bo Ek.", ("Bo Ek",)),
        ("Ana Lind", ("Ana Lind",)),
        ("What did the mayor of Aldby say?", ("the mayor of Aldby",)),
        ("What did the harbour master say?", ("Bo Ek",)),
        ("What did Holt say?", ("Dagny Holt", "Ivo Holt")),
        ("What did Ana Lindh say?", ("Ana Lind",)),
        ("what did astrm say", ("Karin Åström",)),
        ("What did Astrom say?", ("Karin Åström",)),
        ("What did Peder Falk say?", ("Mr. Falk",)),
        ("What does Ana Lind claim?", ("Ana Lind",)),
        ("What did Ana Lind and Bo Ek say?", ("Ana Lind", "Bo Ek")),
    ],
)
def test_anything_that_somebody_said(query: str, speakers: tuple[str, ...]) -> None:
    assert understood(query) == ("anything", speakers)


@pytest.mark.parametrize(
    ("query", "speakers"),
    [
        ("What did Ana Lind say about the ferry?", ("Ana Lind",)),
        ("what does lind think of the ferry", ("Ana Lind",)),
        ("Lind on the ferry", ("Ana Lind",)),
        ("Why would they shut it, according to Ana Lind?", ("Ana Lind",)),
        ("Why would they shut the ferry, says Bo Ek", ("Bo Ek",)),
        ("What was Lind's answer on the ferry?", ("Ana Lind",)),
        ("views of Lind on the ferry", ("Ana Lind",)),
        ("Why did the harbour master of Östervik say the ferry was late?", ("Bo Ek",)),
        ("What did Harbour Master Bo Ek say about the ferry?", ("Bo Ek",)),
        ("the Nordby Institute's woman on the ferry", ("Karin Åström",)),
    ],
)
def test_words_of_somebody_on_a_topic(query: str, speakers: tuple[str, ...]) -> None:
    assert understood(query) == ("words", speakers)


@pytest.mark.parametrize(
    ("query", "speakers"),
    [
        ("Why does Lind want a ferry?", ("Ana Lind",)),
        ("Did Ana Lind win?", ("Ana Lind",)),
        ("lind ferry", ("Ana Lind",)),
        ("What did the harbour board say about the ferry?", ("the harbour board",)),  # often said by one of it
        ("Was the border shut?", ()),
        ("What did they say about Ana Lind?", ()),
        ("Who said Ana Lind was late?", ()),
        ("What did Lind's lawyer say about the ferry?", ()),
        ("What did the mayor of Nordby say about the ferry?", ()),
    ],
)
def test_topic_with_whom_it_is_about(query: str, speakers: tuple[str, ...]) -> None:
    assert understood(query) == ("topic", speakers)


@pytest.mark.parametrize("query", ["", "?!", "What did he say?", "quotes"])
def test_question_for_anything_without_a_speaker_is_for_whoever_is_given(query: str) -> None:
    assert understood(query) == ("anything", ())


@pytest.mark.parametrize(
    "query",
    [
        "What did the wife of Bo Ek say about the ferry?",
        "What did a spokesman for Ana Lind say about the ferry?",
        "What did Lind's neighbour say about the ferry?",
    ],
)
def test_somebody_elses_somebody_is_not_that_person(query: str) -> None:
    assert understood(query) == ("topic", ())


@pytest.mark.parametrize("query", ["Whom did Ana Lind blame?", "Did Ana Lind testify?"])
def test_verb_of_saying_asks_for_anything_only_after_what_or_how(query: str) -> None:
    assert understood(query)[0] != "anything"


@pytest.mark.parametrize(
    ("query", "speakers"),
    [
        ("What did Chief Engineer Lind say about the ferry?", ("Ana Lind",)),
        ("What did A. Lind say about the ferry?", ("Ana Lind",)),
        ("WHAT DID THE HARBOUR MASTER SAY?", ("Bo Ek",)),
    ],
)
def test_last_name_behind_titles_or_initials(query: str, speakers: tuple[str, ...]) -> None:
    assert understood(query)[1] == speakers


@pytest.mark.parametrize(
    ("query", "name"),
    [
        ("What did Ebba Moe say about the ferry?", "Ebba Moe"),
        ("what did anna moe say", "anna moe"),
        ("what did ana moe say about the ferry", "ana moe"),
        ("what did ana moe say about the EU", "ana moe"),
        ("According to Ebba Moe, is the ferry late?", "Ebba Moe"),
        ("Why did Ebba Moe take the ferry?", None),
        ("What did the Nordby Tidings say?", None),
        ("What did the coach say?", None),
        ("What did people say?", None),
        ("Who said Nordby is far?", None),
    ],
)
def test_name_that_no_speaker_has(query: str, name: str | None) -> None:
    assert understand(query, DIRECTORY).unknown_name == name


FERRY = understand("What did Ana Lind say about the ferry?", DIRECTORY)


@pytest.mark.parametrize(
    ("query", "wish", "text", "speakers"),
    [
        ("and Bo Ek?", "words", "What did Bo Ek say about the ferry?", ("Bo Ek",)),
        ("What about Ek?", "words", "What did Ek say about the ferry?", ("Bo Ek",)),
        ("and the harbour master?", "words", "What did the harbour master say about the ferry?", ("Bo Ek",)),
        ("and about the harbour?", "words", "and about the harbour?", ("Ana Lind",)),
        ("What did she say about the harbour?", "words", "What did she say about the harbour?", ("Ana Lind",)),
        ("What else did she say?", "anything", "What else did she say?", ("Ana Lind",)),
        ("what else?", "words", "What did Ana Lind say about the ferry?", ("Ana Lind",)),
        ("Is it late, according to her?", "words", "Is it late, according to her?", ("Ana Lind",)),
    ],
)
def test_follow_up_is_understood_by_the_turn_before(
    query: str, wish: str, text: str, speakers: tuple[str, ...]
) -> None:
    request = understand(query, DIRECTORY, FERRY)
    assert (request.follows, request.wish, request.text, request.speakers) == (True, wish, text, speakers)


@pytest.mark.parametrize("query", ["and Ebba Moe?", "And what did Ebba Moe say about the music?"])
def test_follow_up_for_somebody_never_quoted_is_not_the_last_speakers(query: str) -> None:
    request = understand(query, DIRECTORY, FERRY)
    assert (request.unknown_name, request.speakers) == ("Ebba Moe", ())


@pytest.mark.parametrize(
    ("query", "speakers"),
    [
        ("and Ek on the music?", ("Bo Ek",)),
        ("and the mayor on the music?", ()),
        ("and Lind's neighbour?", ()),
        ("and why is the harbour shut?", ()),
    ],
)
def test_follow_up_that_asks_its_own_question_takes_no_speaker_over(query: str, speakers: tuple[str, ...]) -> None:
    request = understand(query, DIRECTORY, FERRY)
    assert (request.is_named_before, request.speakers) == (False, speakers)


def test_name_is_replaced_as_a_word_only() -> None:
    assert (
        with_name_replaced("What did Li say about life and Lind?", "Li", "Bo") == "What did Bo say about life and Lind?"
    )


@pytest.mark.parametrize(
    "query", ["What did Bo Ek say about the border?", "When does the music start?", "Who shut the harbour?"]
)
def test_question_that_stands_alone_takes_nothing_from_the_turn_before(query: str) -> None:
    assert understand(query, DIRECTORY, FERRY) == understand(query, DIRECTORY)


def test_more_of_the_same_is_for_passages_not_shown_yet() -> None:
    assert understand("what else?", DIRECTORY, FERRY).wants_others
    assert understand("What else did she say?", DIRECTORY, FERRY).wants_others
    assert not understand("What did she say about the harbour?", DIRECTORY, FERRY).wants_others


def test_pronoun_after_a_question_without_a_name_means_whoever_spoke() -> None:
    before = understand("Who said the ferry was late?", DIRECTORY)
    request = understand("What else did she say?", DIRECTORY, before)
    assert (request.means_last_speaker, request.speakers, request.wish) == (True, (), "anything")


def test_pronoun_after_a_name_that_no_speaker_has_means_the_same_nobody() -> None:
    before = understand("What did Ebba Moe say about the ferry?", DIRECTORY)
    assert understand("What did she say about the harbour?", DIRECTORY, before).unknown_name == "Ebba Moe"
