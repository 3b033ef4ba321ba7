"""Numbers of things in words, the same on every page."""


def counted(n: int, noun: str) -> str:
    """The number with its noun: "1 passage", "1,200 passages"."""
    return f"{n:,} {noun}" if n == 1 else f"{n:,} {noun}s"
