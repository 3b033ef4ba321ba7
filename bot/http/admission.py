"""How many requests are worked on at once."""

from starlette.types import ASGIApp, Message, Receive, Scope, Send

from bot.http.costly import is_costly
from bot.http.problem import problem_response

RETRY_SECONDS = 1


class Admission:
    """Answers 503 to a request that comes while `max_waiting` others wait for their answer.

    A request counts until its reply begins: who reads slowly keeps nobody out.
    """

    def __init__(self, app: ASGIApp, max_waiting: int) -> None:
        self.app = app
        self.max_waiting = max_waiting
        self.n_waiting = 0

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if not is_costly(scope):
            await self.app(scope, receive, send)
            return
        if self.n_waiting >= self.max_waiting:
            detail = f"{self.max_waiting} requests wait already; ask again in a moment"
            await problem_response(503, detail, {"Retry-After": str(RETRY_SECONDS)})(scope, receive, send)
            return
        self.n_waiting += 1
        waits = True

        def has_begun() -> None:
            nonlocal waits
            self.n_waiting -= waits
            waits = False

        async def watched(message: Message) -> None:
            has_begun()
            await send(message)

        try:
            await self.app(scope, receive, watched)
        finally:
            has_begun()
