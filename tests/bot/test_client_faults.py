"""A sentence for each way in which a server gives no answer, and no server that keeps a program waiting without end."""

import socket
from collections.abc import Callable, Iterator
from contextlib import contextmanager

import pytest
from fastapi import FastAPI, Request, Response

from bot.api import create_app
from bot.client import TIMEOUT_S, Client
from index.errors import OnrecordError, QueryError, ServiceError, UnreachableError
from tests.bot.running import running
from tests.fakes import fake_index, fake_passage

OURS = "see that it is an onrecord of this version"
PROBLEM = "application/problem+json"
DETAIL = b'{"type": "about:blank", "title": "x", "status": 503, "detail": "32 requests wait already; ask again"}'
SILENT = (
    b'{"query": "x", "previous": null, "filters": {"speaker": null, "kind": null, "publisher": null, "from": null,'
    b' "to": null}, "speaker_named_in": null, "level": "silent", "answered": false, "message": "m", "hits": [],'
    b' "index": {"passages": 0, "model": "m", "built": "b"}}'
)


@contextmanager
def replying(*replies: Response) -> Iterator[str]:
    """The address of a server that gives these replies in turn, the last one ever after, whatever it is asked."""
    app, remaining = FastAPI(), list(replies)

    @app.get("/{path:path}")
    def reply(request: Request) -> Response:
        return remaining.pop(0) if len(remaining) > 1 else remaining[0]

    with running(app) as address:
        yield address


def failure(
    address: str, ask: Callable[[Client], object] = lambda client: client.ask("x"), *, timeout_s: float = TIMEOUT_S
) -> OnrecordError:
    """What is raised where the program asks this."""
    with Client(address, timeout_s=timeout_s) as client, pytest.raises(OnrecordError) as caught:
        ask(client)
    return caught.value


@pytest.mark.parametrize(
    ("body", "what"),
    [
        (b"<html>", "an answer without what one has (Invalid JSON: expected value at line 1 column 1)"),
        (b"", "an answer without what one has (Invalid JSON: EOF while parsing a value at line 1 column 0)"),
        (b"[]", "an answer without what one has (Input should be an object)"),
        (b"{}", "an answer without what one has ('query' is missing)"),
        (
            SILENT.replace(b'"silent"', b'"maybe"'),
            "an answer without what one has ('level' is not right: Input should be 'answer', 'closest' or 'silent')",
        ),
        (
            SILENT.replace(b'"hits": []', b'"hits": [{"rank": "1"}]'),
            "an answer without what one has ('hits.0.rank' is not right: Input should be a valid integer)",
        ),
    ],
)
def test_what_is_no_answer_is_named(body: bytes, what: str) -> None:
    with replying(Response(body, media_type="application/json")) as address:
        error = failure(address)
    assert (type(error), str(error)) == (ServiceError, f"{address} gives {what}; {OURS}")


def test_fields_that_are_not_known_are_passed_over() -> None:
    body = SILENT.replace(b'"level"', b'"later": 1, "level"')
    with replying(Response(body, media_type="application/json")) as address, Client(address) as client:
        assert client.ask("x").level == "silent"


@pytest.mark.parametrize(
    ("reply", "kind", "sentence"),
    [
        (Response(status_code=500), ServiceError, f"{{}} gives status 500; {OURS}"),
        (Response(status_code=404), ServiceError, f"{{}} gives status 404; {OURS}"),
        (Response(status_code=422), ServiceError, f"{{}} gives status 422; {OURS}"),
        (
            Response(DETAIL, 422, media_type=PROBLEM),
            QueryError,
            "32 requests wait already; ask again",
        ),
        (
            Response(status_code=401),
            ServiceError,
            "{} asks for a name and a password; put both into its address, as http://NAME:PASSWORD@HOST",
        ),
        (
            Response(status_code=429),
            ServiceError,
            "{} is busy (status 429); ask again later, or let the client wait: patience_s",
        ),
        (
            Response(DETAIL, 503, {"Retry-After": "7"}, PROBLEM),
            ServiceError,
            "{} is busy (status 503, 32 requests wait already; ask again); ask again after 7 s,"
            " or let the client wait: patience_s",
        ),
        (
            Response(status_code=503, headers={"Retry-After": "Mon, 01 Jan 2024 00:00:00 GMT"}),
            ServiceError,
            "{} is busy (status 503); ask again later, or let the client wait: patience_s",
        ),
        (
            Response(status_code=301, headers={"Location": "https://quotes.example/library/api/v1/ask?q=x"}),
            ServiceError,
            "{} gives status 301; give the address it leads to: https://quotes.example/library",
        ),
    ],
)
def test_status_that_is_no_answer_is_told(reply: Response, kind: type[OnrecordError], sentence: str) -> None:
    with replying(reply) as address:
        error = failure(address)
    assert (type(error), str(error)) == (kind, sentence.format(address))


