"""A request to a server and all of its answer, within bounds of time and size."""

from contextlib import closing
from dataclasses import dataclass
from time import perf_counter

import httpx

from bot.remote.address import shown_address
from bot.remote.deadline import Deadline

API = "/api/v1/"

MAX_RETRY_AFTER_DIGITS = 6

_BROKEN = (httpx.RemoteProtocolError, httpx.ReadError, httpx.WriteError)
"""How a connection fails that the server, or something on the way to it, breaks off."""


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

    :param timeout_s: how long all of it may take, from the connection on, and the second try too.
    :raises httpx.HTTPError: where it does not, or its answer has no end by then, or is larger, or compressed.
    """
    # A few compressed bytes can stand for any number of others.
    request.headers["Accept-Encoding"] = "identity"
    # A connection that was kept could not be told from those of other threads, to be cut off in time.
    request.headers["Connection"] = "close"
    with Deadline(timeout_s) as deadline:
        try:
            return _received(client, request, deadline, max_bytes)
        except _BROKEN:
            # No request changes anything there, so none does harm when it is made twice.
            return _received(client, request, deadline, max_bytes)


def _received(client: httpx.Client, request: httpx.Request, deadline: Deadline, max_bytes: int) -> ServerAnswer:
    begin = perf_counter()
    request.extensions["timeout"] = httpx.Timeout(deadline.remaining_s).as_dict()
    request.extensions["trace"] = deadline.watch
    with closing(_begun(client, request, deadline)) as response:
        body = _body(response, deadline, max_bytes)
    follows = response.next_request
    return ServerAnswer(
        status=response.status_code,
        body=body,
        seconds=perf_counter() - begin,
        leads_to=None if follows is None else _server_of(follows.url),
        retry_after_s=_retry_after(response.headers.get("Retry-After", "")),
    )


def _begun(client: httpx.Client, request: httpx.Request, deadline: Deadline) -> httpx.Response:
    """The answer up to its body."""
    try:
        return client.send(request, stream=True)
    except _BROKEN as error:
        if deadline.has_passed:
            raise httpx.ReadTimeout("timed out") from error
        raise


def _body(response: httpx.Response, deadline: Deadline, max_bytes: int) -> bytes:
    encoding = response.headers.get("Content-Encoding", "identity")
    if encoding.lower() != "identity":
        raise httpx.RequestError("an answer that is compressed, which was not asked for")
    body = bytearray()
    try:
        for chunk in response.iter_raw():
            body += chunk
            if len(body) > max_bytes:
                raise httpx.RequestError(f"an answer of more than {max_bytes:,} bytes")
            if deadline.has_passed:
                break
    except httpx.TimeoutException as error:
        raise _no_end(deadline) from error
    except _BROKEN as error:
        if deadline.has_passed:
            raise _no_end(deadline) from error
        raise
    # Where the connection's end is the body's, a connection that was cut off looks like a whole answer.
    if deadline.has_passed:
        raise _no_end(deadline)
    return bytes(body)


def _no_end(deadline: Deadline) -> httpx.RequestError:
    return httpx.RequestError(f"no end of an answer after {deadline.seconds:g} seconds")


def _server_of(url: httpx.URL) -> str:
    """The address of the server, of one that a request to it was led to."""
    whole = str(url).partition("?")[0]
    before, _, after = whole.rpartition(API)
    return shown_address(before or after)


def _retry_after(header: str) -> int | None:
    """The seconds that are named; None where there are none, or a date instead."""
    is_number = header.isascii() and header.isdigit() and len(header) <= MAX_RETRY_AFTER_DIGITS
    return int(header) if is_number else None
