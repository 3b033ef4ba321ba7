"""What other sites' pages load: the cards as HTML, the page in a frame, and the files of both."""

from typing import Any

import httpx2
import pytest
from fastapi.testclient import TestClient

from bot.answer import MESSAGE_SILENT, answer_query
from bot.api import create_app
from bot.embed.turn import turn_card
from bot.filters import Filters
from bot.render.card import answer_card, error_card
from bot.settings import Settings
from tests.bot.embedded import BORDER, embedded_app, two_speakers

INDEX = two_speakers()
WIKI = "https://wiki.example"
CARDS_NAMES = "q, speaker, kind, publisher, from, to, anyone, previous, k"
HOSTILE = "\"><script>window.pwned=1</script>'&amp;"
POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; connect-src 'self'; "
    "form-action 'self'; base-uri 'none'; frame-ancestors 'self' https://wiki.example"
)

pytestmark = pytest.mark.usefixtures("decision_by_cosine")


@pytest.fixture(scope="module")
def client() -> TestClient:
    return TestClient(embedded_app(INDEX, (WIKI,)))


def embed(client: TestClient, **parameters: str) -> httpx2.Response:
    response = client.get("/embed", params=parameters)
    assert response.headers["content-type"] == "text/html; charset=utf-8"
    return response


def between(page: str, start: str, end: str) -> str:
    """What stands between the two, each of which is there once."""
    assert page.count(start) == 1, start
    return page.split(start)[1].split(end)[0]


def answer_in(page: str) -> str:
    return between(page, '<div id="onrecord-answers">', "</div>\n</main>")


def test_cards_are_the_answer_with_what_the_next_question_follows_on(client: TestClient) -> None:
    response = client.get("/api/v1/cards", params={"q": "the border", "speaker": "lee", "k": 1})
    answer = answer_query("the border", INDEX, filters=Filters("Ann Lee"), k=1)
    assert (response.status_code, response.headers["content-type"]) == (200, "text/html; charset=utf-8")
    assert response.text == (
        '<div class="onrecord-turn" data-query="the border" data-previous="" data-thread="the border">'
        f"{answer_card(answer)}</div>"
    )
    assert [hit.passage.text for hit in answer.hits] == [BORDER]


def test_cards_of_a_follow_up_tell_the_whole_thread(client: TestClient) -> None:
    asked = {"q": "and Bo Li?", "previous": "What did Ann Lee say about the border?"}
    page = client.get("/api/v1/cards", params=asked).text
    thread = "What did Ann Lee say about the border?\nand Bo Li?"
    assert between(page, 'data-thread="', '"') == thread
    assert between(page, 'data-previous="', '"') == "What did Ann Lee say about the border?"
    assert 'data-passage="a:2"' in page


def test_cards_can_be_read_by_pages_of_any_site_but_without_credentials(client: TestClient) -> None:
    for origin in ("https://anywhere.example", "null"):
        headers = client.get("/api/v1/cards", params={"q": "border"}, headers={"Origin": origin}).headers
        assert headers["access-control-allow-origin"] == "*"
        assert "access-control-allow-credentials" not in headers


@pytest.mark.parametrize(
    ("parameters", "detail"),
    [
        ({"q": " "}, "the question is empty; ask one in a few words"),
        ({"q": "x" * 501}, "the question has 501 characters; ask it in 500 or fewer"),
        ({"q": "x", "k": "11"}, "k is 11; ask for 1 to 10 passages"),
        ({"q": "x", "k": "many"}, "k is 'many'; give a whole number"),
        ({}, "'q' is missing; ask with /api/v1/cards?q=QUESTION"),
        ({"q": "x", "ranking": "true"}, f"'ranking' is no parameter of /api/v1/cards; use {CARDS_NAMES}"),
        ({"q": "x", "speaker": "Y"}, "no passage has the speaker 'Y'; choose a name from the list of speakers"),
    ],
)
def test_cards_refuse_as_the_json_does(client: TestClient, parameters: dict[str, str], detail: str) -> None:
    response = client.get("/api/v1/cards", params=parameters)
    assert (response.status_code, response.headers["content-type"]) == (422, "application/problem+json")
    assert response.json()["detail"] == detail


