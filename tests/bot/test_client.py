"""A program asks: a running server and an index in its own process give the same, to the last value."""

from base64 import b64encode
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from fastapi import FastAPI, Request
from fastapi.responses import JSONResponse
from pydantic import ValidationError

from bot.answer import MESSAGE_SILENT
from bot.api import create_app
from bot.client import Client
from bot.schema import (
    AnswerJson,
    ArticleJson,
    AttributionJson,
    ContextJson,
    FiltersJson,
    HitJson,
    IndexJson,
    PassageJson,
    SpanJson,
    SpeakerJson,
)
from bot.settings import Settings
from index.building.build_index import build_index
from index.errors import IndexFolderError, OnrecordError, QueryError, UnknownPassageError
from index.passage import Attribution, TextSpan, write_passages
from tests.bot.browser.passages import HOSTILE_PASSAGES, HOSTILE_TEXTS, TOPICS
from tests.bot.running import running
from tests.fakes import fake_article, fake_index, fake_passage, quotation

pytestmark = pytest.mark.usefixtures("decision_by_cosine")

BORDER = "“The border is shut,” said Dagny Holt."
SPOKEN = Attribution(
    kind="direct",
    start_char=0,
    end_char=21,
    speaker="Dagny Holt",
    role="harbour master",
    speaker_mention=TextSpan("Dagny Holt", 27, 37),
    cue=TextSpan("said", 22, 26),
    evidence="cue",
    confidence=0.1 + 0.2,
)
MUSIC = "Music\u00a0& rain.\r"
PASSAGES = [
    fake_passage(BORDER, SPOKEN),
    fake_passage(MUSIC, quotation(MUSIC, "rain", "Bo Li"), number=2),
    fake_passage("Fine weather.", article=fake_article(id="c/d %2F", title=None, author=None)),
]
INDEX = fake_index(PASSAGES)


@pytest.fixture(scope="module")
def site() -> Iterator[str]:
    with running(create_app(INDEX, with_chat=False)) as address:
        yield address


@pytest.fixture
def there(site: str) -> Iterator[Client]:
    with Client(site) as client:
        yield client


@pytest.fixture
def here() -> Client:
    return Client.of(INDEX)


def test_answer_has_every_value_as_the_index_has_it(there: Client) -> None:
    assert there.ask("the border", k=1) == AnswerJson(
        query="the border",
        previous=None,
        filters=FiltersJson(speaker=None, kind=None, publisher=None, published_from=None, published_to=None),
        speaker_named_in=None,
        level="answer",
        answered=True,
        message=None,
        hits=(
            HitJson(
                rank=1,
                score=Client.of(INDEX).ask("the border", k=1).hits[0].score,
                passage=PassageJson(
                    id="a:1",
                    text=BORDER,
                    article=ArticleJson(
                        id="a",
                        title="The title",
                        author="An Author",
                        publisher="The Paper",
                        published="2021-11-17",
                        url="https://paper.example/story",
                        text_sha256=None,
                    ),
                    section=None,
                    paragraph=1,
                    start_char=0,
                    end_char=len(BORDER),
                    attributions=(
                        AttributionJson(
                            kind="direct",
                            start_char=0,
                            end_char=21,
                            speaker="Dagny Holt",
                            role="harbour master",
                            speaker_mention=SpanJson(text="Dagny Holt", start_char=27, end_char=37),
                            cue=SpanJson(text="said", start_char=22, end_char=26),
                            evidence="cue",
                            confidence=0.30000000000000004,
                            antecedent=None,
                        ),
                    ),
                ),
                speakers=("Dagny Holt",),
                context=ContextJson(before=None, after=MUSIC),
                link="https://paper.example/story#:~:text=%E2%80%9CThe%20border%20is%20shut%2C%E2%80%9D%20said%20Dagny%20Holt.",
                matches=((5, 11),),
                copies=(),
            ),
        ),
        index=IndexJson(passages=3, model="fake-model", built="2024-01-02T03:04:05Z"),
    )


ASKED: list[dict[str, Any]] = [
    {"question": "the border"},
    {"question": "music border weather", "k": 10},
    {"question": "opera"},
    {"question": "What did Dagny Holt say?"},
    {"question": "What did Dagny Holt say?", "anyone": True},
    {"question": "border", "speaker": "holt", "kind": "quotation", "publisher": "the paper"},
    {"question": "border", "published_from": "2021-11", "published_to": "2021"},
    {"question": "And the music?", "previous": "the border"},
    {"question": " <b>border</b>\t&amp; + %2B # \u00a0\u202e \U0001f600 "},
]


@pytest.mark.parametrize("asked", ASKED)
def test_server_and_index_give_the_same_answer(there: Client, here: Client, asked: dict[str, Any]) -> None:
    answer = there.ask(**asked)
    assert answer == here.ask(**asked)
    assert answer.query == asked["question"]


def test_filters_and_silence_are_told(there: Client) -> None:
    answer = there.ask("opera", published_from="2021-11", published_to="2021", speaker="li")
    assert (answer.level, answer.answered, answer.message, answer.hits) == ("silent", False, MESSAGE_SILENT, ())
    assert answer.filters == FiltersJson(
        speaker="Bo Li", kind=None, publisher=None, published_from="2021-11-01", published_to="2021-12-31"
    )


@pytest.mark.parametrize("passage", PASSAGES)
def test_passage_is_found_by_its_id(there: Client, here: Client, passage: Any) -> None:  # noqa: ANN401
    details = there.passage(passage.id)
    assert (details.passage.id, details.passage.text) == (passage.id, passage.text)
    assert details == here.passage(passage.id)


