"""What an HTTP client is told when a request cannot be answered: `application/problem+json` (RFC 9457)."""

from starlette.responses import JSONResponse

TITLES = {
    404: "Not Found",
    405: "Method Not Allowed",
    413: "Content Too Large",
    422: "Unprocessable Content",
    500: "Internal Server Error",
}
"""The statuses' names in RFC 9110; those in Python's `HTTPStatus` change with its version."""


def problem_response(status: int, detail: str) -> JSONResponse:
    """The problem with one sentence as its detail; the title names the status."""
    problem = {"type": "about:blank", "title": TITLES.get(status, "Request failed"), "status": status, "detail": detail}
    return JSONResponse(problem, status_code=status, media_type="application/problem+json")
