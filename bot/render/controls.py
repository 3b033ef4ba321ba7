"""Control characters: what a terminal would obey and most forms of text cannot hold."""

SYMBOLS = {code: chr(0x2400 + code) for code in range(0x20)} | {0x7F: "\u2421"}
SYMBOLS |= dict.fromkeys(range(0x80, 0xA0), "\ufffd")
"""Code -> a symbol for it, for `str.translate`: the Unicode control pictures, which the upper set lacks."""


def controls_shown(text: str, *, kept: str = "\n\t") -> str:
    """The text with its control characters as symbols, but for those kept."""
    return text.translate({code: symbol for code, symbol in SYMBOLS.items() if chr(code) not in kept})
