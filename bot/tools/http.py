"""/mcp: the tools over HTTP (MCP's streamable HTTP), beside the chat and the JSON API."""

from collections.abc import Collection

from mcp.server.streamable_http_manager import StreamableHTTPSessionManager
from mcp.server.transport_security import TransportSecuritySettings
from starlette.datastructures import Headers
from starlette.types import Receive, Scope, Send

from bot.http.problem import problem_response
from bot.live_index import LiveIndex
from bot.settings import MAX_BODY_BYTES
from bot.tools.hosts import is_served_as, may_call
from bot.tools.server import mcp_server


class Endpoint:
    """Answers each request by itself: whichever process has the index can answer the next one.

    A session manager lives as long as its request. It keeps nothing between two, and one for the whole application
    would have to be started and ended with it, which an application inside another is never told of.
    """

    def __init__(self, live_index: LiveIndex, hosts: Collection[str] = ()) -> None:
        """Answer from that index.

        :param hosts: the names that others reach it by, as `checked_hosts` gives them.
        """
        self._server = mcp_server(live_index)
        self._hosts = hosts

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        refusal = self._refusal(Headers(scope=scope))
        if refusal is not None:
            await problem_response(*refusal)(scope, receive, send)
            return
        manager = StreamableHTTPSessionManager(
            self._server,
            stateless=True,
            json_response=True,
            max_request_body_size=MAX_BODY_BYTES,
            # `_refusal` is in its place: the SDK's own knows no other spelling of a name, nor a name without its port.
            security_settings=TransportSecuritySettings(enable_dns_rebinding_protection=False),
        )
        async with manager.run():
            await manager.handle_request(scope, receive, send)

    def _refusal(self, headers: Headers) -> tuple[int, str] | None:
        """Status and sentence, where a page of another site stands behind the request.

        Such a page can have its own name point to this machine ("DNS rebinding") and would then be of one origin with
        /mcp for the browser; so MCP asks servers to look at Host and Origin. A proxy hands on the name that it is
        reached by, or its own for this machine, as it is told.
        """
        host, origin = headers.get("host", ""), headers.get("origin")
        if not is_served_as(host, self._hosts):
            return 421, f"the tools are not served as '{host}'; give this name in the setting ONRECORD_HOSTS"
        if origin is not None and not may_call(origin, host, self._hosts):
            return 403, f"pages of '{origin}' may not call the tools; give its name in the setting ONRECORD_HOSTS"
        return None
