"""A running server as what is asked: the same answers as the index's own, and a sentence for each way to fail."""

import json
import math
from base64 import b64encode
from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from typing import Any

import httpx
import pytest
from fastapi import FastAPI, Request
from starlette.responses import JSONResponse, PlainTextResponse, Response

from bot.answer import Ranked
from bot.api import create_app
from bot.check.index_target import IndexTarget
from bot.check.server_requests import verify_bodies
from bot.check.server_target import ServerTarget, shown_address
from bot.check.target import Reply
from bot.phrases import Holders
from bot.shown import Verdict
from index.errors import QueryError, ServiceError, UnreachableError
from index.passage import Passage, passage_record
from index.passage_index import PassageIndex
from tests.bot.browser.conftest import running
from tests.fakes import FakeEncoder, MemoryStore, fake_article, fake_passage, quotation

pytestmark = pytest.mark.usefixtures("decision_by_cosine")

BORDER = "“The border\u00a0is <open>,” said Dagny Holt."
MUSIC = "Music & rain.\r"
PASSAGES = (
    fake_passage(BORDER, quotation(BORDER, "“The border\u00a0is <open>,”", "Dagny Holt", role="harbour master")),
    replace(fake_passage(MUSIC, number=2), start_char=len(BORDER) + 2, end_char=len(BORDER) + 2 + len(MUSIC)),
    fake_passage(
        BORDER, quotation(BORDER, "“The border\u00a0is <open>,”", "Dagny Holt"), article=fake_article(id="c/d %2F")
    ),
)
STORE = MemoryStore(
    passages=PASSAGES,
    embeddings=FakeEncoder().embed_passages([passage.text for passage in PASSAGES]),
    texts=(("a", f"{BORDER}\n\n{MUSIC.replace('rain', 'snow')}\n"),),
)
INDEX = PassageIndex(store=STORE, encoder=FakeEncoder())


@pytest.fixture(scope="module")
def server() -> Iterator[str]:
    with running(create_app(INDEX, with_chat=False)) as address:
        yield address


@pytest.fixture
def target(server: str) -> Iterator[ServerTarget]:
    with ServerTarget(f"{server}/") as target:
        yield target


def without_time(reply: Reply) -> Reply:
    assert reply.seconds > 0
    return replace(reply, seconds=0)


@pytest.mark.parametrize(
    ("query", "previous"),
    [
        ("the border", None),
        ("music?", None),
        ("weather", None),
        ("What did Dagny Holt say?", None),
        ("And the music?", "the border"),
    ],
)
def test_reply_is_that_of_the_index_itself(target: ServerTarget, query: str, previous: str | None) -> None:
    there, here = target.ask(query, previous), IndexTarget(INDEX).ask(query, previous)
    assert without_time(there) == without_time(here)


def test_what_was_shown_comes_with_a_verdict_and_its_copies(target: ServerTarget) -> None:
    (border,) = target.ask("the border", None).shown
    assert (border.passage, border.verdict, border.copies) == (PASSAGES[0], "verbatim", ("c/d %2F:1",))
    # The index has another text of it: snow instead of rain.
    assert [shown.verdict for shown in target.ask("music", None).shown] == ["differs"]


def test_passages_may_be_judged_here_instead(server: str) -> None:
    asked: list[str] = []

    def judge(passages: Sequence[Passage]) -> list[Verdict]:
        asked.extend(passage.id for passage in passages)
        return ["verbatim" for _ in passages]

    with ServerTarget(server, judge) as target:
        for _ in range(2):
            assert [shown.verdict for shown in target.ask("music", None).shown] == ["verbatim"]
    assert asked == ["a:2"]


def test_phrases_and_ids_are_looked_up(target: ServerTarget) -> None:
    assert target.holders_of("border\u00a0is <open>") == Holders(("a:1", "c/d %2F:1"))
    assert target.holders_of("snow") == Holders((), ("a",))
    assert target.passage("c/d %2F:1") == PASSAGES[2]
    assert target.passage("c/d:1") is None


def test_question_that_cannot_be_asked_is_the_servers_sentence(target: ServerTarget) -> None:
    with pytest.raises(QueryError, match=r"^the question is empty; ask one in a few words$"):
        target.ask(" ", None)


NO_ADDRESSES = (
    "ftp://127.0.0.1",
    "127.0.0.1:7860",
    "http://",
    "http://[::1",
    "",
    "http://a..b",
    "http://.",
    f"http://{'a' * 64}.de",
    "http://xn--a.de",
    "http://127.0.0.1:70000",
    "http://127.0.0.1:0",
    "http://127.0.0.1:-1",
    "http://127.0.0.1/?q=x",
    "http://127.0.0.1/#x",
    "http://\udc80",
)


