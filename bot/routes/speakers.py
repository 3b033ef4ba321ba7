"""/api/v1/speakers: who speaks, and in how many passages."""

from typing import Annotated

from fastapi import FastAPI, Query, Request
from fastapi.responses import JSONResponse

from bot.routes.parameters import refuse_unknown
from bot.typeahead import Typeahead
from index.passage_index import PassageIndex


def add_speakers(app: FastAPI, passage_index: PassageIndex) -> None:
    """Let the application list the speakers, all or those whose names are being typed."""
    typeahead = Typeahead(passage_index.store.speakers)

    @app.get("/api/v1/speakers")
    def speakers(
        request: Request, find: str = "", limit: Annotated[int | None, Query(ge=1, le=1000)] = None
    ) -> JSONResponse:
        refuse_unknown(request, ("find", "limit"))
        found = [{"name": name, "passages": n} for name, n in typeahead.names(find, limit)]
        return JSONResponse({"speakers": found})