def test_page_is_whole_and_says_what_may_run_in_it(client: TestClient) -> None:
    response = embed(client)
    assert (response.status_code, response.headers["content-security-policy"]) == (200, POLICY)
    assert "x-frame-options" not in response.headers
    assert response.text == (
        '<!doctype html>\n<html lang="en" data-theme="auto" data-parents="https://wiki.example">\n<head>\n'
        '<meta charset="utf-8">\n<meta name="viewport" content="width=device-width, initial-scale=1">\n'
        '<meta name="color-scheme" content="light dark">\n<title>onrecord</title>\n<link rel="icon" href="data:,">\n'
        '<link rel="stylesheet" href="embed/frame.css">\n<script src="embed/frame.js" defer></script>\n'
        "</head>\n<body>\n"
        '<main class="onrecord-box">\n<h1 dir="auto">onrecord</h1>\n<form method="get">\n'
        '<label for="onrecord-q">Question</label>\n<input id="onrecord-q" name="q" type="text" value="" dir="auto" '
        'required autocomplete="off" enterkeyhint="search">\n<button>Ask</button>\n'
        '<input type="hidden" name="previous" value="">\n</form>\n<p id="onrecord-announced" role="status"></p>\n'
        '<div id="onrecord-answers"></div>\n</main>\n</body>\n</html>\n'
    )


def test_page_holds_the_answer_and_keeps_what_it_was_asked_with(client: TestClient) -> None:
    page = embed(client, q="the border", speaker="lee", k="1", theme="dark", title="Who said it?").text
    answer = answer_query("the border", INDEX, filters=Filters("Ann Lee"), k=1)
    assert answer_in(page) == turn_card(answer)
    assert '<html lang="en" data-theme="dark"' in page
    assert '<meta name="color-scheme" content="dark">' in page
    assert '<h1 dir="auto">Who said it?</h1>' in page
    assert 'name="q" type="text" value="the border"' in page
    assert between(page, "<button>Ask</button>\n", "\n</form>") == (
        '<input type="hidden" name="speaker" value="lee"><input type="hidden" name="k" value="1">'
        '<input type="hidden" name="title" value="Who said it?"><input type="hidden" name="theme" value="dark">'
        '<input type="hidden" name="previous" value="the border">'
    )


def test_page_says_the_fixed_sentence_where_no_passage_answers(client: TestClient) -> None:
    response = embed(client, q="opera")
    assert response.status_code == 200
    assert f'<p class="onrecord-message">{MESSAGE_SILENT}</p>' in answer_in(response.text)


@pytest.mark.parametrize(
    ("parameters", "sentence"),
    [
        ({"q": "x" * 501}, "the question has 501 characters; ask it in 500 or fewer"),
        ({"q": "x", "k": "99"}, "k is 99; ask for 1 to 10 passages"),
        ({"q": "x", "k": "-1"}, "k is -1; ask for 1 to 10 passages"),
        ({"k": "many"}, "k is 'many'; give a whole number"),
        ({"q": "x", "k": "1_0"}, "k is '1_0'; give a whole number"),
        ({"q": "x", "k": "٣"}, "k is '٣'; give a whole number"),
        ({"q": "x", "k": "9" * 5000}, f"k is '{'9' * 5000}'; give a whole number"),
        ({"q": "a\0b"}, "the question holds a character that is not text; type it anew"),
        ({"q": "x", "speaker": "Y"}, "no passage has the speaker 'Y'; choose a name from the list of speakers"),
        ({"q": "x", "previous": "y" * 2501}, "the question before has 2501 characters; give the last one only"),
        (
            {"q": "x", "speeker": "Ann Lee"},
            "'speeker' is no parameter of /embed; use q, speaker, k, previous, theme, title",
        ),
    ],
)
def test_page_shows_why_a_question_is_refused(client: TestClient, parameters: dict[str, str], sentence: str) -> None:
    response = embed(client, **parameters)
    assert (response.status_code, answer_in(response.text)) == (422, error_card(sentence))
    assert MESSAGE_SILENT not in response.text


def test_refused_question_is_no_turn_to_follow_on(client: TestClient) -> None:
    page = embed(client, q="x" * 501, previous="the border").text
    assert '<input type="hidden" name="previous" value="the border">' in page


def test_repeated_parameter_is_refused(client: TestClient) -> None:
    response = client.get("/embed?q=border&q=sanctions")
    assert response.status_code == 422
    assert "&#x27;q&#x27; is given more than once; give it once" in answer_in(response.text)


