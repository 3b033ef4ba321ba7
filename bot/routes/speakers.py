"""/api/v1/speakers: who speaks, and in how many passages."""

from itertools import islice
from typing import Annotated

from fastapi import FastAPI, Query, Request
from fastapi.responses import JSONResponse

from bot.routes.parameters import refuse_unknown
from bot.typeahead import goes_with
from index.passage_index import PassageIndex


def add_speakers(app: FastAPI, passage_index: PassageIndex) -> None:
    """Let the application list the speakers, all or those whose names are being typed."""

    @app.get("/api/v1/speakers")
    def speakers(
        request: Request, find: str = "", limit: Annotated[int | None, Query(ge=1, le=1000)] = None
    ) -> JSONResponse:
        refuse_unknown(request, ("find", "limit"))
        is_wanted = goes_with(find)
        found = ((name, n) for name, n in passage_index.store.speakers.items() if is_wanted(name))
        return JSONResponse({"speakers": [{"name": name, "passages": n} for name, n in islice(found, limit)]})
