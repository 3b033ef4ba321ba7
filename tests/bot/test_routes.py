"""A passage, the names being typed, and the check of what is shown, over HTTP."""

from dataclasses import replace

import httpx2
import pytest
from fastapi.testclient import TestClient

from bot.api import create_app
from bot.render.citations.citation import citation
from index.passage import passage_record
from index.passage_index import PassageIndex
from tests.bot.chat_app import in_own_loop
from tests.bot.test_api import assert_problem
from tests.fakes import FakeEncoder, MemorySnapshot, fake_article, fake_passage, quotation

TEXT = "“Stay\u00a0here,” said Ann Lee.\n\nIt rained.\n"
FIRST = fake_passage("“Stay\u00a0here,” said Ann Lee.", quotation("“Stay\u00a0here,”", "“Stay\u00a0here,”", "Ann Lee"))
RAIN = replace(fake_passage("It rained.", number=2), start_char=31, end_char=41)
SLASHED = fake_passage("Elsewhere.", article=fake_article(id="a/b c%2F"), number=1)
STORE = MemorySnapshot(
    passages=(FIRST, RAIN, SLASHED), embeddings=FakeEncoder().embed_passages(["", "", ""]), texts=(("a", TEXT),)
)
BODY = (
    'the request\'s body is not what is expected; send {"passages": [{"id": "…", "text": "…"}]} as JSON, all of it text'
)


@pytest.fixture(scope="module")
def client() -> TestClient:
    return TestClient(create_app(PassageIndex(snapshot=STORE, encoder=FakeEncoder()), with_chat=False))


def test_passage_comes_with_what_stands_around_it_and_every_citation(client: TestClient) -> None:
    assert client.get("/api/v1/passages/a:1").json() == {
        "passage": passage_record(FIRST),
        "speakers": ["Ann Lee"],
        "credits": ["Ann Lee (Quotation; speaker unsure)"],
        "context": {"before": None, "after": "It rained."},
        "link": "https://paper.example/story#:~:text=%E2%80%9CStay%20here%2C%E2%80%9D%20said%20Ann%20Lee.",
        "citations": {
            "plain": citation(FIRST, "plain"),
            "wikitext": citation(FIRST, "wikitext"),
            "markdown": citation(FIRST, "markdown"),
            "html": citation(FIRST, "html"),
            "bibtex": citation(FIRST, "bibtex"),
            "csl-json": citation(FIRST, "csl-json"),
            "apa": citation(FIRST, "apa"),
        },
    }


def test_id_with_slashes_and_percent_signs_is_found() -> None:
    app = create_app(PassageIndex(snapshot=STORE, encoder=FakeEncoder()), with_chat=False)

    # The test client would take the percent signs off twice.
    async def get() -> httpx2.Response:
        async with httpx2.AsyncClient(transport=httpx2.ASGITransport(app), base_url="http://test") as client:
            return await client.get("/api/v1/passages/a%2Fb%20c%252F%3A1")

    response = in_own_loop(get())
    assert response.json()["passage"]["text"] == "Elsewhere."


def test_unknown_id_is_not_found(client: TestClient) -> None:
    detail = "no passage has the id 'a:9'; answers give the ids there are"
    assert_problem(client.get("/api/v1/passages/a:9"), 404, "Not Found", detail)


@pytest.mark.parametrize(
    ("phrase", "passages", "articles"),
    [
        ("Stay\u00a0here", ["a:1"], []),
        ("Stay here", [], []),  # not the blank that the article has
        ("Lee.", ["a:1"], []),
        ("ere", ["a:1", "a/b c%2F:1"], []),
        ("Lee.\n\nIt", [], ["a"]),
        ("it rained", [], []),
    ],
)
def test_passages_that_hold_a_phrase_are_found_or_else_the_articles(
    client: TestClient, phrase: str, passages: list[str], articles: list[str]
) -> None:
    found = client.get("/api/v1/passages", params={"contains": phrase})
    assert (found.json()["passages"], found.json()["articles"]) == (passages, articles)


@pytest.mark.parametrize(
    ("phrase", "similar"),
    [
        ('"stay  here', {"id": "a:1", "text": "“Stay\u00a0here"}),
        ("IT RAINED", {"id": "a:2", "text": "It rained"}),
        ("Stay.here", None),
        ("Stay\u00a0here", None),  # as it stands
    ],
)
def test_words_that_are_nearly_the_phrase_are_told(
    client: TestClient, phrase: str, similar: dict[str, str] | None
) -> None:
    assert client.get("/api/v1/passages", params={"contains": phrase}).json()["similar"] == similar


