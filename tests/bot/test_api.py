"""The HTTP application: answers, errors and limits, to the byte where clients depend on it."""

import json
import socket
import subprocess
import sys
import time
from collections.abc import Iterator

import httpx2
import pytest
from fastapi import Request
from fastapi.testclient import TestClient

from bot.answer import MESSAGE_CLOSEST, MESSAGE_SILENT, answer_query
from bot.api import create_app
from bot.filters import Filters
from bot.render.json import answer_record
from bot.settings import MAX_BODY_BYTES
from tests.bot.chat_app import app_with_chat
from tests.fakes import fake_index, fake_passage, quotation

BORDER = "The border is shut, said Ann Lee."
SANCTIONS = "Sanctions at the border, said Bo Li. Sanctions!"
INDEX = fake_index(
    [
        fake_passage(BORDER, quotation(BORDER, "The border is shut", "Ann Lee", role="mayor"), number=1),
        fake_passage(SANCTIONS, quotation(SANCTIONS, "Sanctions at the border", "Bo Li"), number=2),
        fake_passage("Fine weather, with music.", number=3),
        fake_passage(SANCTIONS, quotation(SANCTIONS, "Sanctions!", "Bo Li"), number=4),
    ]
)
NAMES = "q, speaker, kind, publisher, from, to, anyone, previous, k, ranking"
EVIL = "https://evil.example"


pytestmark = pytest.mark.usefixtures("decision_by_cosine")


@pytest.fixture(scope="module")
def client() -> TestClient:
    return TestClient(create_app(INDEX, with_chat=False))


@pytest.fixture(scope="module")
def chat_client() -> Iterator[TestClient]:
    with TestClient(app_with_chat(INDEX)) as client:
        yield client


def ask(client: TestClient, **parameters: str | int) -> httpx2.Response:
    return client.get("/api/v1/ask", params=parameters)


def assert_problem(response: httpx2.Response, status: int, title: str, detail: str) -> None:
    assert response.status_code == status
    assert response.headers["content-type"] == "application/problem+json"
    assert response.json() == {"type": "about:blank", "title": title, "status": status, "detail": detail}


def test_answer_is_the_one_record(client: TestClient) -> None:
    response = ask(client, q="the border", speaker="lee", k=1)
    assert response.status_code == 200
    assert response.headers["content-type"] == "application/json"
    assert response.json() == answer_record(answer_query("the border", INDEX, filters=Filters("Ann Lee"), k=1))
    assert response.json()["level"] == "answer"
    assert [hit["passage"]["text"] for hit in response.json()["hits"]] == [BORDER]


def test_ranking_comes_where_it_is_asked_for(client: TestClient) -> None:
    answer = answer_query("the border", INDEX, k=1)
    record = ask(client, q="the border", k=1, ranking="true").json()
    assert record == answer_record(answer, with_ranking=True)
    assert record["ranking"][0] == {"id": answer.hits[0].passage.id, "score": answer.hits[0].score, "copies": []}
    assert len(record["ranking"]) == len(INDEX.snapshot.passages)
    assert "ranking" not in ask(client, q="the border").json()


def test_filters_narrow_the_answer(client: TestClient) -> None:
    given = {"kind": "Quotation", "publisher": "the paper", "from": "2021-11", "to": "2021"}
    answer = ask(client, q="sanctions", **given).json()
    assert answer["filters"] == {
        "speaker": None,
        "kind": "quotation",
        "publisher": "The Paper",
        "from": "2021-11-01",
        "to": "2021-12-31",
    }
    assert [hit["passage"]["id"] for hit in answer["hits"]] == ["a:2", "a:4"]
    assert [hit["passage"]["id"] for hit in ask(client, q="weather", kind="narration").json()["hits"]] == ["a:3"]
    assert ask(client, q="weather", kind="quotation").json()["message"] == MESSAGE_SILENT
    assert ask(client, q="border", to="2021-10").json()["message"] == MESSAGE_SILENT


def test_speaker_named_in_the_question_is_said_and_can_be_dropped(client: TestClient) -> None:
    question = "What did Bo Li say?"
    named, anyone = ask(client, q=question).json(), ask(client, q=question, anyone="true").json()
    assert (named["filters"]["speaker"], named["speaker_named_in"]) == ("Bo Li", "query")
    assert (anyone["filters"]["speaker"], anyone["speaker_named_in"]) == (None, None)
    chosen = ask(client, q=question, speaker="Bo Li").json()
    assert (chosen["filters"]["speaker"], chosen["speaker_named_in"]) == ("Bo Li", "filter")


