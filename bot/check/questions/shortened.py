"""What a message quotes of a file, which may hold anything."""

MAX_QUOTED_CHARS = 60
"""Enough to find the place by; a line holds it beside the sentence."""


def shortened(text: str) -> str:
    """The text, or its beginning with "…" where it is long."""
    return text if len(text) <= MAX_QUOTED_CHARS else f"{text[:MAX_QUOTED_CHARS]}…"
