"""The parameters of requests: only those that are known."""

from fastapi import Request

from index.errors import QueryError


def refuse_unknown(request: Request, known: tuple[str, ...]) -> None:
    """A filter that is passed over would give an answer that was not asked for.

    :raises QueryError: where the request has another parameter.
    """
    unknown = next((name for name in request.query_params if name not in known), None)
    if unknown is not None:
        raise QueryError(f"'{unknown}' is no parameter of {request.url.path}; use {', '.join(known)}")