def test_all_three_outcomes_are_200(client: TestClient) -> None:
    answers = [ask(client, q=q) for q in ("border", "border sanctions weather music", "opera")]
    weak = ask(client, q="weather", speaker="Ann Lee")
    assert [response.status_code for response in [*answers, weak]] == [200] * 4
    assert [r.json()["answered"] for r in answers] == [True, True, False]
    assert answers[2].json()["message"] == MESSAGE_SILENT
    assert answers[2].json()["hits"] == []
    assert weak.json()["message"] == MESSAGE_SILENT


def test_nearest_passages_are_given_without_being_an_answer() -> None:
    topics = ("border", "two", "three", "four", "five", "six", "seven", "eight")
    client = TestClient(create_app(fake_index([fake_passage("border")], topics=topics), with_chat=False))
    answer = ask(client, q=" ".join(topics)).json()
    assert (answer["level"], answer["answered"], answer["message"]) == ("closest", False, MESSAGE_CLOSEST)
    assert [hit["passage"]["text"] for hit in answer["hits"]] == ["border"]


def test_question_comes_back_character_for_character(client: TestClient) -> None:
    question = " <b>border</b>\t&amp; \u00a0\u202e \U0001f600 "
    response = ask(client, q=question)
    assert response.json()["query"] == question
    assert "\U0001f600".encode() in response.content


@pytest.mark.parametrize(
    ("parameters", "detail"),
    [
        ({"q": " "}, "the question is empty; ask one in a few words"),
        ({"q": "x" * 501}, "the question has 501 characters; ask it in 500 or fewer"),
        ({"q": "a\0b"}, "the question holds a character that is not text; type it anew"),
        ({"q": "x", "k": 0}, "k is 0; ask for 1 to 10 passages"),
        ({"q": "x", "k": 11}, "k is 11; ask for 1 to 10 passages"),
        ({"q": "x", "k": "many"}, "k is 'many'; give a whole number"),
        ({"q": "x", "k": "1.5"}, "k is '1.5'; give a whole number"),
        ({"q": "x", "k": ""}, "k is ''; give a whole number"),
        ({}, "'q' is missing; ask with /api/v1/ask?q=QUESTION"),
        ({"q": "x", "author": "An Author"}, f"'author' is no parameter of /api/v1/ask; use {NAMES}"),
        ({"q": "x", "published_from": "2021"}, f"'published_from' is no parameter of /api/v1/ask; use {NAMES}"),
        ({"q": "x", "anyone": "maybe"}, "anyone is 'maybe'; give true or false"),
        ({"q": "x", "anyone": ""}, "anyone is ''; give true or false"),
        ({"q": "x", "kind": "direct"}, "'direct' is no kind of passage; choose quotation, paraphrase or narration"),
        ({"q": "x", "publisher": "Y"}, "no passage has the publisher 'Y'; choose one of The Paper"),
        ({"q": "x", "from": "May"}, "'May' is no date; write it as YYYY-MM-DD, YYYY-MM or YYYY"),
        (
            {"q": "x", "from": "2021", "to": "2020"},
            "the dates from 2021-01-01 to 2020-12-31 run backwards; exchange the two",
        ),
        ({"q": "x", "speaker": "Cy"}, "no passage has the speaker 'Cy'; choose a name from the list of speakers"),
    ],
)
def test_question_that_cannot_be_asked_gives_the_same_sentence(
    client: TestClient, parameters: dict[str, str | int], detail: str
) -> None:
    assert_problem(ask(client, **parameters), 422, "Unprocessable Content", detail)


def test_speakers_come_with_their_passages_most_first(client: TestClient) -> None:
    response = client.get("/api/v1/speakers")
    assert response.json() == {
        "speakers": [{"name": "Bo Li", "passages": 2}, {"name": "Ann Lee", "passages": 1}],
        "next": None,
    }


def test_unknown_address_is_a_problem(client: TestClient) -> None:
    assert_problem(
        client.get("/api/v2/ask"), 404, "Not Found", "there is nothing at /api/v2/ask; questions go to /api/v1/ask"
    )


def test_only_reading_is_allowed(client: TestClient) -> None:
    response = client.post("/api/v1/ask")
    assert_problem(response, 405, "Method Not Allowed", "POST is not for /api/v1/ask; use GET")
    assert response.headers["allow"] == "GET, HEAD"


