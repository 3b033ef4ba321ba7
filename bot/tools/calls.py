"""The calls that came over stdin and have had no reply yet: those are given before the server ends with its stdin."""

from types import TracebackType
from typing import Any, Self

import anyio
from mcp.shared.message import SessionMessage
from mcp.types import JSONRPCError, JSONRPCNotification, JSONRPCRequest, JSONRPCResponse
from pydantic import ValidationError

SILENCE_S = 60.0
"""How long no reply may come before the rest of them is given up."""


class OpenCalls:
    """The ids of the calls that wait for their reply."""

    def __init__(self) -> None:
        self._ids: set[str | int] = set()
        self._changed = anyio.Event()

    def came(self, line: str) -> None:
        """Take notice of a line of the program's; what is no call is passed over."""
        try:
            self._ids.add(JSONRPCRequest.model_validate_json(line).id)
            return
        except ValidationError:
            pass
        try:
            notice = JSONRPCNotification.model_validate_json(line)
        except ValidationError:
            return
        if notice.method == "notifications/cancelled":
            # Such a call is never replied to.
            self._ended((notice.params or {}).get("requestId"))

    def went(self, message: SessionMessage) -> None:
        """Take notice of a message to the program."""
        if isinstance(message.message, JSONRPCResponse | JSONRPCError):
            self._ended(message.message.id)

    async def replied(self) -> None:
        """Return once every call has its reply, or none came for long."""
        while self._ids:
            self._changed = anyio.Event()
            with anyio.move_on_after(SILENCE_S) as silence:
                await self._changed.wait()
            if silence.cancelled_caught:
                return

    def _ended(self, call: Any) -> None:  # noqa: ANN401 - whatever the program takes for an id
        if isinstance(call, str | int):
            self._ids.discard(call)
        self._changed.set()


class WatchedReplies:
    """The stream of replies, each of which is taken notice of once it is on its way."""

    def __init__(self, replies: Any, calls: OpenCalls) -> None:  # noqa: ANN401 - the SDK names no type for it
        self._replies = replies
        self._calls = calls

    async def send(self, message: SessionMessage, /) -> None:
        await self._replies.send(message)
        self._calls.went(message)

    async def aclose(self) -> None:
        await self._replies.aclose()

    async def __aenter__(self) -> Self:
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        await self.aclose()
