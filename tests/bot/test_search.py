"""The outcomes of a search over a fake index of known geometry: answer, closest, silent, and whom it is narrowed to."""

from typing import Any

import pytest

from bot.answer import Answer, answer_query
from bot.filters import Filters
from index.passage import Attribution
from index.passage_index import PassageIndex
from index.retrieval.hybrid import Match
from tests.fakes import fake_article, fake_index, fake_passage, quotation

BORDER = "“The border is open,” said Dagny Holt."
MUSIC = "“There is music,” said Dagny Holt."
SANCTIONS = "“The sanctions stay,” said Bo Ek."
MENTION = "Dagny Holt wants no sanctions."
RUNE = "Rune Dahl plays music at the border."
COPY = fake_article(id="copy", title="The same elsewhere")

INDEX = fake_index(
    [
        fake_passage(BORDER, quotation(BORDER, "“The border is open,”", "Dagny Holt"), number=1),
        fake_passage(MUSIC, quotation(MUSIC, "“There is music,”", "Dagny Holt"), number=2),
        fake_passage(SANCTIONS, quotation(SANCTIONS, "“The sanctions stay,”", "Bo Ek"), number=3),
        fake_passage(RUNE, number=4),
        fake_passage(BORDER, quotation(BORDER, "“The border is open,”", "Dagny Holt"), number=1, article=COPY),
    ]
)

pytestmark = pytest.mark.usefixtures("decision_by_cosine")


def ids(answer: Answer) -> list[str]:
    return [hit.passage.id for hit in answer.hits]


def test_words_of_a_speaker_are_searched_in_their_passages_only() -> None:
    answer = answer_query("What did Dagny Holt say about the border?", INDEX)
    assert (answer.level, answer.filters.speaker, answer.speaker_named_in) == ("answer", "Dagny Holt", "query")
    # Hers on music is left out: it scores less than the share of the best that is shown.
    assert ids(answer) == ["a:1"]


def test_anything_a_speaker_said_answers_near_or_not() -> None:
    answer = answer_query("What did Dagny Holt say?", INDEX)
    # Both hold the name; the second has a share of the first's score on top.
    assert (answer.level, answer.filters.speaker, ids(answer)) == ("answer", "Dagny Holt", ["a:2", "a:1"])


def test_others_words_are_never_the_answer_to_what_somebody_said() -> None:
    answer = answer_query("What did Dagny Holt say about the sanctions?", INDEX)
    assert (answer.level, answer.filters.speaker, ids(answer)) == ("silent", "Dagny Holt", [])


def test_passage_of_nobodys_that_mentions_the_speaker_may_answer_instead() -> None:
    index = fake_index([*INDEX.snapshot.passages, fake_passage(MENTION, number=5)])
    answer = answer_query("What did Dagny Holt say about the sanctions?", index)
    assert (answer.level, answer.filters, answer.speaker_named_in) == ("answer", Filters(), None)
    assert ids(answer) == ["a:5"]


def test_anyone_drops_the_speaker_named_in_the_question() -> None:
    answer = answer_query("What did Dagny Holt say about the sanctions?", INDEX, anyone=True)
    assert (answer.level, answer.filters, answer.speaker_named_in) == ("answer", Filters(), None)
    assert ids(answer)[0] == "a:3"


@pytest.mark.parametrize(
    ("question", "same"),
    [
        ("What did Dagny Holt say about the sanctions?", "What did say about the sanctions?"),
        ("What did Rune Dahl say about the border?", "What did say about the border?"),
        ("What did Dagny Holt say about trains?", "What did say about trains?"),
    ],
)
def test_anyone_drops_the_name_from_what_is_searched_for_too(question: str, same: str) -> None:
    # Else each passage of that person holds half of what is asked, whatever it is about.
    dropped, without = answer_query(question, INDEX, anyone=True), answer_query(same, INDEX)
    assert (dropped.level, ids(dropped)) == (without.level, ids(without))
    assert [hit.score for hit in dropped.hits] == [hit.score for hit in without.hits]
    assert [hit.matches for hit in dropped.hits] == [hit.matches for hit in without.hits]


def test_speaker_who_is_only_a_part_of_the_topic_is_raised_not_filtered() -> None:
    answer = answer_query("Why does Bo Ek love music?", INDEX)
    assert (answer.filters, answer.speaker_named_in) == (Filters(), None)
    assert set(ids(answer)) >= {"a:2", "a:4"}


def test_person_mentioned_but_never_quoted_is_said_to_be_that() -> None:
    answer = answer_query("What did Rune Dahl say about the border?", INDEX)
    assert (answer.level, answer.hits, answer.answered) == ("silent", (), False)
    assert answer.message == "The articles mention the person asked about, but quote no word of theirs."


def test_person_who_does_not_occur_is_met_with_silence() -> None:
    answer = answer_query("What did Ebba Moe say about the border?", INDEX)
    assert (answer.level, answer.hits, answer.message) == ("silent", (), "No passage answers this.")


def test_anyone_searches_past_a_person_never_quoted() -> None:
    assert answer_query("What did Rune Dahl say about the border?", INDEX, anyone=True).level == "answer"


TOPICS = tuple(f"{letter * 3}topic" for letter in "abcdefghijklm")


@pytest.mark.parametrize(
    ("n_topics", "level", "message", "n_hits"),
    [
        (4, "answer", None, 1),
        (10, "closest", "No passage answers this; these are the closest.", 1),
        (13, "silent", "No passage answers this.", 0),
    ],
)
def test_three_outcomes(n_topics: int, level: str, message: str | None, n_hits: int) -> None:
    # The passage is on one of the topics asked about: the cosine is the root of 1 / n_topics, 0.5, 0.32 and 0.28.
    index = fake_index([fake_passage(TOPICS[0])], topics=TOPICS)
    answer = answer_query(" ".join(TOPICS[:n_topics]), index)
    assert (answer.level, answer.message, len(answer.hits)) == (level, message, n_hits)


