"""Answers over a fake index of known geometry: order, scores, context, links, filters."""

import pytest

from bot.answer import Context, IndexSummary, answer_query
from bot.filters import Filters
from bot.render.json import answer_record, context_record
from index.errors import QueryError
from index.retrieval.hybrid import WORD_WEIGHT
from index.retrieval.lifts import QUOTATION_LIFT
from tests.fakes import fake_article, fake_index, fake_passage, quotation

BORDER = "“The border is open,” said Dagny Holt."
BOTH = "The border and the sanctions stay."
SANCTIONS = "“No sanctions,” said Ivo Holt."
MUSIC = "There was music."
INDEX = fake_index(
    [
        fake_passage(BORDER, quotation(BORDER, "“The border is open,”", "Dagny Holt"), number=1),
        fake_passage(BOTH, number=2),
        fake_passage(SANCTIONS, quotation(SANCTIONS, "“No sanctions,”", "Ivo Holt"), number=3),
        fake_passage(MUSIC, number=1, article=fake_article(id="b", url="javascript:alert(1)")),
    ]
)
HALF = 0.5**0.5

pytestmark = pytest.mark.usefixtures("decision_by_cosine")
MEANING = 1 - WORD_WEIGHT


def ranking(query: str, **options: object) -> list[tuple[int, str, float]]:
    answer = answer_query(query, INDEX, **options)  # type: ignore[arg-type]
    return [(hit.rank, hit.passage.id, round(hit.score, 4)) for hit in answer.hits]


def test_hits_come_best_first_by_meaning_words_and_what_they_hold() -> None:
    assert ranking("the border?", k=2) == [
        (1, "a:1", 1 + QUOTATION_LIFT),
        (2, "a:2", round(MEANING * HALF + WORD_WEIGHT, 4)),
    ]


def test_k_cuts_the_ranking() -> None:
    assert [place for place, _, _ in ranking("the border?", k=1)] == [1]


def test_ranking_is_that_before_it_was_decided_what_to_show() -> None:
    answer = answer_query("the border?", INDEX, k=1)
    assert [ranked.passage_id for ranked in answer.ranking] == ["a:1", "a:2", "a:3", "b:1"]
    assert [round(ranked.score, 4) for ranked in answer.ranking[:2]] == [
        1 + QUOTATION_LIFT,
        round(MEANING * HALF + WORD_WEIGHT, 4),
    ]
    silent = answer_query("weather", INDEX)
    assert (silent.level, silent.hits) == ("silent", ())
    assert {ranked.passage_id for ranked in silent.ranking} == {"a:1", "a:2", "a:3", "b:1"}


def test_nothing_is_ranked_for_somebody_who_is_never_quoted() -> None:
    assert answer_query("What did Zora Quist say about the border?", INDEX).ranking == ()


def test_copies_stand_in_the_ranking_with_their_original() -> None:
    copy = fake_passage(BORDER, quotation(BORDER, "“The border is open,”", "Dagny Holt"), article=fake_article(id="c"))
    index = fake_index([*INDEX.snapshot.passages[:1], copy])
    (ranked,) = answer_query("the border?", index).ranking
    assert (ranked.passage_id, ranked.copies) == ("a:1", ("c:1",))


def test_answer_names_filters_level_and_index() -> None:
    answer = answer_query("music?", INDEX)
    assert (answer.level, answer.answered, answer.message, answer.filters) == ("answer", True, None, Filters())
    assert (answer.speaker_named_in, answer.previous, answer.thread) == (None, None, "music?")
    assert answer.index == IndexSummary(passages=4, model="fake-model", built="2024-01-02T03:04:05Z")


def test_context_is_the_passages_before_and_after_in_the_same_article() -> None:
    hits = answer_query("sanctions", INDEX, k=2).hits
    assert [context_record(hit.context) for hit in hits] == [
        {"before": BOTH, "after": None},
        {"before": BORDER, "after": SANCTIONS},
    ]
    assert answer_query("music", INDEX).hits[0].context == Context(None, None)


def test_link_opens_the_article_at_the_passage_and_is_for_web_addresses_only() -> None:
    assert answer_query("sanctions", INDEX, k=1).hits[0].link == (
        "https://paper.example/story#:~:text=%E2%80%9CNo%20sanctions%2C%E2%80%9D%20said%20Ivo%20Holt."
    )
    assert answer_query("music", INDEX).hits[0].link is None


def test_question_without_any_near_passage_is_silent() -> None:
    answer = answer_query("weather", INDEX)
    assert (answer.level, answer.hits, answer.message) == ("silent", (), "No passage answers this.")


