"""The application from its first moment: it answers that it is alive while the index is still being opened."""

import asyncio
import threading
from collections.abc import Callable
from typing import TypeVar

from fastapi import FastAPI
from starlette.responses import JSONResponse
from starlette.types import ASGIApp, Receive, Scope, Send

from bot.http.problem import problem_response
from bot.http.route_path import route_path
from bot.live_index import LiveIndex

T = TypeVar("T")

NOT_READY = "the index is being opened; ask again in a few seconds"
RETRY_SECONDS = 2


class Opening:
    """An ASGI application that stands for another until that is ready.

    Until then /healthz answers 200 and everything else 503.

    :param open_index: opens the index; called in a thread, so that it may take long.
    :param create_app: makes the application of it.
    :param on_opened: told the index once the application is ready, or what keeps it from that.
    """

    def __init__(
        self,
        open_index: Callable[[], LiveIndex],
        create_app: Callable[[LiveIndex], FastAPI],
        on_opened: Callable[[LiveIndex | None, BaseException | None], None],
    ) -> None:
        self._open_index = open_index
        self._create_app = create_app
        self._on_opened = on_opened
        self._app: ASGIApp | None = None

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] == "lifespan":
            await self._live(receive, send)
        elif self._app is not None:
            await self._app(scope, receive, send)
        elif scope["type"] == "http":
            await _answer_meanwhile(scope)(scope, receive, send)

    async def _live(self, receive: Receive, send: Send) -> None:
        """Open the index while requests are taken already, and close everything at the end."""
        await receive()
        is_over = asyncio.Event()
        opened = asyncio.create_task(self._open_until(is_over))
        await send({"type": "lifespan.startup.complete"})
        await receive()
        is_over.set()
        if self._app is None:
            # What opens the index goes on in its thread, which ends with the process.
            opened.cancel()
        await asyncio.gather(opened, return_exceptions=True)
        await send({"type": "lifespan.shutdown.complete"})

    async def _open_until(self, is_over: asyncio.Event) -> None:
        """Be the application until it is over; its own start and end run in one task, as they must."""
        try:
            live_index = await _in_thread(self._open_index)
            app = self._create_app(live_index)
            async with app.router.lifespan_context(app):
                self._app = app
                self._on_opened(live_index, None)
                await is_over.wait()
        except (Exception, SystemExit) as failure:
            self._on_opened(None, failure)


def _answer_meanwhile(scope: Scope) -> JSONResponse:
    if route_path(scope) == "/healthz":
        return JSONResponse({"status": "ok"})
    return problem_response(503, NOT_READY, {"Retry-After": str(RETRY_SECONDS)})


async def _in_thread(work: Callable[[], T]) -> T:
    """What the work returns; its thread does not keep the process from ending."""
    loop = asyncio.get_running_loop()
    done: asyncio.Future[T] = loop.create_future()

    def settle(result: T | None, error: BaseException | None) -> None:
        if done.cancelled():
            return
        if error is not None:
            done.set_exception(error)
        else:
            done.set_result(result)  # type: ignore[arg-type]  # a result, where there is no error

    def run() -> None:
        result, error = None, None
        try:
            result = work()
        except BaseException as caught:
            error = caught
        # The loop may be gone by now, and with it whoever waited.
        if not loop.is_closed():
            loop.call_soon_threadsafe(settle, result, error)

    threading.Thread(target=run, name="opening", daemon=True).start()
    return await done
