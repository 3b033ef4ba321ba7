"""What a page needs beside the cards: their style, and copying that keeps every character."""

from importlib.resources import files


def style_sheet() -> str:
    """The cards' CSS. Light or dark follows the page's `color-scheme`."""
    return (files("bot.render") / "style.css").read_text(encoding="utf-8")


def copy_script() -> str:
    """JavaScript that makes copying from a card, and its Copy button, give the exact characters."""
    return f"{copying()}onrecordCopying(document);\n"


def copying() -> str:
    """JavaScript of the function `onrecordCopying`, which does so for a document or a shadow root."""
    return (files("bot.render") / "copy.js").read_text(encoding="utf-8")


def icon() -> str:
    """The page's icon as SVG."""
    return (files("bot.render") / "icon.svg").read_text(encoding="utf-8")
