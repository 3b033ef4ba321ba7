"""Numeric character references, which HTML, MediaWiki and Markdown read alike."""


def reference(character: str) -> str:
    """The character as "&#38;"."""
    return f"&#{ord(character)};"


UNSAFE_BLANK = r"(?<!\S) | (?!\S)"
"""Pattern of a blank at an end or beside other white space, which markup drops or gives a meaning."""
