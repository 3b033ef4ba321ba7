"""The described shapes against the real JSON: nothing of it is dropped, nothing is missing."""

import json
import re
from pathlib import Path
from typing import Any

import pytest
from fastapi.testclient import TestClient
from pydantic import ValidationError

from bot.api import create_app
from bot.schema import (
    AnswerJson,
    HealthJson,
    HoldersJson,
    Json,
    PassageDetailsJson,
    ProblemJson,
    SpeakersJson,
    VerdictsJson,
)
from index.passage import Attribution, TextSpan
from index.passage_index import PassageIndex
from tests.bot.browser.passages import HOSTILE_PASSAGES, TOPICS
from tests.fakes import fake_article, fake_index, fake_passage, quotation

pytestmark = pytest.mark.usefixtures("decision_by_cosine")

BORDER = "“The border is shut,” she said. It rained."
WHOLE = Attribution(
    kind="mixed",
    start_char=0,
    end_char=21,
    speaker="Ann Lee",
    role="mayor",
    speaker_mention=TextSpan("Ann Lee", 3, 10, paragraph=1),
    cue=TextSpan("said", 26, 30),
    evidence="pronoun",
    confidence=0.5,
    antecedent=TextSpan("She", 0, 3, paragraph=1),
)
WEATHER = quotation(BORDER, "It rained.", None)
COPY = fake_passage(BORDER, WHOLE, WEATHER, article=fake_article(id="b", url=None, author=None))
INDEX = fake_index(
    [
        fake_passage(BORDER, WHOLE, WEATHER, number=1),
        fake_passage("Sanctions, and no more.", number=2),
        COPY,
    ]
)
HOSTILE = fake_index(HOSTILE_PASSAGES, topics=TOPICS)


def client_of(passage_index: PassageIndex) -> TestClient:
    return TestClient(create_app(passage_index, with_chat=False))


CLIENT = client_of(INDEX)


def assert_nothing_is_lost(model: type[Json], body: bytes) -> None:
    record = json.loads(body)
    assert model.model_validate_json(body).model_dump(mode="json", by_alias=True, exclude_unset=True) == record


@pytest.mark.parametrize(
    ("asked", "level", "n_hits"),
    [
        ({"q": "border"}, "answer", 1),
        ({"q": "border", "ranking": "true"}, "answer", 1),
        ({"q": "What did Ann Lee say?"}, "answer", 1),
        (
            {"q": "sanctions", "kind": "narration", "from": "2021", "to": "2021-12", "publisher": "the paper"},
            "answer",
            1,
        ),
        ({"q": "and sanctions?", "previous": "border"}, "answer", 1),
        ({"q": "opera"}, "silent", 0),
    ],
)
def test_answer_is_as_described(asked: dict[str, str], level: str, n_hits: int) -> None:
    body = CLIENT.get("/api/v1/ask", params=asked).content
    assert_nothing_is_lost(AnswerJson, body)
    answer = AnswerJson.model_validate_json(body)
    assert (answer.level, len(answer.hits)) == (level, n_hits)


def test_nearest_passages_are_as_described() -> None:
    topics = ("border", "two", "three", "four", "five", "six", "seven", "eight")
    body = (
        client_of(fake_index([fake_passage("border")], topics=topics))
        .get(f"/api/v1/ask?q={'%20'.join(topics)}")
        .content
    )
    assert_nothing_is_lost(AnswerJson, body)
    assert AnswerJson.model_validate_json(body).level == "closest"


def test_copy_is_as_described() -> None:
    body = CLIENT.get("/api/v1/ask", params={"q": "border", "ranking": "true"}).content
    answer = AnswerJson.model_validate_json(body)
    assert [(copy.id, copy.article.id, copy.link) for copy in answer.hits[0].copies] == [("b:1", "b", None)]
    assert answer.ranking is not None
    assert [ranked.copies for ranked in answer.ranking[:1]] == [("b:1",)]


@pytest.mark.parametrize("number", range(len(HOSTILE_PASSAGES)))
def test_hostile_passage_is_as_described_and_verbatim(number: int) -> None:
    passage = HOSTILE_PASSAGES[number]
    reply = client_of(HOSTILE).get(f"/api/v1/passages/{passage.id}")
    assert_nothing_is_lost(PassageDetailsJson, reply.content)
    assert PassageDetailsJson.model_validate_json(reply.content).passage.text == passage.text


