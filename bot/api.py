"""The HTTP application: the read-only JSON API, and the chat beside it."""

from functools import partial
from typing import Annotated, Any

from fastapi import FastAPI, Query, Request
from fastapi.exceptions import RequestValidationError
from fastapi.responses import JSONResponse, RedirectResponse, Response
from pydantic import BaseModel, Field
from starlette.exceptions import HTTPException
from starlette.middleware.cors import CORSMiddleware

from bot.answer import DEFAULT_K, answer_query
from bot.examples import example_questions
from bot.filters import Filters
from bot.limits import BodyLimit, OpenToOtherSites
from bot.problem import problem_response
from bot.render.json import answer_record
from bot.render.page import icon
from bot.settings import MAX_BODY_BYTES
from index.errors import OnrecordError, QueryError
from index.passage_index import PassageIndex

CHAT_PATH = "/chat"


class AskParameters(BaseModel):
    """The parameters of /api/v1/ask."""

    q: str
    speaker: str | None = None
    kind: str | None = None
    publisher: str | None = None
    published_from: str | None = Field(default=None, alias="from")
    published_to: str | None = Field(default=None, alias="to")
    anyone: bool = False
    previous: str | None = None
    k: int = DEFAULT_K

    @classmethod
    def names(cls) -> tuple[str, ...]:
        """The parameters' names in a request."""
        return tuple(field.alias or name for name, field in cls.model_fields.items())

    @property
    def filters(self) -> Filters:
        return Filters(self.speaker, self.kind, self.publisher, self.published_from, self.published_to)


def create_app(passage_index: PassageIndex, *, with_chat: bool = True) -> FastAPI:
    """The application over that index; without the chat, gradio is not imported."""
    # FastAPI's pages of documentation load scripts from another host.
    app = FastAPI(title="onrecord", docs_url=None, redoc_url=None, openapi_url=None)
    _add_middleware(app)
    _add_error_handlers(app)
    _add_api(app, passage_index)
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


def _add_api(app: FastAPI, passage_index: PassageIndex) -> None:
    # Plain functions, not coroutines: FastAPI runs them in threads, so that a slow answer holds up nobody else.
    @app.get("/api/v1/ask")
    def ask(request: Request, asked: Annotated[AskParameters, Query()]) -> JSONResponse:
        _refuse_unknown(request, AskParameters.names())
        answer = answer_query(
            asked.q, passage_index, filters=asked.filters, previous=asked.previous, anyone=asked.anyone, k=asked.k
        )
        return JSONResponse(answer_record(answer))

    @app.get("/api/v1/speakers")
    def speakers() -> JSONResponse:
        counts = passage_index.store.speakers.items()
        return JSONResponse({"speakers": [{"name": name, "passages": n} for name, n in counts]})

    @app.get("/healthz")
    def healthz() -> JSONResponse:
        return JSONResponse({"status": "ok"})


def _add_chat(app: FastAPI, passage_index: PassageIndex) -> None:
    from bot.chat import build_chat, mount_chat
    from bot.render.filter_form import filter_form

    @app.get("/")
    def home() -> RedirectResponse:
        return RedirectResponse(CHAT_PATH)

    @app.get("/favicon.ico")
    def favicon() -> Response:
        return Response(icon(), media_type="image/svg+xml")

    store = passage_index.store
    chat = build_chat(
        partial(answer_query, passage_index=passage_index),
        examples=example_questions(store.speakers),
        form=filter_form(store.speakers, store.publishers),
    )
    mount_chat(app, chat, CHAT_PATH)


def _refuse_unknown(request: Request, known: tuple[str, ...]) -> None:
    """A filter that is passed over would give an answer that was not asked for.

    :raises QueryError: where the request has another parameter.
    """
    unknown = next((name for name in request.query_params if name not in known), None)
    if unknown is not None:
        raise QueryError(f"'{unknown}' is no parameter of {request.url.path}; use {', '.join(known)}")


def _onrecord_problem(request: Request, error: Exception) -> Response:
    return problem_response(422 if isinstance(error, QueryError) else 500, str(error))


def _parameter_problem(request: Request, error: Exception) -> Response:
    assert isinstance(error, RequestValidationError)
    first: dict[str, Any] = error.errors()[0]
    name = first["loc"][-1]
    if first["type"] == "missing":
        return problem_response(422, f"'{name}' is missing; ask with /api/v1/ask?q=QUESTION")
    wanted = "true or false" if first["type"] == "bool_parsing" else "a whole number"
    return problem_response(422, f"{name} is '{first['input']}'; give {wanted}")


def _http_problem(request: Request, error: Exception) -> Response:
    assert isinstance(error, HTTPException)
    if error.status_code == 404:
        return problem_response(404, f"there is nothing at {request.url.path}; questions go to /api/v1/ask")
    return problem_response(error.status_code, f"{error.detail} at {request.url.path}")


def _bug_problem(request: Request, error: Exception) -> Response:
    return problem_response(500, "onrecord failed on this request; what happened is in the server's log")
