"""/api/v1/cards: the answer to a question as HTML, for pages that show it."""

from typing import Annotated

from fastapi import FastAPI, Query, Request
from fastapi.responses import HTMLResponse

from bot.answer import answer_query
from bot.embed.turn import turn_card
from bot.http.problem import problems
from bot.live_index import LiveIndex
from bot.records import AskParameters
from bot.routes.parameters import refuse_unknown


def add_cards(app: FastAPI, live_index: LiveIndex) -> None:
    """Let the application answer questions with cards."""

    # A plain function, not a coroutine: FastAPI runs it in a thread.
    @app.get("/api/v1/cards", response_class=HTMLResponse, responses=problems(422, 429, 503), tags=["questions"])
    def cards(request: Request, asked: Annotated[AskParameters, Query()]) -> HTMLResponse:
        """Ask a question; the same passages come as a fragment of HTML, ready to be shown."""
        refuse_unknown(request, AskParameters.names())
        with live_index.lent() as passage_index:
            answer = answer_query(
                asked.q, passage_index, filters=asked.filters, previous=asked.previous, anyone=asked.anyone, k=asked.k
            )
        return HTMLResponse(turn_card(answer), headers={"X-Robots-Tag": "noindex"})
