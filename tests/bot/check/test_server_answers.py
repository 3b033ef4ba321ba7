"""What a server may give that is no answer: a sentence for each."""

import json
import math
from collections.abc import Callable
from typing import Any

import pytest
from fastapi import FastAPI
from starlette.responses import JSONResponse, PlainTextResponse, Response

from bot.answer import Ranked
from bot.check.server_target import ServerTarget
from bot.check.target import Reply
from index.errors import QueryError, ServiceError, UnreachableError
from index.passage import passage_record
from tests.bot.running import running
from tests.fakes import fake_passage

pytestmark = pytest.mark.usefixtures("decision_by_cosine")


ANSWER: dict[str, Any] = {
    "query": "the border",
    "previous": None,
    "level": "answer",
    "hits": [{"passage": passage_record(fake_passage("The border is open.")), "copies": [{"id": "b:1"}]}],
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


def test_place_that_knows_no_speakers_has_no_missing_passages() -> None:
    app = answering(lambda: JSONResponse({"detail": "no"}, 404), lambda: JSONResponse({"speakers": None}))
    what = "an answer without what one has ('speakers' is not right"
    assert refusal(app, lambda target: target.passage("a:1")).startswith(what)


def test_404_of_a_proxy_is_no_missing_passage() -> None:
    app = answering(lambda: PlainTextResponse("Not Found", 404), lambda: JSONResponse({"speakers": []}))
    assert refusal(app, lambda target: target.passage("a/b:1")) == "status 404"


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