@pytest.mark.parametrize("url", NO_ADDRESSES)
def test_address_that_is_none_is_refused(url: str) -> None:
    with pytest.raises(UnreachableError) as caught:
        ServerTarget(url)
    assert str(caught.value) == f"'{url}' is no address; give one like http://127.0.0.1:7860"


@pytest.mark.parametrize(
    "url", ["user:pw@host", "http://user:pw/x@host", "http://user:12/x@host", "ftp://user:pw@host"]
)
def test_password_is_in_no_message_about_an_address_that_is_none(url: str) -> None:
    with pytest.raises(UnreachableError) as caught:
        ServerTarget(url)
    assert str(caught.value) == "'host' is no address; give one like http://127.0.0.1:7860"


@pytest.mark.parametrize(
    ("url", "shown"),
    [
        ("http://127.0.0.1:7860/", "http://127.0.0.1:7860"),
        ("http://user:p%40w@host/foo/", "http://host/foo"),
        ("https://user@[::1]:80", "https://[::1]:80"),
        ("http://p@ss:w@host", "http://host"),
        ("user:pw@host", "host"),
        ("no address", "no address"),
    ],
)
def test_address_is_shown_without_its_password(url: str, shown: str) -> None:
    assert shown_address(url) == shown


def test_password_is_sent_and_not_shown() -> None:
    app = FastAPI()
    sent: list[str] = []

    @app.get("/{path:path}")
    async def endpoint(request: Request) -> Response:
        sent.append(request.headers["authorization"])
        return JSONResponse({"detail": "no"}, 500)

    with running(app) as address, ServerTarget(f"{address.replace('://', '://user:p%40w@')}/") as target:
        assert target.name == address
        with pytest.raises(ServiceError) as caught:
            the_border(target)
    assert sent == [f"Basic {b64encode(b'user:p@w').decode()}"]
    assert str(caught.value) == f"{address} gives status 500 (no); see that it is an onrecord of this version"
    with ServerTarget(address.replace("://", "://user:pw@")) as target, pytest.raises(UnreachableError) as gone:
        the_border(target)
    assert str(gone.value).startswith(f"{address} does not answer (")


def test_nobody_there_is_said() -> None:
    with running(FastAPI()) as address:
        pass
    with ServerTarget(address) as target, pytest.raises(UnreachableError) as caught:
        target.ask("the border", None)
    assert str(caught.value).startswith(f"{address} does not answer (")
    assert str(caught.value).endswith("); see that 'onrecord chat' runs there")


ANSWER: dict[str, Any] = {
    "query": "the border",
    "previous": None,
    "level": "answer",
    "hits": [{"passage": passage_record(PASSAGES[0]), "copies": [{"id": "b:1"}]}],
    "ranking": [{"id": "a:1", "score": 1, "copies": ["b:1"]}],
    "index": {"passages": 3, "model": "m", "built": "2026-01-01"},
}


def hit(**parts: Any) -> dict[str, Any]:  # noqa: ANN401 - whatever JSON holds
    return {"hits": [ANSWER["hits"][0] | parts]}


def ranked(**parts: Any) -> dict[str, Any]:  # noqa: ANN401
    return {"ranking": [ANSWER["ranking"][0] | parts]}


def about(**parts: Any) -> dict[str, Any]:  # noqa: ANN401
    return {"index": ANSWER["index"] | parts}


def verdicts_of(*verdicts: Any) -> dict[str, Any]:  # noqa: ANN401
    return {"passages": [{"id": "a:1", "verdict": verdict} for verdict in verdicts]}


DEEP = b"[" * 100_000 + b"]" * 100_000


def raw(body: bytes) -> Response:
    return Response(body, media_type="application/json")


def answering(*answers: Callable[[], Response], verdicts: object = None) -> FastAPI:
    """A server that gives these answers in turn, the last one for ever, and that one where it is asked to verify."""
    app = FastAPI()
    left = list(answers)

    @app.get("/{path:path}")
    async def endpoint(path: str) -> Response:
        return (left.pop(0) if len(left) > 1 else left[0])()

    @app.post("/{path:path}")
    async def verify(path: str) -> Response:
        return JSONResponse(verdicts)

    return app


def refusal(app: FastAPI, ask: Callable[[ServerTarget], object]) -> str:
    """Why what the server gives is refused, without its address and what to do next."""
    with running(app) as address, ServerTarget(address) as target, pytest.raises(ServiceError) as caught:
        ask(target)
    assert not isinstance(caught.value, UnreachableError)
    sentence = str(caught.value)
    assert sentence.startswith(f"{address} gives ")
    assert sentence.endswith("; see that it is an onrecord of this version")
    return sentence.removeprefix(f"{address} gives ").removesuffix("; see that it is an onrecord of this version")


def the_border(target: ServerTarget) -> Reply:
    return target.ask("the border", None)


