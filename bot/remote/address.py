"""The address of a running server: whether it is one, and how it is shown."""

import httpx

MAX_PORT = 65_535


def shown_address(url: str) -> str:
    """The address without the name and the password in it; of what is no address, what stands after its last '@'."""
    before, at, after = url.rpartition("@")
    if not is_address(url):
        return after
    scheme = before.partition("://")[0]
    return (f"{scheme}://{after}" if at else url).rstrip("/")


def is_address(url: str) -> bool:
    """Whether it is an address of HTTP that the API's paths can be put behind."""
    try:
        address = httpx.URL(url)
        host = address.host
        # As the system will encode it: no label may be empty or longer than 63 characters.
        address.raw_host.decode("ascii").encode("idna")
    except (httpx.InvalidURL, UnicodeError):
        return False
    is_server = address.scheme in ("http", "https") and host.strip(".") != ""
    is_port = address.port is None or 0 < address.port <= MAX_PORT
    # A path with an '@' is the rest of a password with a '/' that was not written as %2F.
    return is_server and is_port and not any(mark in url for mark in "?#") and b"@" not in address.raw_path