@pytest.mark.parametrize(
    ("parameters", "detail"),
    [
        ({}, "'contains' is missing; ask with /api/v1/passages?contains=TEXT"),
        ({"contains": " "}, "the phrase is blank; give words of a passage"),
        ({"contains": "a" * 501}, "the phrase has 501 characters; 500 or fewer of a passage's will do"),
        ({"contains": "a\0"}, "the phrase holds a character that is not text; type it anew"),
        ({"contains": "a", "k": "1"}, "'k' is no parameter of /api/v1/passages; use contains, limit, cursor"),
    ],
)
def test_phrase_that_cannot_be_looked_for_is_refused(
    client: TestClient, parameters: dict[str, str], detail: str
) -> None:
    assert_problem(client.get("/api/v1/passages", params=parameters), 422, "Unprocessable Content", detail)


def test_names_that_are_being_typed_are_found(client: TestClient) -> None:
    found = client.get("/api/v1/speakers", params={"find": "le", "limit": 20})
    assert found.json() == {"speakers": [{"name": "Ann Lee", "passages": 1}], "next": None}
    assert client.get("/api/v1/speakers", params={"find": "ox"}).json() == {"speakers": [], "next": None}


@pytest.mark.parametrize(
    ("limit", "detail"),
    [
        ("0", "limit is '0'; give 1 or more"),
        ("1001", "limit is '1001'; give 1000 or less"),
        ("few", "limit is 'few'; give a whole number"),
    ],
)
def test_limit_of_names_is_checked(client: TestClient, limit: str, detail: str) -> None:
    response = client.get("/api/v1/speakers", params={"limit": limit})
    assert_problem(response, 422, "Unprocessable Content", detail)


def test_each_passage_shown_is_held_against_its_article(client: TestClient) -> None:
    shown = [
        {"id": "a:1", "text": FIRST.text},
        {"id": "a:1", "text": FIRST.text, "speakers": ["Ann Lee"]},
        {"id": "a:1", "text": FIRST.text, "speakers": ["Ann Lea"]},
        {"id": "a:2", "text": "It  rained."},
        {"id": "a:3", "text": "It rained."},
        {"id": "a/b c%2F:1", "text": "Elsewhere."},
    ]
    assert client.post("/api/v1/verify", json={"passages": shown}).json() == {
        "passages": [
            {"id": "a:1", "verdict": "verbatim"},
            {"id": "a:1", "verdict": "verbatim"},
            {"id": "a:1", "verdict": "differs"},
            {"id": "a:2", "verdict": "differs"},
            {"id": "a:3", "verdict": "unknown"},
            {"id": "a/b c%2F:1", "verdict": "not checkable"},
        ]
    }


@pytest.mark.parametrize(
    "body",
    [
        "",
        "[]",
        "{}",
        '{"passages": [{"id": "a:1"}]}',
        '{"passages": [{"id": 1, "text": "a"}]}',
        '{"passages": [{"id": "\\ud800", "text": "a"}]}',
        '{"passages": [{"id": "a:1", "text": "\\u0000"}]}',
        "[" * 10_000,
        "1" * 5_000,
        "{",
    ],
)
def test_check_of_something_else_is_refused_in_words(client: TestClient, body: str) -> None:
    response = client.post("/api/v1/verify", content=body, headers={"content-type": "application/json"})
    assert_problem(response, 422, "Unprocessable Content", BODY)


@pytest.mark.parametrize(
    ("address", "detail"),
    [
        ("/api/v1/passages/a:1?x=1", "'x' is no parameter of /api/v1/passages/a:1; it has none, so leave it out"),
        ("/api/v1/speakers?find=a&find=b", "'find' is given more than once; give it once"),
        ("/api/v1/ask?q=a&q=b", "'q' is given more than once; give it once"),
    ],
)
def test_parameters_are_those_that_are_known_each_once(client: TestClient, address: str, detail: str) -> None:
    assert_problem(client.get(address), 422, "Unprocessable Content", detail)


def test_check_has_no_parameters(client: TestClient) -> None:
    detail = "'x' is no parameter of /api/v1/verify; it has none, so leave it out"
    assert_problem(client.post("/api/v1/verify?x=1", json={"passages": []}), 422, "Unprocessable Content", detail)