def test_bug_shows_the_client_no_trace() -> None:
    app = create_app(INDEX, with_chat=False)

    @app.get("/broken")
    def broken() -> None:
        raise ZeroDivisionError("secret")

    response = TestClient(app, raise_server_exceptions=False).get("/broken")
    assert_problem(
        response,
        500,
        "Internal Server Error",
        "onrecord failed on this request; what happened is in the server's log",
    )


def test_health(client: TestClient) -> None:
    assert client.get("/healthz").json() == {"status": "ok"}


@pytest.mark.parametrize("query", ["q=border", "q=", "k=1"])
def test_any_site_may_read_the_api_without_credentials(client: TestClient, query: str) -> None:
    headers = client.get(f"/api/v1/ask?{query}", headers={"Origin": EVIL}).headers
    assert headers["access-control-allow-origin"] == "*"
    assert "access-control-allow-credentials" not in headers


@pytest.mark.parametrize("path", ["/chat/", "/chat/config", "/chat/gradio_api/info", "/healthz"])
def test_no_site_may_read_the_rest(chat_client: TestClient, path: str) -> None:
    for origin in (EVIL, "null", "http://localhost:9"):
        response = chat_client.get(path, headers={"Origin": origin})
        assert response.status_code == 200
        assert [name for name in response.headers if name.startswith("access-control")] == []


def test_no_site_gets_leave_to_write(chat_client: TestClient) -> None:
    headers = {"Origin": EVIL, "Access-Control-Request-Method": "POST"}
    response = chat_client.options("/chat/gradio_api/queue/join", headers=headers)
    assert response.status_code == 400
    assert "access-control-allow-origin" not in response.headers
    assert "access-control-allow-credentials" not in response.headers


def test_root_leads_to_the_chat(chat_client: TestClient) -> None:
    response = chat_client.get("/", follow_redirects=False)
    assert (response.status_code, response.headers["location"]) == (307, "chat/")
    assert chat_client.get("/").status_code == 200


def test_chat_offers_no_public_endpoint_and_no_upload(chat_client: TestClient) -> None:
    assert chat_client.get("/chat/gradio_api/info").json() == {"named_endpoints": {}, "unnamed_endpoints": {}}
    assert chat_client.post("/chat/gradio_api/upload", files={"files": ("a.txt", b"text")}).status_code == 404


@pytest.mark.parametrize("path", ["/api/v1/ask", "/chat/gradio_api/queue/join", "/nowhere"])
def test_large_body_is_refused_everywhere(chat_client: TestClient, path: str) -> None:
    response = chat_client.post(path, content=b"x" * (MAX_BODY_BYTES + 1))
    assert_problem(
        response,
        413,
        "Content Too Large",
        "the request's body is too large; send 65536 bytes or fewer",
    )


@pytest.mark.parametrize(("n_bytes", "status"), [(MAX_BODY_BYTES, 405), (MAX_BODY_BYTES + 1, 413)])
def test_limit_counts_a_body_of_undeclared_length(client: TestClient, n_bytes: int, status: int) -> None:
    def chunks() -> Iterator[bytes]:
        yield b"x" * (n_bytes - 10)
        yield b"y" * 10

    response = client.post("/api/v1/ask", content=chunks())
    assert "content-length" not in response.request.headers
    assert response.status_code == status


def test_body_at_the_limit_reaches_the_application_whole() -> None:
    app = create_app(INDEX, with_chat=False)

    @app.post("/length")
    async def length(request: Request) -> int:
        return len(await request.body())

    response = TestClient(app).post("/length", content=b"x" * MAX_BODY_BYTES)
    assert response.json() == MAX_BODY_BYTES


def test_start_looks_up_no_other_host(monkeypatch: pytest.MonkeyPatch) -> None:
    looked_up: list[object] = []
    monkeypatch.setattr(socket, "getaddrinfo", lambda host, *_, **__: looked_up.append(host))
    with TestClient(app_with_chat(INDEX)):
        # Gradio's own call to its makers would be made by a thread at this point.
        time.sleep(0.5)
    assert looked_up == []


def test_api_loads_neither_gradio_nor_the_model() -> None:
    code = (
        "import sys, json, bot.api; "
        "print(json.dumps(sorted({'gradio', 'torch', 'faiss', 'sentence_transformers'} & set(sys.modules))))"
    )
    found = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert json.loads(found.stdout) == []
