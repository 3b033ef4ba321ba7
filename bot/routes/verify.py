"""/api/v1/verify: passages as a page shows them, held against the articles."""

from fastapi import FastAPI
from fastapi.responses import JSONResponse
from pydantic import BaseModel

from bot.shown import Shown, verdict_on
from index.passage_index import PassageIndex


class ShownPassage(BaseModel):
    """A passage's id and the text that is on the screen."""

    id: str
    text: str


class ShownPassages(BaseModel):
    """The body of a request to /api/v1/verify."""

    passages: list[ShownPassage]


def add_verify(app: FastAPI, passage_index: PassageIndex) -> None:
    """Let the application check what a page shows."""

    # POST, since the texts may be longer than an address; nothing is changed by it.
    @app.post("/api/v1/verify")
    def verify(shown: ShownPassages) -> JSONResponse:
        store = passage_index.store
        found = [{"id": each.id, "verdict": verdict_on(Shown(each.id, each.text), store)} for each in shown.passages]
        return JSONResponse({"passages": found})
