"""/api/v1/ask: the answer to a question."""

from typing import Annotated

from fastapi import FastAPI, Query, Request
from fastapi.responses import JSONResponse
from pydantic import BaseModel, Field

from bot.answer import DEFAULT_K, answer_query
from bot.filters import Filters
from bot.render.json import answer_record
from bot.routes.parameters import refuse_unknown
from index.passage_index import PassageIndex


class AskParameters(BaseModel):
    """The parameters of /api/v1/ask."""

    q: str
    speaker: str | None = None
    kind: str | None = None
    publisher: str | None = None
    published_from: str | None = Field(default=None, alias="from")
    published_to: str | None = Field(default=None, alias="to")
    anyone: bool = False
    previous: str | None = None
    k: int = DEFAULT_K
    ranking: bool = False

    @classmethod
    def names(cls) -> tuple[str, ...]:
        """The parameters' names in a request."""
        return tuple(field.alias or name for name, field in cls.model_fields.items())

    @property
    def filters(self) -> Filters:
        return Filters(self.speaker, self.kind, self.publisher, self.published_from, self.published_to)


def add_ask(app: FastAPI, passage_index: PassageIndex) -> None:
    """Let the application answer questions."""

    # A plain function, not a coroutine: FastAPI runs it in a thread, so that a slow answer holds up nobody else.
    @app.get("/api/v1/ask")
    def ask(request: Request, asked: Annotated[AskParameters, Query()]) -> JSONResponse:
        refuse_unknown(request, AskParameters.names())
        answer = answer_query(
            asked.q, passage_index, filters=asked.filters, previous=asked.previous, anyone=asked.anyone, k=asked.k
        )
        return JSONResponse(answer_record(answer, with_ranking=asked.ranking))
