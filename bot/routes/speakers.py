"""/api/v1/speakers: who speaks, and in how many passages."""

from typing import Annotated

from fastapi import FastAPI, Query, Request
from fastapi.responses import JSONResponse

from bot.http.problem import problems
from bot.live_index import LiveIndex
from bot.records import DEFAULT_LIMIT, Cursor, Limit, speakers_record
from bot.routes.parameters import refuse_unknown
from bot.schema import SpeakersJson


def add_speakers(app: FastAPI, live_index: LiveIndex) -> None:
    """Let the application list the speakers, all or those whose names are being typed."""

    @app.get("/api/v1/speakers", response_model=SpeakersJson, responses=problems(422, 429, 503), tags=["speakers"])
    def speakers(
        request: Request,
        find: Annotated[str, Query(description="The beginnings of words of the name.")] = "",
        limit: Limit = DEFAULT_LIMIT,
        cursor: Cursor = None,
    ) -> JSONResponse:
        """List who speaks, those with the most passages first."""
        refuse_unknown(request, ("find", "limit", "cursor"))
        with live_index.lent() as passage_index:
            return JSONResponse(speakers_record(passage_index, find, limit, cursor))