def test_passage_at_a_wrong_address_is_not_called_unknown() -> None:
    with running(create_app(fake_index([fake_passage("border")]), with_chat=False)) as address:
        error = failure(f"{address}/wrong", lambda client: client.passage("a:1"))
    sentence = "there is nothing at /wrong/api/v1/speakers; questions go to /api/v1/ask"
    assert str(error) == f"{address}/wrong gives status 404, {sentence}; {OURS}"


def test_busy_server_is_asked_again_where_the_program_has_patience(monkeypatch: pytest.MonkeyPatch) -> None:
    waits: list[float] = []
    monkeypatch.setattr("bot.remote.connection.sleep", waits.append)
    busy = [
        Response(status_code=503),
        Response(status_code=429, headers={"Retry-After": "3"}),
        Response(status_code=503),
    ]
    answer = Response(SILENT, media_type="application/json")
    with replying(*busy, answer) as address, Client(address, patience_s=3600) as client:
        assert client.ask("x").level == "silent"
    assert waits == [0.5, 3, 2.0]


def test_busy_server_that_wants_no_wait_is_not_flooded(monkeypatch: pytest.MonkeyPatch) -> None:
    waits: list[float] = []
    monkeypatch.setattr("bot.remote.connection.sleep", waits.append)
    busy = [Response(status_code=503, headers={"Retry-After": "0"})] * 3
    answer = Response(SILENT, media_type="application/json")
    with replying(*busy, answer) as address, Client(address, patience_s=3600) as client:
        assert client.ask("x").level == "silent"
    assert waits == [0.5, 1.0, 2.0]


def test_nobody_waits_longer_than_the_patience(monkeypatch: pytest.MonkeyPatch) -> None:
    waits: list[float] = []
    monkeypatch.setattr("bot.remote.connection.sleep", waits.append)
    busy = Response(status_code=503, headers={"Retry-After": "3601"})
    with replying(busy) as address, Client(address, patience_s=3600) as client, pytest.raises(ServiceError):
        client.ask("x")
    assert waits == []


def test_list_of_speakers_without_end_is_broken_off() -> None:
    page = b'{"speakers": [{"name": "Ann Lee", "passages": 1}], "next": "x"}'
    with replying(Response(page, media_type="application/json")) as address:
        error = failure(address, lambda client: list(client.speakers()))
    assert str(error) == "the list of speakers has no end; see that the server is an onrecord of this version"


def test_closed_port_is_named_with_what_to_do() -> None:
    with socket.create_server(("127.0.0.1", 0)) as listener:
        address = f"http://127.0.0.1:{listener.getsockname()[1]}"
    error = failure(address.replace("//", "//ann:secret@"))
    assert (type(error), str(error)) == (
        UnreachableError,
        f"{address} does not answer ([Errno 111] Connection refused); see that 'onrecord chat' runs there",
    )


@pytest.mark.parametrize("url", ["127.0.0.1:7860", "ftp://127.0.0.1", "http://", "http://x?y", ""])
def test_what_is_no_address_is_refused_at_once(url: str) -> None:
    with pytest.raises(UnreachableError) as caught:
        Client(url)
    assert str(caught.value) == f"'{url}' is no address; give one like http://127.0.0.1:7860"


def test_question_that_is_not_text_is_not_sent() -> None:
    with Client("http://127.0.0.1:1") as client, pytest.raises(QueryError) as caught:
        client.ask("\ud800")
    assert str(caught.value) == "what is asked holds a character that is not text; type it anew"
