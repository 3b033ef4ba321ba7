"""The HTTP application: the read-only JSON API, the pages for other sites, and the chat beside them."""

from functools import partial
from importlib.metadata import version

from fastapi import FastAPI
from fastapi.exceptions import RequestValidationError
from fastapi.responses import RedirectResponse, Response
from starlette.exceptions import HTTPException

from bot.about import about_index
from bot.answer import answer_query
from bot.code_version import code_version
from bot.examples import example_questions
from bot.http.chat_paths import CHAT
from bot.http.metrics import Metrics
from bot.http.refusals import refuse_failure, refuse_parameters, refuse_path
from bot.http.security_headers import checked_origins
from bot.http.stack import middleware
from bot.openapi import describe
from bot.render.about_line import about_line
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


def create_app(passage_index: PassageIndex, settings: Settings = Settings(), *, with_chat: bool = True) -> FastAPI:  # noqa: B008 - frozen
    """The application over that index; without the chat, gradio is not imported.

    :raises ServeError: where a setting cannot be used.
    """
    metrics = Metrics(passage_index.snapshot, settings.metrics_folder)
    release = version("onrecord")
    build = f"{release} {code_version()} {passage_index.snapshot.generation} {settings.reranker or ''}"
    app = FastAPI(
        title="onrecord",
        version=release,
        # FastAPI's pages of documentation load scripts from another host.
        docs_url=None,
        redoc_url=None,
        middleware=middleware(settings, metrics, build),
    )
    _add_error_handlers(app)
    for add in (add_ask, add_speakers, add_passages, add_verify, add_cards):
        add(app, passage_index)
    add_embed(app, passage_index, checked_origins(settings.frame_ancestors))
    add_mcp(app, passage_index, settings.hosts)
    add_health(app, metrics)
    add_docs(app)
    describe(app)
    _add_home(app, with_chat=with_chat)
    if with_chat:
        _add_chat(app, passage_index)
    return app


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


def _add_chat(app: FastAPI, passage_index: PassageIndex) -> None:
    from bot.chat import PageParts, build_chat, mount_chat
    from bot.render.filter_form import filter_form

    add_explore(app, passage_index)
    snapshot = passage_index.snapshot
    parts = PageParts(
        about=about_line(about_index(passage_index)),
        examples=example_questions(passage_index),
        filter_form=filter_form(snapshot.speakers, snapshot.publishers),
    )
    mount_chat(app, build_chat(partial(answer_query, passage_index=passage_index), parts), CHAT)
