"""Refusals of the page in a frame that come before its route, such as too many requests: said in the page itself."""

import json
from collections.abc import Sequence

from starlette.datastructures import Headers
from starlette.requests import Request
from starlette.responses import HTMLResponse
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from bot.embed.page import embed_page
from bot.embed.request import look_of, question_of
from bot.http.problem import PROBLEM_JSON
from bot.http.route_path import route_path
from bot.render.card import error_card

EMBED_PATH = "/embed"


class EmbedRefusals:
    """Turns a problem that answers the page's address into the page with its sentence; the question stays in its box.

    :param parents: the origins that may frame the page.
    """

    def __init__(self, app: ASGIApp, parents: Sequence[str]) -> None:
        self.app = app
        self.parents = parents

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http" or scope["method"] != "GET" or route_path(scope) != EMBED_PATH:
            await self.app(scope, receive, send)
            return
        start: Message | None = None
        body = b""

        async def watched(message: Message) -> None:
            nonlocal start, body
            if message["type"] == "http.response.start" and _is_problem(message):
                start = message
            elif start is None:
                await send(message)
            else:
                body += message.get("body", b"")

        await self.app(scope, receive, watched)
        if start is not None:
            await self._page(scope, start, body)(scope, receive, send)

    def _page(self, scope: Scope, start: Message, body: bytes) -> HTMLResponse:
        given = Request(scope).query_params
        question = question_of(given)
        card = error_card(json.loads(body)["detail"])
        # A refused question is no turn that a follow-up could mean.
        page = embed_page(look_of(given), question, answer=card, thread=question.previous, parents=self.parents)
        kept = {name: value for name, value in _headers(start).items() if not name.startswith("content-")}
        return HTMLResponse(page, start["status"], {**kept, "Cache-Control": "no-store", "X-Robots-Tag": "noindex"})


def _headers(start: Message) -> Headers:
    return Headers(raw=list(start["headers"]))


def _is_problem(start: Message) -> bool:
    return _headers(start).get("content-type") == PROBLEM_JSON
