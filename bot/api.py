"""The HTTP application: the read-only JSON API, the pages for other sites, and the chat beside them."""

from collections.abc import AsyncIterator, Callable
from contextlib import AbstractAsyncContextManager, AbstractContextManager, asynccontextmanager, nullcontext
from importlib.metadata import version
from typing import Any

from fastapi import FastAPI
from fastapi.exceptions import RequestValidationError
from fastapi.responses import RedirectResponse, Response
from starlette.exceptions import HTTPException

from bot.answer import Answer, answer_query
from bot.code_version import code_version
from bot.conversation import AnswerQuestion
from bot.filters import Filters
from bot.http.chat_paths import CHAT
from bot.http.metrics import Metrics
from bot.http.refusals import refuse_failure, refuse_parameters, refuse_path
from bot.http.security_headers import checked_origins
from bot.http.stack import middleware
from bot.live_index import LiveIndex, live
from bot.openapi import describe
from bot.render.page import icon
from bot.routes.ask import add_ask
from bot.routes.cards import add_cards
from bot.routes.docs import add_docs
from bot.routes.embed import add_embed
from bot.routes.explore import add_explore
from bot.routes.health import add_health
from bot.routes.mcp import add_mcp
from bot.routes.passages import add_passages
from bot.routes.speakers import add_speakers
from bot.routes.verify import add_verify
from bot.settings import Settings
from index.errors import OnrecordError
from index.passage_index import PassageIndex


def create_app(
    passage_index: PassageIndex | LiveIndex,
    settings: Settings = Settings(),  # noqa: B008 - frozen
    *,
    with_chat: bool = True,
    watcher: AbstractContextManager[Any] | None = None,
) -> FastAPI:
    """The application over that index, or over whatever generation of it is the current one at each request.

    :param with_chat: without it, gradio is not imported.
    :param watcher: entered for as long as the application runs: a `bot.watcher.Watcher` for one.
    :raises ServeError: where a setting cannot be used.
    """
    live_index = live(passage_index)
    with live_index.lent() as current:
        metrics = Metrics(current.snapshot, settings.metrics_folder)
    live_index.on_taken_up(lambda newer: metrics.take_up(newer.snapshot))
    release, code = version("onrecord"), code_version()

    def build() -> str:
        return f"{release} {code} {live_index.generation} {settings.reranker or ''}"

    app = FastAPI(
        title="onrecord",
        version=release,
        # FastAPI's pages of documentation load scripts from another host.
        docs_url=None,
        redoc_url=None,
        middleware=middleware(settings, metrics, build),
        lifespan=_during(watcher),
    )
    _add_error_handlers(app)
    for add in (add_ask, add_speakers, add_passages, add_verify, add_cards):
        add(app, live_index)
    add_embed(app, live_index, checked_origins(settings.frame_ancestors))
    add_mcp(app, live_index, settings.hosts)
    add_health(app, metrics)
    add_docs(app)
    describe(app)
    _add_home(app, with_chat=with_chat)
    if with_chat:
        _add_chat(app, live_index)
    return app


def _during(watcher: AbstractContextManager[Any] | None) -> Callable[[FastAPI], AbstractAsyncContextManager[None]]:
    """What is entered when the application starts, and left when it ends."""

    @asynccontextmanager
    async def watched(_: FastAPI) -> AsyncIterator[None]:
        with watcher or nullcontext():
            yield

    return watched


def _add_error_handlers(app: FastAPI) -> None:
    app.add_exception_handler(OnrecordError, refuse_failure)
    app.add_exception_handler(RequestValidationError, refuse_parameters)
    app.add_exception_handler(HTTPException, refuse_path)


def _add_home(app: FastAPI, *, with_chat: bool) -> None:
    @app.get("/", include_in_schema=False)
    def home() -> Response:
        # Relative, so that it leads to the right place also where a proxy puts the application below a prefix.
        return RedirectResponse(f"{CHAT[1:]}/" if with_chat else "docs")

    @app.get("/favicon.ico", include_in_schema=False)
    def favicon() -> Response:
        return Response(icon(), media_type="image/svg+xml")


def _add_chat(app: FastAPI, live_index: LiveIndex) -> None:
    from bot.chat import build_chat, mount_chat
    from bot.page.parts import page_parts

    add_explore(app, live_index)
    with live_index.lent() as passage_index:
        page = build_chat(_answering(live_index, answer_query), page_parts(passage_index))
    mount_chat(app, page.blocks, CHAT)
    # For whoever opens the page from then on: an open one stays as it is.
    live_index.on_taken_up(lambda newer: page.show(page_parts(newer)))


def _answering(live_index: LiveIndex, answer: Callable[..., Answer]) -> AnswerQuestion:
    """What answers from the generation that is current when it is asked."""

    def answered(query: str, *, filters: Filters, previous: str | None, anyone: bool) -> Answer:
        with live_index.lent() as passage_index:
            return answer(query, passage_index=passage_index, filters=filters, previous=previous, anyone=anyone)

    return answered
