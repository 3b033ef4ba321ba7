"""Which pages of other sites may read what the application says."""

from starlette.middleware.cors import CORSMiddleware
from starlette.types import ASGIApp, Receive, Scope, Send

from bot.http.route_path import is_below, route_path


class OpenToOtherSites:
    """Lets pages of any site read what is below the prefixes, without credentials; elsewhere nothing is added."""

    def __init__(self, app: ASGIApp, prefixes: tuple[str, ...]) -> None:
        self.app = app
        self.prefixes = prefixes
        self.open_app = CORSMiddleware(
            app, allow_origins=["*"], allow_methods=["GET"], expose_headers=["ETag", "Retry-After"]
        )

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        is_open = scope["type"] == "http" and any(is_below(route_path(scope), prefix) for prefix in self.prefixes)
        await (self.open_app if is_open else self.app)(scope, receive, send)
