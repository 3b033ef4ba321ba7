"""The styles and scripts that other sites' pages load."""

import gzip
import json
import re

import pytest
from fastapi.testclient import TestClient

from bot.embed.files import element_script, element_styles, frame_script, frame_styles, height_script
from tests.bot.embedded import embedded_app, two_speakers

INDEX = two_speakers()
WIKI = "https://wiki.example"


@pytest.fixture(scope="module")
def client() -> TestClient:
    return TestClient(embedded_app(INDEX, (WIKI,)))


@pytest.mark.parametrize(
    ("path", "media_type", "text"),
    [
        ("/embed/frame.css", "text/css; charset=utf-8", frame_styles()),
        ("/embed/frame.js", "text/javascript; charset=utf-8", frame_script()),
        ("/embed/height.js", "text/javascript; charset=utf-8", height_script()),
        ("/quote-bot.js", "text/javascript; charset=utf-8", element_script()),
    ],
)
def test_files_are_asked_for_anew_but_sent_once(client: TestClient, path: str, media_type: str, text: str) -> None:
    response = client.get(path, headers={"Origin": "null"})
    assert (response.status_code, response.headers["content-type"], response.text) == (200, media_type, text)
    assert response.headers["cache-control"] == "no-cache"
    assert response.headers["access-control-allow-origin"] == "*"
    again = client.get(path, headers={"If-None-Match": response.headers["etag"]})
    assert (again.status_code, again.content) == (304, b"")
    assert client.get(path, headers={"If-None-Match": '"another"'}).status_code == 200


def test_files_are_light() -> None:
    def kilobytes(text: str) -> float:
        return len(gzip.compress(text.encode())) / 1000

    # The page itself has another kilobyte: 9 kB for the first view.
    assert kilobytes(frame_styles()) + kilobytes(frame_script()) < 8
    assert kilobytes(element_script()) < 8


def test_element_does_not_depend_on_the_page_around() -> None:
    assert re.findall(r"[\d.]+rem\b|@media \(max-width", element_styles()) == []
    assert "@container (max-width: 480px)" in element_styles()
    assert f"const STYLES = {json.dumps(element_styles(), ensure_ascii=False)};" in element_script()


def test_frame_tells_its_height_only_to_those_listed() -> None:
    page = TestClient(embedded_app(INDEX)).get("/embed")
    assert 'data-parents=""' in page.text
    assert page.headers["content-security-policy"].endswith("frame-ancestors 'self'")
