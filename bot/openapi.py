"""The description of the HTTP API in the OpenAPI format."""

from typing import Any

from fastapi import FastAPI
from fastapi.openapi.utils import get_openapi

from bot.cursor import MAX_CURSOR_CHARS
from bot.filters import KINDS
from bot.http.problem import PROBLEM_JSON
from bot.query.check import MAX_PREVIOUS_CHARS
from bot.settings import MAX_K, MAX_QUERY_CHARS

OPENAPI_PATH = "/openapi.json"

DESCRIPTION = (
    "Ask who said what and get it word for word, with the name. Every passage's text is verbatim: quote it as it is, "
    "with its speaker and its article. All of it is read-only."
)

TAGS = (
    ("questions", "Answers: passages word for word, or a fixed sentence that none answers."),
    ("speakers", "Who speaks."),
    ("passages", "Passages by their ids and by their words."),
    ("operation", "For whoever runs the server."),
)

TEXT = r"^[^\u0000]*$"
"""What can be written and shown, as a pattern of JSON Schema; `is_text` refuses lone surrogates besides."""

_WORDS = r"^[^\u0000]*[^\s\u0000][^\u0000]*$"
_DATE = r"^\s*((?!0000)[0-9]{4}(-(0[1-9]|1[0-2])(-(0[1-9]|[12][0-9]|3[01]))?)?)?\s*$"

_LIMITS: dict[str, dict[str, Any]] = {
    "q": {"minLength": 1, "maxLength": MAX_QUERY_CHARS, "pattern": _WORDS},
    "contains": {"minLength": 1, "maxLength": MAX_QUERY_CHARS, "pattern": _WORDS},
    "previous": {"maxLength": MAX_PREVIOUS_CHARS, "pattern": TEXT},
    "k": {"minimum": 1, "maximum": MAX_K},
    # A form sends the fields that were left empty too: a blank filter is none.
    "speaker": {"pattern": TEXT},
    "publisher": {"pattern": TEXT},
    "kind": {"enum": [*KINDS, ""]},
    "from": {"pattern": _DATE},
    "to": {"pattern": _DATE},
    "cursor": {"minLength": 1, "maxLength": MAX_CURSOR_CHARS, "pattern": "^[A-Za-z0-9_-]+$"},
}
"""What the program itself checks, in sentences of its own, and FastAPI therefore does not know of."""


def describe(app: FastAPI) -> None:
    """Let the application describe what it answers, with the errors as they are."""

    def openapi() -> dict[str, Any]:
        if not app.openapi_schema:
            app.openapi_schema = _openapi(app)
        return app.openapi_schema

    # FastAPI's own way to change the description: the attribute takes the place of its method.
    app.openapi = openapi  # type: ignore[method-assign]


def _openapi(app: FastAPI) -> dict[str, Any]:
    described = get_openapi(
        title=app.title,
        version=app.version,
        description=DESCRIPTION,
        routes=app.routes,
        tags=[{"name": name, "description": what} for name, what in TAGS],
    )
    for path in described["paths"].values():
        for operation in path.values():
            _mend(operation)
    for unused in ("HTTPValidationError", "ValidationError"):
        described["components"]["schemas"].pop(unused, None)
    return described


def _mend(operation: dict[str, Any]) -> None:
    """Give the operation the media type of its errors and the limits of its parameters."""
    for status, response in operation["responses"].items():
        if int(status) >= 400:
            # FastAPI takes them for of the media type that the good reply has.
            [described] = response["content"].values()
            response["content"] = {PROBLEM_JSON: described}
    for parameter in operation.get("parameters", ()):
        parameter["schema"] = _given(parameter["schema"]) | _LIMITS.get(parameter["name"], {})


def _given(schema: dict[str, Any]) -> dict[str, Any]:
    """The schema of a parameter that is there: null is left out, which no request can say."""
    kinds = [kind for kind in schema.get("anyOf", ()) if kind != {"type": "null"}]
    return schema if len(kinds) != 1 else {name: schema[name] for name in schema if name != "anyOf"} | kinds[0]
