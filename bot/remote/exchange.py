"""A request to a server and all of its answer, within bounds of time and size."""

from contextlib import closing
from dataclasses import dataclass
from time import perf_counter

import httpx

from bot.remote.address import shown_address

API = "/api/v1/"

MAX_RETRY_AFTER_DIGITS = 6

_BROKEN = (httpx.RemoteProtocolError, httpx.ReadError, httpx.WriteError)
"""How a connection fails that was kept from the request before and has been closed since."""


@dataclass(frozen=True, slots=True)
class ServerAnswer:
    """What came for a request, and after how many seconds.

    `leads_to`: the server that a redirection names. `retry_after_s`: when a busy server wants to be asked again.
    """

    status: int
    body: bytes
    seconds: float
    leads_to: str | None
    retry_after_s: int | None = None


def exchanged(client: httpx.Client, request: httpx.Request, *, timeout_s: float, max_bytes: int) -> ServerAnswer:
    """What the server answers.

    :raises httpx.HTTPError: where it does not, or its answer has no end by then, or is larger.
    """
    try:
        return _received(client, request, timeout_s, max_bytes)
    except _BROKEN:
        # No request changes anything there, so none does harm when it is made twice.
        return _received(client, request, timeout_s, max_bytes)


def _received(client: httpx.Client, request: httpx.Request, timeout_s: float, max_bytes: int) -> ServerAnswer:
    begin = perf_counter()
    body = bytearray()
    with closing(client.send(request, stream=True)) as response:
        for chunk in response.iter_bytes():
            body += chunk
            if len(body) > max_bytes:
                raise httpx.RequestError(f"an answer of more than {max_bytes:,} bytes")
            if perf_counter() - begin > timeout_s:
                raise httpx.RequestError(f"no end of an answer after {timeout_s:g} seconds")
    follows = response.next_request
    return ServerAnswer(
        status=response.status_code,
        body=bytes(body),
        seconds=perf_counter() - begin,
        leads_to=None if follows is None else _server_of(follows.url),
        retry_after_s=_retry_after(response.headers.get("Retry-After", "")),
    )


def _server_of(url: httpx.URL) -> str:
    """The address of the server, of one that a request to it was led to."""
    whole = str(url).partition("?")[0]
    before, _, after = whole.rpartition(API)
    return shown_address(before or after)


def _retry_after(header: str) -> int | None:
    """The seconds that are named; None where there are none, or a date instead."""
    is_number = header.isascii() and header.isdigit() and len(header) <= MAX_RETRY_AFTER_DIGITS
    return int(header) if is_number else None
