"""The address of this machine that the server listens on."""

import errno
import socket

from index.errors import ServeError

BACKLOG = 128


def bound_socket(host: str, port: int) -> socket.socket:
    """A socket that has the address; port 0 takes a free one.

    :raises ServeError: where the port is in use, or the address is not this machine's.
    """
    if not 0 <= port <= 65535:
        raise ServeError(f"{port} is not a port; choose one from 1024 to 65535 with --port")
    try:
        family, kind, protocol, _, address = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)[0]
        # With the protocol named, asyncio sends what it has at once; else an answer over a kept connection waits 40 ms.
        return _listening(socket.socket(family, kind, protocol), address)
    except OSError as error:
        if error.errno == errno.EADDRINUSE:
            raise ServeError(f"port {port} on {host} is in use; choose another with --port") from error
        raise ServeError(
            f"cannot listen on {host} port {port} ({error.strerror}); choose others with --host and --port"
        ) from error


def url_of(listener: socket.socket) -> str:
    """The address to open in a browser."""
    host, port = listener.getsockname()[:2]
    return f"http://[{host}]:{port}" if ":" in host else f"http://{host}:{port}"


def _listening(listener: socket.socket, address: tuple[object, ...]) -> socket.socket:
    try:
        listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        listener.bind(address)
        listener.listen(BACKLOG)
    except OSError:
        listener.close()
        raise
    return listener
