"""/embed, /quote-bot.js and what belongs to them: what a page of another site loads."""

from collections.abc import Callable

from fastapi import FastAPI, Request
from fastapi.responses import HTMLResponse, Response

from bot.answer import answer_query
from bot.embed.files import FILES
from bot.embed.page import embed_page
from bot.embed.request import EMBED_PARAMETERS, Question, look_of, question_of
from bot.embed.turn import turn_card
from bot.filters import Filters
from bot.live_index import LiveIndex
from bot.render.card import error_card
from bot.routes.parameters import refuse_unknown
from index.errors import QueryError


def add_embed(app: FastAPI, live_index: LiveIndex, frame_ancestors: tuple[str, ...]) -> None:
    """Let the application be shown within pages of other sites.

    :param frame_ancestors: the origins whose pages may frame it; the page tells its height to these alone.
    """

    # A plain function, not a coroutine: FastAPI runs it in a thread.
    @app.get("/embed", response_class=HTMLResponse, include_in_schema=False)
    def embed(request: Request) -> HTMLResponse:
        question, look = question_of(request.query_params), look_of(request.query_params)
        try:
            refuse_unknown(request, EMBED_PARAMETERS)
            answer, thread = _answered(question, live_index)
            status = 200
        except QueryError as error:
            # A refused question is no turn that a follow-up could mean.
            answer, thread, status = error_card(str(error)), question.previous, 422
        page = embed_page(look, question, answer=answer, thread=thread, parents=frame_ancestors)
        return HTMLResponse(page, status, headers={"Cache-Control": "no-cache", "X-Robots-Tag": "noindex"})

    for path, (text_of, media_type) in FILES.items():
        _add_file(app, path, text_of, media_type)


def _answered(question: Question, live_index: LiveIndex) -> tuple[str, str]:
    """The answer's cards, and what the next question is to follow on.

    :raises QueryError: where the question cannot be used.
    """
    k = question.n_passages
    if not question.is_asked:
        return "", question.previous
    filters = Filters(speaker=question.speaker or None)
    with live_index.lent() as passage_index:
        answer = answer_query(question.q, passage_index, filters=filters, previous=question.previous or None, k=k)
    return turn_card(answer), answer.thread


def _add_file(app: FastAPI, path: str, text_of: Callable[[], str], media_type: str) -> None:
    @app.get(path, include_in_schema=False)
    def file() -> Response:
        return Response(text_of(), media_type=media_type)
