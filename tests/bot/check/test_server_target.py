"""A running server as what is asked: the same answers as the index's own, and a sentence for each way to fail."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace

import pytest
from fastapi import FastAPI
from starlette.responses import JSONResponse, PlainTextResponse, Response

from bot.api import create_app
from bot.check.index_target import IndexTarget
from bot.check.server_target import ServerTarget, _bodies
from bot.check.target import Reply
from bot.phrases import Holders
from bot.shown import Verdict
from index.errors import QueryError, ServiceError, UnreachableError
from index.passage import Passage
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


@pytest.mark.parametrize("url", ["ftp://127.0.0.1", "127.0.0.1:7860", "http://", "http://[::1", ""])
def test_address_that_is_none_is_refused(url: str) -> None:
    with pytest.raises(UnreachableError, match="is no address"):
        ServerTarget(url)


def test_nobody_there_is_said() -> None:
    with running(FastAPI()) as address:
        pass
    with ServerTarget(address) as target, pytest.raises(UnreachableError) as caught:
        target.ask("the border", None)
    assert str(caught.value).startswith(f"{address} does not answer (")
    assert str(caught.value).endswith("); see that 'onrecord chat' runs there")


def answering(answer: Callable[[], Response]) -> FastAPI:
    """A server that gives that answer to everything."""
    app = FastAPI()

    @app.get("/{path:path}")
    async def endpoint(path: str) -> Response:
        return answer()

    return app


@pytest.mark.parametrize(
    ("answer", "what"),
    [
        (lambda: PlainTextResponse("<html>"), "status 200"),
        (lambda: JSONResponse([1]), "status 200"),
        (lambda: JSONResponse({"detail": "out of order"}, 500), "status 500 (out of order)"),
        (lambda: JSONResponse({"level": "answer"}), "an answer without what one has (KeyError('hits'))"),
        (
            lambda: JSONResponse({"hits": [], "level": "certain", "ranking": []}),
            "an answer without what one has (ValueError(\"the level 'certain'\"))",
        ),
    ],
)
def test_what_is_no_answer_is_named(answer: Callable[[], Response], what: str) -> None:
    with (
        running(answering(answer)) as address,
        ServerTarget(address) as target,
        pytest.raises(ServiceError) as caught,
    ):
        target.ask("the border", None)
    assert str(caught.value) == f"{address} gives {what}; see that it is an onrecord of this version"
    assert not isinstance(caught.value, UnreachableError)


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
    bodies = list(_bodies(passages))
    assert [body.count(b'"id"') for body in bodies] == [3, 3, 1]
    assert max(map(len, bodies)) < 32_768
