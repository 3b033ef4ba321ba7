"""Word lists written as plain text."""


def word_set(text: str) -> frozenset[str]:
    """The blank-separated words of the text."""
    return frozenset(text.split())
