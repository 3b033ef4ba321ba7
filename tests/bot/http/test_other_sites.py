"""Which pages of other sites may read what: the API, by all, without credentials; nothing else."""

import httpx2
import pytest
from fastapi.testclient import TestClient

from bot.api import create_app
from bot.settings import Settings
from tests.fakes import fake_index, fake_passage

INDEX = fake_index([fake_passage("Rain.")])
ORIGINS = ("https://wiki.example", "null", "http://localhost:9")


def crossing(reply: httpx2.Response) -> dict[str, str]:
    return {name: value for name, value in reply.headers.items() if name.startswith("access-control")}


READABLE = {
    "access-control-allow-origin": "*",
    "access-control-expose-headers": "ETag, Retry-After",
}


@pytest.mark.parametrize("origin", ORIGINS)
@pytest.mark.parametrize(
    ("path", "status"),
    [
        ("/api/v1/speakers", 200),
        ("/api/v1/ask?q=", 422),
        ("/api/v1/passages/a:9", 404),
        ("/api/v1/nothing", 404),
        ("/api", 404),
    ],
)
def test_any_page_may_read_the_api_and_its_refusals(origin: str, path: str, status: int) -> None:
    reply = TestClient(create_app(INDEX, with_chat=False)).get(path, headers={"Origin": origin})
    assert (reply.status_code, crossing(reply)) == (status, READABLE)


def test_too_many_questions_can_be_read_as_that() -> None:
    client = TestClient(create_app(INDEX, Settings(rate_limit="1/hour"), with_chat=False))
    replies = [client.get("/api/v1/speakers", headers={"Origin": "null"}) for _ in range(2)]
    assert [reply.status_code for reply in replies] == [200, 429]
    assert [crossing(reply) for reply in replies] == [READABLE, READABLE]
    assert int(replies[1].headers["retry-after"]) > 0


def test_large_body_can_be_read_as_that() -> None:
    client = TestClient(create_app(INDEX, with_chat=False))
    reply = client.post("/api/v1/verify", content=b"x" * 65_537, headers={"Origin": "null"})
    assert (reply.status_code, crossing(reply)) == (413, READABLE)


@pytest.mark.parametrize("origin", ORIGINS)
def test_browser_that_asks_first_is_told_that_reading_is_all(origin: str) -> None:
    client = TestClient(create_app(INDEX, with_chat=False))
    headers = {"Origin": origin, "Access-Control-Request-Method": "GET"}
    reply = client.options("/api/v1/ask", headers=headers)
    assert (reply.status_code, crossing(reply)) == (
        200,
        {
            "access-control-allow-origin": "*",
            "access-control-allow-methods": "GET",
            "access-control-max-age": "600",
            "access-control-allow-headers": "Accept, Accept-Language, Content-Language, Content-Type",
        },
    )
    headers["Access-Control-Request-Method"] = "DELETE"
    assert client.options("/api/v1/ask", headers=headers).status_code == 400


@pytest.mark.parametrize("origin", ORIGINS)
@pytest.mark.parametrize("path", ["/", "/docs", "/openapi.json", "/metrics", "/healthz", "/embed", "/apis", "/nowhere"])
def test_no_page_of_another_site_may_read_the_rest(path: str, origin: str) -> None:
    client = TestClient(create_app(INDEX, with_chat=False))
    assert crossing(client.get(path, headers={"Origin": origin}, follow_redirects=False)) == {}


def test_page_without_an_origin_is_told_nothing() -> None:
    client = TestClient(create_app(INDEX, with_chat=False))
    assert crossing(client.get("/api/v1/speakers")) == {}