def test_given_speaker_filter_keeps_that_speakers_passages_only() -> None:
    answer = answer_query("border sanctions", INDEX, filters=Filters(speaker="ivo  HOLT"), k=10)
    assert [hit.passage.id for hit in answer.hits] == ["a:3"]
    assert (answer.filters, answer.speaker_named_in) == (Filters(speaker="Ivo Holt"), "filter")


@pytest.mark.parametrize(
    ("filters", "ids"),
    [
        (Filters(kind="quotation"), {"a:1", "a:3"}),
        (Filters(kind="narration"), {"a:2"}),
        (Filters(publisher="the paper"), {"a:1", "a:2", "a:3"}),
        (Filters(published_from="2021-11-18"), set()),
    ],
)
def test_other_filters_keep_exactly_what_they_name(filters: Filters, ids: set[str]) -> None:
    answer = answer_query("border sanctions", INDEX, filters=filters, k=10)
    assert {hit.passage.id for hit in answer.hits} - {"b:1"} == ids


def test_speaker_given_beside_the_question_goes_before_the_one_in_it() -> None:
    answer = answer_query("What did Dagny Holt say?", INDEX, filters=Filters(speaker="Ivo Holt"))
    assert (answer.filters, answer.speaker_named_in) == (Filters(speaker="Ivo Holt"), "filter")


@pytest.mark.parametrize(
    ("query", "options", "message"),
    [
        ("", {}, "the question is empty; ask one in a few words"),
        (" \n", {}, "the question is empty; ask one in a few words"),
        ("x" * 501, {}, "the question has 501 characters; ask it in 500 or fewer"),
        ("\ud800", {}, "the question holds a character that is not text; type it anew"),
        ("a\0b", {}, "the question holds a character that is not text; type it anew"),
        ("a", {"k": 0}, "k is 0; ask for 1 to 10 passages"),
        ("a", {"k": 11}, "k is 11; ask for 1 to 10 passages"),
        (
            "a",
            {"filters": Filters(speaker="Nobody")},
            "no passage has the speaker 'Nobody'; choose a name from the list of speakers",
        ),
        (
            "a",
            {"filters": Filters(speaker="Holt")},
            "'Holt' could be Dagny Holt or Ivo Holt; give the full name",
        ),
    ],
)
def test_what_cannot_be_asked_is_refused_in_a_sentence(query: str, options: dict[str, object], message: str) -> None:
    with pytest.raises(QueryError) as caught:
        answer_query(query, INDEX, **options)  # type: ignore[arg-type]
    assert str(caught.value) == message


def test_question_of_500_characters_can_be_asked() -> None:
    assert len(answer_query("music " + "x" * 494, INDEX).query) == 500


def test_json_is_the_whole_answer() -> None:
    record = answer_record(answer_query("sanctions", INDEX, filters=Filters(speaker="Ivo Holt"), k=1))
    assert record == {
        "query": "sanctions",
        "previous": None,
        "filters": {"speaker": "Ivo Holt", "kind": None, "publisher": None, "from": None, "to": None},
        "speaker_named_in": "filter",
        "level": "answer",
        "answered": True,
        "message": None,
        "hits": [
            {
                "rank": 1,
                "score": record["hits"][0]["score"],  # its parts are worked out in the tests of the ranking
                "passage": {
                    "id": "a:3",
                    "text": SANCTIONS,
                    "article": {
                        "id": "a",
                        "title": "The title",
                        "author": "An Author",
                        "publisher": "The Paper",
                        "published": "2021-11-17",
                        "url": "https://paper.example/story",
                        "text_sha256": None,
                    },
                    "section": None,
                    "paragraph": 3,
                    "start_char": 0,
                    "end_char": len(SANCTIONS),
                    "attributions": [
                        {
                            "kind": "direct",
                            "start_char": 0,
                            "end_char": 15,
                            "speaker": "Ivo Holt",
                            "role": None,
                            "speaker_mention": None,
                            "cue": None,
                            "evidence": "test",
                            "confidence": 0.0,
                            "antecedent": None,
                        }
                    ],
                },
                "speakers": ["Ivo Holt"],
                "context": {"before": BOTH, "after": None},
                "link": "https://paper.example/story#:~:text=%E2%80%9CNo%20sanctions%2C%E2%80%9D%20said%20Ivo%20Holt.",
                "matches": [[4, 13]],
                "copies": [],
            }
        ],
        "index": {"passages": 4, "model": "fake-model", "built": "2024-01-02T03:04:05Z"},
    }