@pytest.mark.parametrize("topic", TOPICS)
def test_answer_of_hostile_passages_is_as_described(topic: str) -> None:
    body = client_of(HOSTILE).get("/api/v1/ask", params={"q": topic, "k": 10, "ranking": "true"}).content
    assert_nothing_is_lost(AnswerJson, body)
    texts = {passage.id: passage.text for passage in HOSTILE_PASSAGES}
    hits = AnswerJson.model_validate_json(body).hits
    assert hits
    assert [hit.passage.text for hit in hits] == [texts[hit.passage.id] for hit in hits]


@pytest.mark.parametrize(
    ("model", "path"),
    [
        (SpeakersJson, "/api/v1/speakers"),
        (SpeakersJson, "/api/v1/speakers?limit=1"),
        (PassageDetailsJson, "/api/v1/passages/a:1"),
        (PassageDetailsJson, "/api/v1/passages/a:2"),
        (PassageDetailsJson, "/api/v1/passages/b:1"),
        (HoldersJson, "/api/v1/passages?contains=border"),
        (HoldersJson, "/api/v1/passages?contains=BORDER"),
        (HoldersJson, "/api/v1/passages?contains=nothing"),
        (HealthJson, "/healthz"),
        (HealthJson, "/readyz"),
        (ProblemJson, "/api/v1/ask"),
        (ProblemJson, "/nowhere"),
    ],
)
def test_reply_is_as_described(model: type[Json], path: str) -> None:
    assert_nothing_is_lost(model, CLIENT.get(path).content)


def test_verdicts_are_as_described() -> None:
    reply = CLIENT.post("/api/v1/verify", json={"passages": [{"id": "a:1", "text": BORDER}, {"id": "?", "text": ""}]})
    assert_nothing_is_lost(VerdictsJson, reply.content)
    assert [each["verdict"] for each in reply.json()["passages"]] == ["not checkable", "unknown"]


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("rank", "1"),
        ("rank", 0),
        ("rank", 1.5),
        ("score", "0.5"),
        ("speakers", "Ann Lee"),
        ("link", 3),
        ("context", None),
    ],
)
def test_reply_of_another_shape_is_refused(field: str, value: object) -> None:
    record = CLIENT.get("/api/v1/ask?q=border").json()
    record["hits"][0][field] = value
    with pytest.raises(ValidationError):
        AnswerJson.model_validate_json(json.dumps(record))


def test_field_of_a_later_release_is_passed_over() -> None:
    record = CLIENT.get("/api/v1/ask?q=border").json()
    later = json.dumps(record | {"later": 1, "hits": [record["hits"][0] | {"later": {}}]})
    assert AnswerJson.model_validate_json(later) == AnswerJson.model_validate_json(json.dumps(record))


def test_document_shows_the_fields_that_answers_have(repository: Path) -> None:
    text = (repository / "docs" / "answers.md").read_text(encoding="utf-8")
    shown = json.loads(re.findall(r"```json\n(.*?)```", text, re.DOTALL)[0])
    record = CLIENT.get("/api/v1/ask?q=border").json()
    assert _names(shown) - {"hits.copies.article.…", "hits.passage.attributions.antecedent"} == {
        name for name in _names(record) if not name.startswith(_SHORTENED)
    } - {"hits.passage.attributions.antecedent", *_SPANS}


_SHORTENED = (
    "hits.copies.article.author",
    "hits.copies.article.pub",
    "hits.copies.article.url",
    "hits.copies.article.text",
)
_SPANS = {
    "hits.passage.attributions.speaker_mention.paragraph",
    *(f"hits.passage.attributions.antecedent.{name}" for name in ("text", "start_char", "end_char", "paragraph")),
}
"""What the document tells in words."""


def _names(record: Any, prefix: str = "") -> set[str]:  # noqa: ANN401 - JSON
    if isinstance(record, list):
        return {name for each in record for name in _names(each, prefix)}
    if not isinstance(record, dict):
        return set()
    deeper = {name for key, value in record.items() for name in _names(value, f"{prefix}{key}.")}
    return {f"{prefix}{key}" for key in record} | deeper
