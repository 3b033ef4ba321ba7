"""How many requests one client may make."""

import math
import time
from ipaddress import IPv6Address, IPv6Network, ip_address

from limits import RateLimitItem, parse
from limits.storage import MemoryStorage
from limits.strategies import SlidingWindowCounterRateLimiter
from starlette.types import ASGIApp, Receive, Scope, Send

from bot.http.costly import is_costly
from bot.http.problem import problem_response
from index.errors import ServeError

IPV6_PREFIX = 64
"""What one household or firm is given: within it an address costs nothing."""


def parsed_rate(rate: str) -> RateLimitItem:
    """The rate that is written as "120/minute".

    :raises ServeError: where it is none.
    """
    try:
        parsed = parse(rate)
    except ValueError as error:
        raise ServeError(f"'{rate}' is no rate; write it like 120/minute, or off") from error
    if parsed.amount < 1:
        raise ServeError(f"'{rate}' would let nobody ask; write it like 120/minute, or off")
    return parsed


class RateLimit:
    """Answers 429 to a client that asks more often than the rate; each worker process counts for itself.

    :param exempts_loopback: whether clients on this machine may ask as often as they like.
    """

    def __init__(self, app: ASGIApp, rate: RateLimitItem, *, exempts_loopback: bool) -> None:
        self.app = app
        self.rate = rate
        self.exempts_loopback = exempts_loopback
        self.limiter = SlidingWindowCounterRateLimiter(MemoryStorage())

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if not is_costly(scope):
            await self.app(scope, receive, send)
            return
        client = (scope.get("client") or ("",))[0]
        if (self.exempts_loopback and is_loopback(client)) or self.limiter.hit(self.rate, network_of(client)):
            await self.app(scope, receive, send)
            return
        free_again = self.limiter.get_window_stats(self.rate, network_of(client)).reset_time
        # At that very moment it is not free yet, so that a whole second more may be needed.
        seconds = max(0, math.floor(free_again - time.time())) + 1
        asked = str(self.rate).replace(" ", " requests ", 1)
        detail = f"more than {asked} came from this address; ask again in {seconds} s"
        await problem_response(429, detail, {"Retry-After": str(seconds)})(scope, receive, send)


def is_loopback(client: str) -> bool:
    """Whether the client is on this machine; one without an address came over a socket file of it."""
    try:
        address = ip_address(client)
    except ValueError:
        return client == ""
    mapped = address.ipv4_mapped if isinstance(address, IPv6Address) else None
    return (mapped or address).is_loopback


def network_of(client: str) -> str:
    """What clients are counted by: the address, of IPv6 the network."""
    try:
        address = ip_address(client)
    except ValueError:
        return client
    if not isinstance(address, IPv6Address):
        return str(address)
    if address.ipv4_mapped is not None:
        return str(address.ipv4_mapped)
    return str(IPv6Network((address, IPV6_PREFIX), strict=False))
