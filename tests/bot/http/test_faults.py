"""What a client is told of a bug: one sentence, whoever failed; the log is told everything."""

import json
import logging

import pytest
from starlette.responses import PlainTextResponse
from starlette.types import Receive, Scope, Send

from bot.http.faults import SENTENCE, Faults
from bot.http.problem import problem_response
from tests.bot.chat_app import in_own_loop
from tests.bot.http.asgi import body_of, http_scope, reply_of, reply_to

PROBLEM = {"type": "about:blank", "title": "Internal Server Error", "status": 500, "detail": SENTENCE}


async def fails(scope: Scope, receive: Receive, send: Send) -> None:
    raise ZeroDivisionError("secret")


async def fails_as_gradio_does(scope: Scope, receive: Receive, send: Send) -> None:
    await PlainTextResponse("Internal Server Error: secret", 500)(scope, receive, send)
    raise ZeroDivisionError("secret")


async def fails_without_raising(scope: Scope, receive: Receive, send: Send) -> None:
    await PlainTextResponse("secret", 500)(scope, receive, send)


async def fails_half_way(scope: Scope, receive: Receive, send: Send) -> None:
    await send({"type": "http.response.start", "status": 200, "headers": []})
    raise ZeroDivisionError("secret")


@pytest.mark.parametrize(
    ("app", "is_logged"), [(fails, True), (fails_as_gradio_does, True), (fails_without_raising, False)]
)
def test_client_is_told_one_sentence_and_the_log_the_rest(
    caplog: pytest.LogCaptureFixture, app: Faults, is_logged: bool
) -> None:
    reply = reply_to(Faults(app), "/x")
    assert (reply.status, json.loads(reply.body)) == (500, PROBLEM)
    assert reply.headers["content-type"] == "application/problem+json"
    logged = [(record.levelno, record.message, "secret" in (record.exc_text or "")) for record in caplog.records]
    assert logged == ([(logging.ERROR, "a request failed", True)] if is_logged else [])


def test_our_own_sentence_stays() -> None:
    reply = reply_to(Faults(problem_response(500, "the index is damaged; build it anew")), "/x")
    assert json.loads(reply.body)["detail"] == "the index is damaged; build it anew"


def test_half_a_reply_is_cut_off() -> None:
    with pytest.raises(ZeroDivisionError):
        reply_to(Faults(fails_half_way), "/x")


def test_fault_at_the_start_of_the_process_is_not_hidden() -> None:
    with pytest.raises(ZeroDivisionError):
        in_own_loop(reply_of(Faults(fails), {**http_scope("/x"), "type": "lifespan"}, body_of()))
