"""/api/v1/ask: the answer to a question."""

from typing import Annotated

from fastapi import FastAPI, Query, Request
from fastapi.responses import JSONResponse
from pydantic import Field

from bot.http.problem import problems
from bot.live_index import LiveIndex
from bot.records import AskParameters, ask_record
from bot.routes.parameters import refuse_unknown
from bot.schema import AnswerJson


class AskRequest(AskParameters):
    """The parameters of /api/v1/ask."""

    ranking: bool = Field(default=False, description="Give the ranking too, for measuring.")


def add_ask(app: FastAPI, live_index: LiveIndex) -> None:
    """Let the application answer questions."""

    # A plain function, not a coroutine: FastAPI runs it in a thread, so that a slow answer holds up nobody else.
    @app.get("/api/v1/ask", response_model=AnswerJson, responses=problems(422, 429, 503), tags=["questions"])
    def ask(request: Request, asked: Annotated[AskRequest, Query()]) -> JSONResponse:
        """Ask a question; passages answer it word for word, each with its speaker.

        The status is 200 whether or not a passage answers: `level` and `message` say so.
        """
        refuse_unknown(request, AskRequest.names())
        with live_index.lent() as passage_index:
            return JSONResponse(ask_record(passage_index, asked, with_ranking=asked.ranking))
