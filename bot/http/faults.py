"""What a client is told of a bug: one sentence, no trace of the program's insides."""

import logging

from starlette.datastructures import Headers
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from bot.http.problem import PROBLEM_JSON, problem_response

_log = logging.getLogger(__name__)

SENTENCE = "onrecord failed on this request; what happened is in the server's log"


class Faults:
    """Turns an exception into a problem of status 500, and logs it.

    Gradio says "Internal Server Error" before its exception comes here: such a reply is kept back and a problem takes
    its place. It stands innermost, so that this reply too gets the headers that the others have.
    """

    def __init__(self, app: ASGIApp) -> None:
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        has_begun = is_kept_back = False

        async def watched(message: Message) -> None:
            nonlocal has_begun, is_kept_back
            is_kept_back = is_kept_back or _is_wordless_failure(message)
            if not is_kept_back:
                has_begun = True
                await send(message)

        try:
            await self.app(scope, receive, watched)
        except Exception:
            # Half a reply can only be cut off, which the server does where the exception reaches it.
            if scope["type"] != "http" or has_begun:
                raise
            _log.exception("a request failed")
            is_kept_back = True
        if is_kept_back:
            await problem_response(500, SENTENCE)(scope, receive, send)


def _is_wordless_failure(message: Message) -> bool:
    """Whether a reply begins that says 500 and not, as our own do, what to do."""
    is_failure = message["type"] == "http.response.start" and message["status"] == 500
    return is_failure and Headers(raw=message["headers"]).get("content-type") != PROBLEM_JSON
