"""/api/v1/passages: one passage by its id, what stands around it and how it is cited; those that hold a phrase."""

from typing import Annotated

from fastapi import FastAPI, Path, Query, Request
from fastapi.responses import JSONResponse

from bot.http.problem import problems
from bot.live_index import LiveIndex
from bot.records import MAX_LIMIT, Cursor, Limit, holders_record, passage_details_record
from bot.routes.parameters import refuse_unknown
from bot.schema import HoldersJson, PassageDetailsJson


def add_passages(app: FastAPI, live_index: LiveIndex) -> None:
    """Let the application give a passage by its id, and find those that hold a phrase."""

    @app.get("/api/v1/passages", response_model=HoldersJson, responses=problems(422, 429, 503), tags=["passages"])
    def passages(
        request: Request,
        contains: Annotated[str, Query(description="Words of a passage, every character as it is there.")],
        limit: Limit = MAX_LIMIT,
        cursor: Cursor = None,
    ) -> JSONResponse:
        """Find the passages that hold a phrase, character for character."""
        refuse_unknown(request, ("contains", "limit", "cursor"))
        with live_index.lent() as passage_index:
            return JSONResponse(holders_record(passage_index, contains, limit, cursor))

    # An id may hold a slash where somebody else wrote passages.jsonl.
    @app.get(
        "/api/v1/passages/{passage_id:path}",
        response_model=PassageDetailsJson,
        responses=problems(404, 422, 429, 503),
        tags=["passages"],
    )
    def passage(
        request: Request, passage_id: Annotated[str, Path(description="An id, as answers give it.")]
    ) -> JSONResponse:
        """Give a passage by its id, with its neighbours, its link and its citations."""
        refuse_unknown(request, ())
        with live_index.lent() as passage_index:
            return JSONResponse(passage_details_record(passage_index, passage_id))
