"""The address of an answer: what asks for it again, on the same page."""

from urllib.parse import urlencode

from bot.filters import Filters


def answer_address(query: str, filters: Filters, *, previous: str | None = None, anyone: bool = False) -> str:
    """The question, its filters and what it followed on, as "?q=…&speaker=…", relative to the page's own address."""
    given = {
        "q": query,
        "speaker": filters.speaker,
        "kind": filters.kind,
        "publisher": filters.publisher,
        "from": filters.published_from,
        "to": filters.published_to,
        "anyone": "true" if anyone else None,
        "previous": previous,
    }
    return f"?{urlencode({name: value for name, value in given.items() if value})}"
