"""The HTTP application: the read-only JSON API, and the chat beside it."""

from functools import partial
from typing import Any

from fastapi import FastAPI, Request
from fastapi.exceptions import RequestValidationError
from fastapi.responses import RedirectResponse, Response
from starlette.exceptions import HTTPException
from starlette.middleware.cors import CORSMiddleware

from bot.about import about_index
from bot.answer import answer_query
from bot.examples import example_questions
from bot.limits import BodyLimit, OpenToOtherSites
from bot.problem import problem_response
from bot.render.about_line import about_line
from bot.render.page import icon
from bot.routes.ask import add_ask
from bot.routes.explore import add_explore
from bot.routes.health import add_health
from bot.routes.passages import add_passages
from bot.routes.speakers import add_speakers
from bot.routes.verify import add_verify
from bot.settings import MAX_BODY_BYTES
from index.errors import OnrecordError, QueryError, UnknownPassageError
from index.passage_index import PassageIndex

CHAT_PATH = "/chat"

_BODY_EXPECTED = (
    'the request\'s body is not what is expected; send {"passages": [{"id": "…", "text": "…"}]} as JSON, all of it text'
)


def create_app(passage_index: PassageIndex, *, with_chat: bool = True) -> FastAPI:
    """The application over that index; without the chat, gradio is not imported."""
    # FastAPI's pages of documentation load scripts from another host.
    app = FastAPI(title="onrecord", docs_url=None, redoc_url=None, openapi_url=None)
    _add_middleware(app)
    _add_error_handlers(app)
    for add in (add_ask, add_speakers, add_passages, add_verify, add_health):
        add(app, passage_index)
    if with_chat:
        _add_chat(app, passage_index)
    return app


def _add_middleware(app: FastAPI) -> None:
    # The last one added is the outermost. The first allows no origin at all: without a CORSMiddleware in the parent
    # application, Gradio would echo any site's origin together with "credentials allowed".
    app.add_middleware(CORSMiddleware)
    app.add_middleware(BodyLimit, max_bytes=MAX_BODY_BYTES)
    app.add_middleware(OpenToOtherSites, prefix="/api/")


def _add_error_handlers(app: FastAPI) -> None:
    app.add_exception_handler(OnrecordError, _onrecord_problem)
    app.add_exception_handler(RequestValidationError, _parameter_problem)
    app.add_exception_handler(HTTPException, _http_problem)
    app.add_exception_handler(Exception, _bug_problem)


def _add_chat(app: FastAPI, passage_index: PassageIndex) -> None:
    from bot.chat import PageParts, build_chat, mount_chat
    from bot.render.filter_form import filter_form

    @app.get("/")
    def home() -> RedirectResponse:
        return RedirectResponse(CHAT_PATH)

    @app.get("/favicon.ico")
    def favicon() -> Response:
        return Response(icon(), media_type="image/svg+xml")

    add_explore(app, passage_index)
    store = passage_index.store
    parts = PageParts(
        about=about_line(about_index(passage_index)),
        examples=example_questions(passage_index),
        filter_form=filter_form(store.speakers, store.publishers),
    )
    mount_chat(app, build_chat(partial(answer_query, passage_index=passage_index), parts), CHAT_PATH)


def _onrecord_problem(request: Request, error: Exception) -> Response:
    status = 404 if isinstance(error, UnknownPassageError) else 422 if isinstance(error, QueryError) else 500
    return problem_response(status, str(error))


def _parameter_problem(request: Request, error: Exception) -> Response:
    assert isinstance(error, RequestValidationError)
    first: dict[str, Any] = error.errors()[0]
    if first["loc"][0] == "body":
        return problem_response(422, _BODY_EXPECTED)
    name = first["loc"][-1]
    if first["type"] == "missing":
        value = "QUESTION" if name == "q" else "TEXT"
        return problem_response(422, f"'{name}' is missing; ask with {request.url.path}?{name}={value}")
    return problem_response(422, f"{name} is '{first['input']}'; give {_wanted(first)}")


def _wanted(fault: dict[str, Any]) -> str:
    """What a parameter should have been."""
    limits = fault.get("ctx", {})
    if "ge" in limits:
        return f"{limits['ge']} or more"
    if "le" in limits:
        return f"{limits['le']} or less"
    return "true or false" if fault["type"] == "bool_parsing" else "a whole number"


def _http_problem(request: Request, error: Exception) -> Response:
    assert isinstance(error, HTTPException)
    if error.status_code == 404:
        return problem_response(404, f"there is nothing at {request.url.path}; questions go to /api/v1/ask")
    if error.status_code == 400:
        return problem_response(422, _BODY_EXPECTED)
    return problem_response(error.status_code, f"{error.detail} at {request.url.path}")


def _bug_problem(request: Request, error: Exception) -> Response:
    return problem_response(500, "onrecord failed on this request; what happened is in the server's log")