def test_speakers_come_one_by_one_over_all_pages(monkeypatch: pytest.MonkeyPatch, there: Client, here: Client) -> None:
    monkeypatch.setattr("bot.client.MAX_LIMIT", 1)
    both = [SpeakerJson(name="Bo Li", passages=1), SpeakerJson(name="Dagny Holt", passages=1)]
    assert list(there.speakers()) == both
    assert list(here.speakers()) == both
    assert list(there.speakers("da")) == list(here.speakers("da")) == both[1:]
    assert list(there.speakers("nobody")) == []


def test_values_cannot_be_changed(here: Client) -> None:
    answer = here.ask("the border")
    with pytest.raises(ValidationError, match="frozen"):
        answer.hits[0].passage.text = "another"  # type: ignore[misc]


@pytest.mark.parametrize(
    ("ask", "kind", "sentence"),
    [
        (lambda client: client.ask(" "), QueryError, "the question is empty; ask one in a few words"),
        (lambda client: client.ask("x", k=11), QueryError, "k is 11; ask for 1 to 10 passages"),
        (
            lambda client: client.ask("x", speaker="Nobody"),
            QueryError,
            "no passage has the speaker 'Nobody'; choose a name from the list of speakers",
        ),
        (
            lambda client: client.ask("x", published_from="May"),
            QueryError,
            "'May' is no date; write it as YYYY-MM-DD, YYYY-MM or YYYY",
        ),
        (lambda client: client.ask("x", k="abc"), QueryError, "k is 'abc'; give a whole number"),
        (lambda client: client.ask("x", k=2.5), QueryError, "k is '2.5'; give a whole number"),
        (lambda client: client.ask("x", k=True), QueryError, "k is 'True'; give a whole number"),
        (lambda client: client.ask("x", anyone="maybe"), QueryError, "anyone is 'maybe'; give true or false"),
        (lambda client: client.ask("x", published_from=2021), QueryError, "published_from is '2021'; give text"),
        (lambda client: client.ask(None), QueryError, "question is 'None'; give text"),
        (lambda client: list(client.speakers(None)), QueryError, "find is 'None'; give text"),
        (lambda client: client.passage(None), QueryError, "passage_id is 'None'; give text"),
        *(
            (
                lambda client, passage_id=passage_id: client.passage(passage_id),
                UnknownPassageError,
                f"no passage has the id '{passage_id}'; answers give the ids there are",
            )
            for passage_id in ("", "a:9", ".", "..", "../ask?q=x", "c/d %2F")
        ),
        (
            lambda client: client.passage("\ud800"),
            UnknownPassageError,
            "no passage has an id that holds a character that is not text",
        ),
    ],
)
def test_errors_are_the_same_sentence_from_both(
    there: Client, here: Client, ask: Callable[[Client], object], kind: type[OnrecordError], sentence: str
) -> None:
    for client in (there, here):
        with pytest.raises(OnrecordError) as caught:
            ask(client)
        assert (type(caught.value), str(caught.value)) == (kind, sentence)


def test_hostile_texts_arrive_character_for_character() -> None:
    hostile = fake_index(HOSTILE_PASSAGES, topics=TOPICS)
    with running(create_app(hostile, with_chat=False)) as address, Client(address) as client:
        for topic, text in HOSTILE_TEXTS.items():
            answer = client.ask(topic)
            assert answer == Client.of(hostile).ask(topic)
            assert text in [hit.passage.text for hit in answer.hits]


def test_address_may_have_a_path_and_a_password() -> None:
    outer = FastAPI()
    outer.mount("/library", create_app(INDEX, Settings(login="ann:p@ss/word"), with_chat=False))
    with running(outer) as address:
        _, _, host = address.partition("//")
        with Client(f"http://ann:p%40ss%2Fword@{host}/library/") as client:
            assert [hit.passage.text for hit in client.ask("border").hits] == [BORDER]
        with Client(f"{address}/library") as client, pytest.raises(OnrecordError) as caught:
            client.ask("border")
    assert str(caught.value) == (
        f"{address}/library asks for a name and a password; put both into its address, as http://NAME:PASSWORD@HOST"
    )


def test_name_and_password_go_as_basic_authentication() -> None:
    app = FastAPI()
    seen: list[str] = []

    @app.get("/api/v1/speakers")
    def speakers(request: Request) -> JSONResponse:
        seen.append(request.headers["authorization"])
        return JSONResponse({"speakers": [], "next": None})

    with running(app) as address, Client(address.replace("//", "//ann:secret@")) as client:
        assert list(client.speakers()) == []
    assert seen == [f"Basic {b64encode(b'ann:secret').decode()}"]


@pytest.fixture
def built(index_folder: Path) -> Path:
    """An index folder of the passages."""
    write_passages(PASSAGES, index_folder.parent / "passages.jsonl")
    build_index(index_folder.parent / "passages.jsonl", index_folder.parent / "texts", index_folder)
    return index_folder


def test_index_folder_is_asked_without_a_server(built: Path) -> None:
    with Client.open(built) as client:
        assert client.passage("a:1").passage.text == BORDER
        assert list(Client.open(str(built)).speakers()) == list(client.speakers())
        assert client.ask("Is the border shut?").index.passages == 3


def test_missing_index_folder_is_one_sentence(tmp_path: Path) -> None:
    with pytest.raises(IndexFolderError) as caught:
        Client.open(tmp_path)
    assert str(caught.value) == f"no index in {tmp_path}; run 'onrecord index'"
