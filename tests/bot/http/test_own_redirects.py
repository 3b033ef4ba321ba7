"""Where redirects lead: to a path of the site itself, whatever host a request names."""

import pytest
from fastapi.testclient import TestClient
from starlette.responses import RedirectResponse

from bot.api import create_app
from bot.http.own_redirects import OwnRedirects
from tests.bot.http.asgi import reply_to
from tests.fakes import fake_index


@pytest.mark.parametrize(
    ("location", "expected"),
    [
        ("http://evil.example/chat/?q=a", "/chat/?q=a"),
        ("https://evil.example/chat/#a", "/chat/#a"),
        ("http://evil.example", "/"),
        ("http://evil.example//other.example/x", "/other.example/x"),
        ("chat/", "chat/"),
        ("/docs", "/docs"),
        ("https://elsewhere.example/x", "https://elsewhere.example/x"),
    ],
)
def test_host_of_the_request_is_taken_off(location: str, expected: str) -> None:
    app = OwnRedirects(RedirectResponse(location))
    assert reply_to(app, "/x", headers={"Host": "evil.example"}).headers["location"] == expected


def test_address_with_a_slash_too_many_leads_back_to_the_same_site() -> None:
    client = TestClient(create_app(fake_index([]), with_chat=False))
    reply = client.get("/api/v1/ask/?q=a", headers={"Host": "evil.example"}, follow_redirects=False)
    assert (reply.status_code, reply.headers["location"]) == (307, "/api/v1/ask?q=a")