def test_answer_that_has_what_one_has_is_taken_whatever_else_it_holds() -> None:
    app = answering(lambda: JSONResponse(ANSWER | {"more": [{}]}), verdicts=verdicts_of("verbatim"))
    with running(app) as address, ServerTarget(address) as target:
        assert the_border(target).ranking == (Ranked("a:1", 1.0, ("b:1",)),)


@pytest.mark.parametrize(
    ("answer", "what"),
    [
        (lambda: JSONResponse({"detail": "out of order"}, 500), "status 500 (out of order)"),
        (lambda: JSONResponse({"detail": [{"loc": ["q"]}]}, 422), "status 422"),
        (lambda: JSONResponse({"detail": {"a": 1}}, 500), "status 500"),
        (lambda: PlainTextResponse("gone", 404), "status 404"),
        (lambda: Response(DEEP, 500), "status 500"),
    ],
)
def test_status_that_is_no_answer_is_named(answer: Callable[[], Response], what: str) -> None:
    assert refusal(answering(answer), the_border) == what


@pytest.mark.parametrize(
    ("answer", "fault"),
    [
        (lambda: PlainTextResponse("<html>"), "Invalid JSON"),
        (lambda: raw(DEEP), "Invalid JSON: recursion limit exceeded"),
        (lambda: raw(b'{"more": ' + DEEP + b"}"), "Invalid JSON: recursion limit exceeded"),
        (lambda: raw(b'{"query": "\\ud800"}'), "Invalid JSON"),
        (lambda: raw(b"\xff"), "Invalid JSON"),
        (lambda: JSONResponse([1]), "Input should be an object"),
        (lambda: JSONResponse({"level": "answer"}), "'query' is missing"),
        (lambda: JSONResponse(ANSWER | {"query": 5}), "'query' is not right: Input should be a valid string"),
        (lambda: JSONResponse(ANSWER | {"previous": [1]}), "'previous' is not right"),
        (lambda: JSONResponse(ANSWER | {"level": "certain"}), "'level' is not right"),
        (lambda: JSONResponse(ANSWER | {"hits": {}}), "'hits' is not right"),
        (lambda: JSONResponse(ANSWER | hit(copies=[{"id": [1]}])), "'hits.0.copies.0.id' is not right"),
        (lambda: JSONResponse(ANSWER | hit(copies=["b:1"])), "'hits.0.copies.0' is not right"),
        (lambda: JSONResponse(ANSWER | hit(passage=3)), "'hits.0.passage' is not right"),
        (lambda: JSONResponse(ANSWER | hit(passage={"id": "a:1"})), "'hits.0.passage' is not right: 'text' is missing"),
        (lambda: JSONResponse(ANSWER | ranked(id=[1])), "'ranking.0.id' is not right"),
        (lambda: JSONResponse(ANSWER | ranked(id=7)), "'ranking.0.id' is not right"),
        (
            lambda: JSONResponse(ANSWER | ranked(id="a\0")),
            "'ranking.0.id' is not right: it holds a character that is not text",
        ),
        (lambda: JSONResponse(ANSWER | ranked(id=" ")), "'ranking.0.id' is not right: it is blank"),
        (lambda: JSONResponse(ANSWER | ranked(score="1")), "'ranking.0.score' is not right"),
        (lambda: raw(json.dumps(ANSWER | ranked(score=math.nan)).encode()), "'ranking.0.score' is not right"),
        (lambda: JSONResponse(ANSWER | ranked(copies="b")), "'ranking.0.copies' is not right"),
        (lambda: JSONResponse(ANSWER | about(passages=[1])), "'index.passages' is not right"),
        (lambda: JSONResponse(ANSWER | about(passages=10**4000)), "'index.passages' is not right"),
        (lambda: JSONResponse(ANSWER | about(model=3)), "'index.model' is not right"),
    ],
)
def test_answer_without_what_one_has_is_refused(answer: Callable[[], Response], fault: str) -> None:
    assert refusal(answering(answer), the_border).startswith(f"an answer without what one has ({fault}")


@pytest.mark.parametrize(
    ("verdicts", "what"),
    [
        (verdicts_of([1]), "an answer without what one has ('passages.0.verdict' is not right"),
        (verdicts_of("fine"), "an answer without what one has ('passages.0.verdict' is not right"),
        ({"passages": 3}, "an answer without what one has ('passages' is not right"),
        (verdicts_of(), "verdicts on other passages than it was asked about"),
        (verdicts_of("verbatim", "verbatim"), "verdicts on other passages than it was asked about"),
        ({"passages": [{"id": "z", "verdict": "verbatim"}]}, "verdicts on other passages than it was asked about"),
    ],
)
def test_verdicts_that_are_none_are_refused(verdicts: object, what: str) -> None:
    assert refusal(answering(lambda: JSONResponse(ANSWER), verdicts=verdicts), the_border).startswith(what)


