"""A name and a password in front of everything but the checks of a process supervisor (RFC 7617)."""

import hmac
from base64 import b64decode

from starlette.datastructures import Headers
from starlette.types import ASGIApp, Receive, Scope, Send

from bot.http.problem import problem_response
from bot.http.route_path import route_path
from index.errors import ServeError

OPEN_PATHS = frozenset({"/healthz", "/readyz"})


def parsed_login(login: str) -> bytes:
    """The login that is written as "name:password".

    :raises ServeError: where a part is missing.
    """
    name, colon, password = login.partition(":")
    if not (name and colon and password):
        raise ServeError("ONRECORD_LOGIN is no login; write it as NAME:PASSWORD")
    return login.encode("utf-8", "surrogateescape")


class Login:
    """Answers 401 where a request does not have the name and the password."""

    def __init__(self, app: ASGIApp, login: bytes) -> None:
        self.app = app
        self.login = login

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] == "lifespan" or route_path(scope) in OPEN_PATHS or self._is_let_in(scope):
            await self.app(scope, receive, send)
            return
        if scope["type"] == "websocket":
            await send({"type": "websocket.close", "code": 1008})
            return
        headers = {"WWW-Authenticate": 'Basic realm="onrecord", charset="UTF-8"'}
        await problem_response(401, "a name and a password are asked for; log in with yours", headers)(
            scope, receive, send
        )

    def _is_let_in(self, scope: Scope) -> bool:
        scheme, _, given = Headers(scope=scope).get("authorization", "").partition(" ")
        try:
            decoded = b64decode(given.strip(), validate=True)
        except ValueError:
            return False
        # Compared in a time that does not tell how much of it was right.
        return scheme.lower() == "basic" and hmac.compare_digest(decoded, self.login)
