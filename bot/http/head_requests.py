"""HEAD, which RFC 9110 asks of every server: what GET would answer, without its body."""

from starlette.types import ASGIApp, Message, Receive, Scope, Send

from bot.http.route_path import is_below, route_path


class HeadRequests:
    """Lets the application answer HEAD as it answers GET, and keeps the body back.

    :param leaves: prefixes whose applications see to it themselves: a stream would never end.
    """

    def __init__(self, app: ASGIApp, leaves: tuple[str, ...]) -> None:
        self.app = app
        self.leaves = leaves

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        is_answered_here = (
            scope["type"] == "http"
            and scope["method"] == "HEAD"
            and not any(is_below(route_path(scope), prefix) for prefix in self.leaves)
        )
        if not is_answered_here:
            await self.app(scope, receive, send)
            return

        async def without_body(message: Message) -> None:
            await send({**message, "body": b""} if message["type"] == "http.response.body" else message)

        as_get = {**scope, "method": "GET"}
        try:
            await self.app(as_get, receive, without_body)
        finally:
            # What the router found is looked at outside.
            scope.update({name: value for name, value in as_get.items() if name != "method"})