@pytest.mark.parametrize(
    "record", [{}, {"passages": [1], "articles": []}, {"passages": "ab", "articles": []}, {"passages": []}, [1]]
)
def test_list_of_passages_that_is_none_is_refused(record: object) -> None:
    app = answering(lambda: JSONResponse(record))
    assert refusal(app, lambda target: target.holders_of("x")).startswith("an answer without what one has (")


@pytest.mark.parametrize("record", [{}, {"passage": 1}, {"passage": {"id": "a:1", "text": 5}}])
def test_passage_that_is_none_is_refused(record: object) -> None:
    app = answering(lambda: JSONResponse(record))
    assert refusal(app, lambda target: target.passage("a:1")).startswith("an answer without what one has ('passage")


def test_place_where_no_onrecord_is_has_no_missing_passages(server: str) -> None:
    for _ in range(2):
        with ServerTarget(f"{server}/foo") as target, pytest.raises(ServiceError) as caught:
            target.passage("a:1")
        assert str(caught.value) == (
            f"{server}/foo gives status 404 (there is nothing at /foo/api/v1/speakers; questions go to /api/v1/ask); "
            "see that it is an onrecord of this version"
        )


def test_place_that_knows_no_speakers_has_no_missing_passages() -> None:
    app = answering(lambda: JSONResponse({"detail": "no"}, 404), lambda: JSONResponse({"speakers": None}))
    what = "an answer without what one has ('speakers' is not right"
    assert refusal(app, lambda target: target.passage("a:1")).startswith(what)


def test_404_of_a_proxy_is_no_missing_passage() -> None:
    app = answering(lambda: PlainTextResponse("Not Found", 404), lambda: JSONResponse({"speakers": []}))
    assert refusal(app, lambda target: target.passage("a/b:1")) == "status 404"


def test_passage_is_asked_for_once_and_the_place_too(server: str, monkeypatch: pytest.MonkeyPatch) -> None:
    requests: list[str] = []
    send = httpx.Client.send

    def spied(client: httpx.Client, request: httpx.Request, **options: Any) -> httpx.Response:  # noqa: ANN401
        requests.append(request.url.raw_path.decode())
        return send(client, request, **options)

    monkeypatch.setattr(httpx.Client, "send", spied)
    with ServerTarget(server) as target:
        for _ in range(2):
            found = [target.passage(passage_id) for passage_id in ("a:1", "z:1", "z:2", "\ud800", "\0")]
            assert found == [PASSAGES[0], None, None, None, None]
    ids = [f"/api/v1/passages/{id_}" for id_ in ("a%3A1", "z%3A1", "z%3A2")]
    assert requests == [ids[0], ids[1], "/api/v1/speakers?limit=1", ids[2]]


def test_what_is_too_long_for_an_address_is_no_bug(target: ServerTarget) -> None:
    with pytest.raises(QueryError, match="cannot be asked this .*; ask in fewer words"):
        target.passage("x" * 70_000)


@pytest.mark.parametrize(
    ("location", "leads_to"),
    [
        ("https://user:pw@example.org/foo/api/v1/ask?q=x", "https://example.org/foo"),
        ("https://example.org/sign-in?next=/api/v1/ask", "https://example.org/sign-in"),
        ("/foo/api/v1/ask", "{address}/foo"),
    ],
)
def test_redirection_says_where_it_leads(location: str, leads_to: str) -> None:
    app = answering(lambda: Response(status_code=301, headers={"location": location}))
    with (
        running(app) as address,
        ServerTarget(address.replace("://", "://user:pw@")) as target,
        pytest.raises(ServiceError) as caught,
    ):
        the_border(target)
    there = leads_to.replace("{address}", address)
    assert str(caught.value) == f"{address} gives status 301; give the address it leads to: {there}"


def test_busy_server_is_asked_again(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("bot.check.server_target.BUSY_WAITS_S", (0.0, 0.0))
    statuses = iter([503, 429, 422, 503, 503, 503, 422])
    app = answering(lambda: JSONResponse({"detail": "no"}, next(statuses)))
    with running(app) as address, ServerTarget(address) as target:
        with pytest.raises(QueryError, match=r"^no$"):
            target.ask("the border", None)
        with pytest.raises(ServiceError, match=r"gives status 503 \(no\)"):
            target.ask("the border", None)
    assert list(statuses) == [422]


def test_bodies_stay_within_what_a_server_takes() -> None:
    passages = [fake_passage("é" * 5000, number=number) for number in range(1, 8)]
    bodies = list(verify_bodies(passages))
    assert [body.count(b'"id"') for body in bodies] == [3, 3, 1]
    assert max(map(len, bodies)) < 32_768
