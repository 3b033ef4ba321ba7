"""The parameters of requests: only those that are known, each once."""

from fastapi import Request

from bot.http.problem import shortened
from bot.http.route_path import route_path
from index.errors import QueryError


def refuse_unknown(request: Request, known: tuple[str, ...]) -> None:
    """A filter that is passed over would give an answer that was not asked for.

    :raises QueryError: where the request has another parameter, or one of them twice.
    """
    unknown = next((name for name in request.query_params if name not in known), None)
    if unknown is not None:
        use = f"use {', '.join(known)}" if known else "it has none, so leave it out"
        raise QueryError(f"'{shortened(unknown)}' is no parameter of {route_path(request.scope)}; {use}")
    repeated = next((name for name in known if len(request.query_params.getlist(name)) > 1), None)
    if repeated is not None:
        raise QueryError(f"'{repeated}' is given more than once; give it once")
