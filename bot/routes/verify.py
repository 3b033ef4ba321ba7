"""/api/v1/verify: passages as a page shows them, held against the articles."""

from typing import Annotated

from fastapi import FastAPI, Request
from fastapi.responses import JSONResponse
from pydantic import AfterValidator, BaseModel, Field

from bot.http.problem import problems
from bot.live_index import LiveIndex
from bot.openapi import TEXT
from bot.routes.parameters import refuse_unknown
from bot.schema import VerdictsJson
from bot.shown import Shown, verdict_on
from index.article import is_text


def _text(value: str) -> str:
    if not is_text(value):
        raise ValueError("holds a character that is not text")
    return value


Text = Annotated[str, AfterValidator(_text), Field(json_schema_extra={"pattern": TEXT})]
"""Without lone surrogates, which no answer could give back."""


class ShownPassage(BaseModel):
    """A passage's id, and the text and the speakers' names that are on the screen."""

    id: Text
    text: Text
    speakers: list[Text] | None = None

    @property
    def shown(self) -> Shown:
        return Shown(self.id, self.text, None if self.speakers is None else tuple(self.speakers))


class ShownPassages(BaseModel):
    """The body of a request to /api/v1/verify."""

    passages: list[ShownPassage]


def add_verify(app: FastAPI, live_index: LiveIndex) -> None:
    """Let the application check what a page shows."""

    # POST, since the texts may be longer than an address; nothing is changed by it.
    @app.post(
        "/api/v1/verify", response_model=VerdictsJson, responses=problems(408, 413, 422, 429, 503), tags=["passages"]
    )
    def verify(request: Request, shown: ShownPassages) -> JSONResponse:
        """Hold passages as they are shown somewhere against the articles."""
        refuse_unknown(request, ())
        with live_index.lent() as passage_index:
            snapshot = passage_index.snapshot
            found = [{"id": each.id, "verdict": verdict_on(each.shown, snapshot)} for each in shown.passages]
        return JSONResponse({"passages": found})