def test_half_characters_in_the_address_are_no_fault(client: TestClient) -> None:
    response = client.get("/embed?q=border%ED%A0%80&title=%ED%A0%80&speaker=%FF")
    assert response.status_code == 422
    assert "no passage has the speaker" in answer_in(response.text)


@pytest.mark.parametrize(
    ("parameters", "theme", "title"),
    [
        ({"theme": "pink"}, "auto", "onrecord"),
        ({"theme": "LIGHT", "title": "  "}, "auto", "onrecord"),
        ({"theme": "light", "title": "x" * 201}, "light", "x" * 200),
        ({"title": "a\0b\nc\x1bd"}, "auto", "ab\u240ac\u241bd"),
    ],
)
def test_looks_that_there_are_not_are_passed_over(
    client: TestClient, parameters: dict[str, str], theme: str, title: str
) -> None:
    response = embed(client, **parameters)
    assert response.status_code == 200
    assert between(response.text, 'data-theme="', '"') == theme
    assert between(response.text, '<h1 dir="auto">', "</h1>") == title
    assert between(response.text, "<title>", "</title>") == title


@pytest.mark.parametrize("name", ["q", "speaker", "k", "previous", "theme", "title"])
def test_no_parameter_becomes_markup(client: TestClient, name: str) -> None:
    page = embed(client, **{name: HOSTILE}).text
    assert "<script>" not in page
    assert page.count("<script") == 1


def test_blank_question_is_none_asked(client: TestClient) -> None:
    response = embed(client, q=" ", previous="")
    assert (response.status_code, answer_in(response.text)) == (200, "")


def test_line_end_in_a_question_is_a_blank(client: TestClient) -> None:
    page = embed(client, q="the\nborder\r\n").text
    assert 'name="q" type="text" value="the border"' in page
    assert between(page, 'data-query="', '"') == "the border"


def refusing(**settings: Any) -> TestClient:  # noqa: ANN401 - a setting's value
    app = create_app(INDEX, Settings(frame_ancestors=(WIKI,), **settings), with_chat=False)
    return TestClient(app, raise_server_exceptions=False)


ASKED = {"q": "the border", "previous": "before", "title": HOSTILE}


def assert_refused_in_the_page(response: httpx2.Response, status: int, sentence: str) -> None:
    assert (response.status_code, response.headers["content-type"]) == (status, "text/html; charset=utf-8")
    assert answer_in(response.text) == error_card(sentence)
    assert 'name="q" type="text" value="the border"' in response.text
    assert '<input type="hidden" name="previous" value="before">' in response.text
    assert response.text.count("<script") == 1
    assert response.headers["content-security-policy"] == POLICY
    assert response.headers["cache-control"] == "no-store"


def test_refusals_before_the_route_are_said_in_the_page() -> None:
    limited = refusing(rate_limit="1/hour")
    assert limited.get("/embed").status_code == 200
    response = limited.get("/embed", params=ASKED)
    seconds = response.headers["retry-after"]
    sentence = f"more than 1 requests per 1 hour came from this address; ask again in {seconds} s"
    assert_refused_in_the_page(response, 429, sentence)


def test_page_behind_a_login_says_so() -> None:
    closed = refusing(login="ann:secret")
    response = closed.get("/embed", params=ASKED)
    assert_refused_in_the_page(response, 401, "a name and a password are asked for; log in with yours")
    assert response.headers["www-authenticate"] == 'Basic realm="onrecord", charset="UTF-8"'
    assert closed.get("/embed", params={"q": "the border"}, auth=("ann", "secret")).status_code == 200


def test_fault_is_said_in_the_page(monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(*_: object, **__: object) -> None:
        raise ZeroDivisionError

    monkeypatch.setattr("bot.routes.embed.answer_query", fail)
    response = refusing().get("/embed", params=ASKED)
    assert_refused_in_the_page(response, 500, "onrecord failed on this request; what happened is in the server's log")


def test_other_addresses_refuse_as_before() -> None:
    closed = refusing(login="ann:secret")
    for path in ("/embed/frame.js", "/api/v1/cards?q=x"):
        assert closed.get(path).headers["content-type"] == "application/problem+json"


def test_line_ends_of_a_form_part_the_turns_before(client: TestClient) -> None:
    asked = {"q": "and Bo Li?", "previous": "Hello?\r\nWhat did Ann Lee say about the border?"}
    page = embed(client, **asked).text
    assert between(page, '" data-thread="', '"').startswith("Hello?\nWhat did Ann Lee say about the border?")