def test_copies_in_other_articles_are_one_hit_that_lists_them() -> None:
    hit = answer_query("Is the border open?", INDEX, k=1).hits[0]
    assert (hit.passage.id, [copy.id for copy in hit.copies]) == ("a:1", ["copy:1"])


def test_follow_up_with_another_name_asks_the_same_of_them() -> None:
    answer = answer_query("and Bo Ek?", INDEX, previous="What did Dagny Holt say about the sanctions?")
    assert (answer.level, answer.filters.speaker, answer.speaker_named_in) == ("answer", "Bo Ek", "query")
    assert (ids(answer), answer.previous) == (["a:3"], "What did Dagny Holt say about the sanctions?")
    assert answer.thread == "What did Dagny Holt say about the sanctions?\nand Bo Ek?"


def test_follow_up_with_a_pronoun_is_narrowed_to_the_speaker_before() -> None:
    answer = answer_query("What did she say about music?", INDEX, previous="What did Dagny Holt say about the border?")
    assert (answer.filters.speaker, answer.speaker_named_in, ids(answer)[0]) == ("Dagny Holt", "previous", "a:2")


def test_what_else_leaves_out_what_was_shown() -> None:
    first = answer_query("What did Dagny Holt say about the border?", INDEX)
    second = answer_query("What else did she say?", INDEX, previous=first.thread)
    assert (ids(first), ids(second), second.filters.speaker) == (["a:1"], ["a:2"], "Dagny Holt")
    third = answer_query("And what else?", INDEX, previous=second.thread)
    assert (third.level, ids(third)) == ("silent", [])


def test_pronoun_means_the_speaker_of_the_answer_before_where_no_name_was_asked_for() -> None:
    answer = answer_query("What did he say about the border?", INDEX, previous="Who keeps the sanctions?")
    assert (answer.filters.speaker, answer.speaker_named_in) == ("Bo Ek", "previous")


def test_question_that_stands_alone_leaves_the_turn_before_unused() -> None:
    answer = answer_query("Is the border open?", INDEX, previous="What did Bo Ek say?")
    assert (answer.previous, answer.thread, answer.filters) == (None, "Is the border open?", Filters())


def test_speakers_of_one_last_name_are_all_searched_and_named() -> None:
    ivo = "“Sanctions help,” said Ivo Holt."
    index = fake_index(
        [*INDEX.snapshot.passages, fake_passage(ivo, quotation(ivo, "“Sanctions help,”", "Ivo Holt"), number=6)]
    )
    answer = answer_query("What did Holt say?", index, k=10)
    assert answer.filters.speaker == "Dagny Holt or Ivo Holt"
    assert {speaker for hit in answer.hits for speaker in hit.speakers} == {"Dagny Holt", "Ivo Holt"}


def test_kind_and_recognised_speaker_must_meet_in_one_attribution() -> None:
    said = "“Sanctions,” said Bo Ek, and Dagny Holt agreed that the border is shut."
    both = fake_passage(
        said,
        quotation(said, "“Sanctions,”", "Bo Ek"),
        Attribution(kind="indirect", start_char=39, end_char=len(said), speaker="Dagny Holt"),
    )
    index = fake_index([both])
    assert answer_query("What did Dagny Holt say?", index, filters=Filters(kind="paraphrase")).level == "answer"
    assert answer_query("What did Dagny Holt say?", index, filters=Filters(kind="quotation")).level == "silent"


def test_long_chain_of_turns_is_looked_back_on_a_little_and_worked_out_once(monkeypatch: pytest.MonkeyPatch) -> None:
    n_searches = 0
    search = PassageIndex.search

    def counted(*arguments: Any, **options: Any) -> list[Match]:  # noqa: ANN401 - handed on as they are
        nonlocal n_searches
        n_searches += 1
        return search(*arguments, **options)

    monkeypatch.setattr(PassageIndex, "search", counted)
    previous = "What did Dagny Holt say?\n" + "What else?\n" * 200
    answer = answer_query("What else?", INDEX, previous=previous)
    assert (answer.level, answer.previous) == ("silent", "\n".join(["What else?"] * 4))
    assert n_searches <= 10


@pytest.mark.parametrize(
    ("query", "is_said"),
    [
        ("What did Rune Dahl say about the border?", True),
        ("What did Rune Holt say about the border?", False),  # a Holt is quoted
        ("What did Rune Border say about the music?", False),  # no such name stands together
    ],
)
def test_never_quoted_is_said_only_of_a_name_that_stands_there_and_that_no_speaker_shares(
    query: str, is_said: bool
) -> None:
    assert answer_query(query, INDEX).is_never_quoted == is_said


def test_never_quoted_is_not_said_of_a_person_outside_the_filters() -> None:
    answer = answer_query("What did Rune Dahl say?", INDEX, filters=Filters(kind="quotation"))
    assert (answer.level, answer.is_never_quoted) == ("silent", False)


def test_question_for_anything_under_a_given_speaker_is_for_theirs() -> None:
    answer = answer_query("What did he say?", INDEX, filters=Filters(speaker="Bo Ek"))
    assert (answer.level, ids(answer)) == ("answer", ["a:3"])


def test_passages_without_any_attribution_say_nothing_of_who_is_quoted() -> None:
    index = fake_index([fake_passage(RUNE)])
    assert answer_query("What did Rune Dahl say about music?", index).level == "answer"
