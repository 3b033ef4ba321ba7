"""Links that open an article at the passage (URL fragment text directives)."""

from urllib.parse import quote, urlsplit

WORDS_AT_EACH_END = 6
"""A long passage is named by its first and last words: the directive's `start,end` form."""


def fragment_link(url: str | None, text: str) -> str | None:
    """The article's URL with a `#:~:text=` directive for the passage; None unless the URL is http or https."""
    if url is None or not is_web_address(url):
        return None
    words = text.split()
    if len(words) <= 2 * WORDS_AT_EACH_END:
        directive = _encoded(" ".join(words))
    else:
        first, last = words[:WORDS_AT_EACH_END], words[-WORDS_AT_EACH_END:]
        directive = f"{_encoded(' '.join(first))},{_encoded(' '.join(last))}"
    address, hash_mark, fragment = url.partition("#")
    return f"{address}#{fragment if hash_mark else ''}:~:text={directive}"


def is_web_address(url: str) -> bool:
    """Whether the URL is one that a page may link to: http or https, with a host."""
    try:
        parts = urlsplit(url)
    except ValueError:
        return False
    return parts.scheme in ("http", "https") and bool(parts.netloc)


def _encoded(words: str) -> str:
    # A hyphen has a meaning of its own in a text directive, so it is encoded beside what quote() encodes.
    return quote(words, safe="").replace("-", "%2D")
