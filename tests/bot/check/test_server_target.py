"""A running server as what is asked: the same answers as the index's own, and a sentence for each way to fail."""

from base64 import b64encode
from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import Any

import httpx
import pytest
from fastapi import FastAPI, Request
from starlette.responses import JSONResponse, Response

from bot.api import create_app
from bot.check.index_target import IndexTarget
from bot.check.server_requests import verify_bodies
from bot.check.server_target import ServerTarget
from bot.check.target import Reply
from bot.phrases import Holders
from bot.remote.address import shown_address
from bot.shown import Verdict
from index.errors import QueryError, ServiceError, UnreachableError
from index.passage import Passage
from index.passage_index import PassageIndex
from tests.bot.running import running
from tests.fakes import FakeEncoder, MemorySnapshot, fake_article, fake_passage, quotation

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
STORE = MemorySnapshot(
    passages=PASSAGES,
    embeddings=FakeEncoder().embed_passages([passage.text for passage in PASSAGES]),
    texts=(("a", f"{BORDER}\n\n{MUSIC.replace('rain', 'snow')}\n"),),
)
INDEX = PassageIndex(snapshot=STORE, encoder=FakeEncoder())


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
            target.ask("the border", None)
    assert sent == [f"Basic {b64encode(b'user:p@w').decode()}"]
    assert str(caught.value) == f"{address} gives status 500 (no); see that it is an onrecord of this version"
    with ServerTarget(address.replace("://", "://user:pw@")) as target, pytest.raises(UnreachableError) as gone:
        target.ask("the border", None)
    assert str(gone.value).startswith(f"{address} does not answer (")


def test_nobody_there_is_said() -> None:
    with running(FastAPI()) as address:
        pass
    with ServerTarget(address) as target, pytest.raises(UnreachableError) as caught:
        target.ask("the border", None)
    assert str(caught.value).startswith(f"{address} does not answer (")
    assert str(caught.value).endswith("); see that 'onrecord chat' runs there")


def test_place_where_no_onrecord_is_has_no_missing_passages(server: str) -> None:
    for _ in range(2):
        with ServerTarget(f"{server}/foo") as target, pytest.raises(ServiceError) as caught:
            target.passage("a:1")
        assert str(caught.value) == (
            f"{server}/foo gives status 404 (there is nothing at /foo/api/v1/speakers; questions go to /api/v1/ask); "
            "see that it is an onrecord of this version"
        )


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


def test_bodies_stay_within_what_a_server_takes() -> None:
    passages = [fake_passage("é" * 5000, number=number) for number in range(1, 8)]
    bodies = list(verify_bodies(passages))
    assert [body.count(b'"id"') for body in bodies] == [3, 3, 1]
    assert max(map(len, bodies)) < 32_768
