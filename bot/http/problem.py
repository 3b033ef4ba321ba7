"""What an HTTP client is told when a request cannot be answered: `application/problem+json` (RFC 9457)."""

from collections.abc import Mapping
from typing import Any

from starlette.responses import JSONResponse

from bot.schema import ProblemJson

PROBLEM_JSON = "application/problem+json"

TITLES = {
    401: "Unauthorized",
    403: "Forbidden",
    404: "Not Found",
    405: "Method Not Allowed",
    408: "Request Timeout",
    413: "Content Too Large",
    421: "Misdirected Request",
    422: "Unprocessable Content",
    429: "Too Many Requests",
    500: "Internal Server Error",
    503: "Service Unavailable",
}
"""The statuses' names in RFC 9110; those in Python's `HTTPStatus` change with its version."""


MAX_REPEATED_CHARS = 100
"""What a sentence repeats of a request at most."""


def shortened(given: str) -> str:
    """What was given, as far as a sentence can bear it."""
    return given if len(given) <= MAX_REPEATED_CHARS else f"{given[:MAX_REPEATED_CHARS]}…"


def problem_response(status: int, detail: str, headers: Mapping[str, str] | None = None) -> JSONResponse:
    """The problem with one sentence as its detail; the title names the status."""
    problem = {"type": "about:blank", "title": TITLES.get(status, "Request failed"), "status": status, "detail": detail}
    return JSONResponse(problem, status_code=status, headers=headers, media_type=PROBLEM_JSON)


def problems(*statuses: int) -> dict[int | str, dict[str, Any]]:
    """The statuses with which a route may refuse, as FastAPI's `responses` has them."""
    return {status: {"model": ProblemJson, "description": TITLES[status]} for status in statuses}
