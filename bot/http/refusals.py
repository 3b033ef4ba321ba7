"""The sentence and the status for each way in which a request cannot be answered."""

from typing import Any

from fastapi import Request
from fastapi.exceptions import RequestValidationError
from starlette.exceptions import HTTPException
from starlette.responses import Response

from bot.http.problem import problem_response, shortened
from bot.http.route_path import route_path
from index.errors import QueryError, UnknownPassageError

BODY_EXPECTED = (
    'the request\'s body is not what is expected; send {"passages": [{"id": "…", "text": "…"}]} as JSON, all of it text'
)


def refuse_failure(request: Request, error: Exception) -> Response:
    """The sentence of an `OnrecordError`."""
    status = 404 if isinstance(error, UnknownPassageError) else 422 if isinstance(error, QueryError) else 500
    return problem_response(status, str(error))


def refuse_parameters(request: Request, error: Exception) -> Response:
    """What the first parameter that is not right should have been."""
    assert isinstance(error, RequestValidationError)
    first: dict[str, Any] = error.errors()[0]
    if first["loc"][0] == "body":
        return problem_response(422, BODY_EXPECTED)
    name = first["loc"][-1]
    if first["type"] == "missing":
        value = "QUESTION" if name == "q" else "TEXT"
        return problem_response(422, f"'{name}' is missing; ask with {route_path(request.scope)}?{name}={value}")
    return problem_response(422, f"{name} is '{shortened(str(first['input']))}'; give {_wanted(first)}")


def refuse_path(request: Request, error: Exception) -> Response:
    """That there is nothing at the path, or nothing that can be done so."""
    assert isinstance(error, HTTPException)
    path = shortened(route_path(request.scope))
    if error.status_code == 404:
        return problem_response(404, f"there is nothing at {path}; questions go to /api/v1/ask")
    if error.status_code == 400:
        return problem_response(422, BODY_EXPECTED)
    if error.status_code == 405:
        allowed = _allowed(error)
        detail = f"{shortened(request.method)} is not for {path}; use {allowed.partition(',')[0]}"
        return problem_response(405, detail, {"Allow": allowed})
    return problem_response(error.status_code, f"{error.detail} at {path}", error.headers)


def _allowed(error: HTTPException) -> str:
    """The methods for which there is something at the path; whoever answers GET answers HEAD too."""
    methods = set((error.headers or {}).get("Allow", "GET").split(", "))
    return ", ".join(sorted(methods | {"HEAD"} if "GET" in methods else methods))


def _wanted(fault: dict[str, Any]) -> str:
    """What a parameter should have been."""
    limits = fault.get("ctx", {})
    if "ge" in limits:
        return f"{limits['ge']} or more"
    if "le" in limits:
        return f"{limits['le']} or less"
    return "true or false" if fault["type"] == "bool_parsing" else "a whole number"
