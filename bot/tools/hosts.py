"""The names that the tools may be called by over HTTP: those of this machine, and those that its owner gives."""

import re
from collections.abc import Collection, Iterable
from ipaddress import ip_address
from urllib.parse import urlsplit

from index.errors import ServeError

_LABEL = r"[a-z0-9_]([a-z0-9_-]{0,61}[a-z0-9_])?"

_NAME = re.compile(rf"{_LABEL}(\.{_LABEL})*")


def checked_hosts(hosts: Iterable[str]) -> frozenset[str]:
    """The names as a Host header has them: lower case, without a port, in ASCII.

    :raises ServeError: where one is no name of a server.
    """
    return frozenset(_checked(host) for host in hosts)


def _checked(host: str) -> str:
    name = host_name(host)
    try:
        encoded = name if name is None or name.isascii() else name.encode("idna").decode("ascii")
    except UnicodeError:
        encoded = None
    if encoded is None or not (_is_address(encoded) or _NAME.fullmatch(encoded)):
        raise ServeError(f"ONRECORD_HOSTS has '{host}', which is no name of a server; write it like quotes.example")
    return encoded


def is_served_as(host: str, hosts: Collection[str]) -> bool:
    """Whether a request with this Host header is meant for here.

    :param hosts: the names that were given, lower case, without a port.
    """
    name = host_name(host)
    # An address in figures needs no name to be looked up, so no foreign site can stand behind it.
    return name is not None and (_is_local(name) or _is_address(name) or name in hosts)


def may_call(origin: str, host: str, hosts: Collection[str]) -> bool:
    """Whether a page of that origin may call what is served as `host`: one of ours, or of a program on this machine."""
    scheme, separator, rest = origin.partition("://")
    name = host_name(rest)
    if not separator or scheme.lower() not in ("http", "https") or name is None:
        return False
    return _is_local(name) or name == host_name(host) or name in hosts


def host_name(host: str) -> str | None:
    """The name in a Host header, lower case, without its port; None where that is malformed."""
    if not host or any(mark in host for mark in "/?#@\\ "):
        return None
    try:
        name = urlsplit(f"//{host}").hostname
    except ValueError:
        return None
    return name.rstrip(".") if name else None


def _is_local(name: str) -> bool:
    if name == "localhost" or name.endswith(".localhost"):
        return True
    return _is_address(name) and ip_address(name).is_loopback


def _is_address(name: str) -> bool:
    try:
        ip_address(name)
    except ValueError:
        return False
    return True
