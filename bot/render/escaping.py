"""Text made fit for HTML: a browser reads out of it what was put in, character for character."""

from html import escape


def escaped(value: str) -> str:
    """The value for an element's content or an attribute in double quotation marks."""
    # A parser of HTML turns a bare carriage return into a line feed; written as a reference it stays.
    return escape(value).replace("\r", "&#13;")


def isolated(value: str) -> str:
    """The value as an element of its own, so that a right-to-left name does not turn round what stands beside it."""
    return f"<bdi>{escaped(value)}</bdi>"
