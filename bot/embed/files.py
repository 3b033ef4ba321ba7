"""The styles and scripts that other sites' pages load, each put together from the files it is made of."""

import json
import re
from collections.abc import Callable
from functools import cache
from importlib.resources import files

from bot.render.page import copy_script, copying, style_sheet

_CSS_COMMENT = re.compile(r"/\*.*?\*/", re.DOTALL)
_INDENTATION = re.compile(r"^\s+", re.MULTILINE)
_COMMENT_LINE = re.compile(r"^\s*//.*\n", re.MULTILINE)
_REM = re.compile(r"\b(\d*\.?\d+)rem\b")

PX_A_REM = 16

CSS = "text/css; charset=utf-8"
JAVASCRIPT = "text/javascript; charset=utf-8"


@cache
def frame_styles() -> str:
    """The style sheet of the page in a frame."""
    return _compact_css(style_sheet() + _own("box.css") + _own("frame.css"))


@cache
def frame_script() -> str:
    """The script of the page in a frame: without it the page works all the same."""
    return _compact_js(f"{copy_script()}{_page_cards()}(() => {{\n{_own('asking.js')}{_own('frame.js')}}})();\n")


@cache
def element_script() -> str:
    """The custom element `<quote-bot>`, whole: its styles stand in it as a string."""
    styles = json.dumps(element_styles(), ensure_ascii=False)
    parts = f"const STYLES = {styles};\n{copying()}{_own('asking.js')}{_own('element.js')}"
    return _compact_js(f'(() => {{\n"use strict";\n{parts}}})();\n')


@cache
def height_script() -> str:
    """What a page with frames may load: they become as high as what they show."""
    return _compact_js(_own("height.js"))


def element_styles() -> str:
    """The styles within the element, which must not depend on the page around it.

    A `rem` is the page's font size, and the page may be wide where the element is narrow.
    """
    styles = _compact_css(style_sheet() + _own("box.css") + _own("element.css"))
    in_px = _REM.sub(lambda found: f"{float(found[1]) * PX_A_REM:g}px", styles)
    return in_px.replace("@media (max-width", "@container (max-width")


def _own(name: str) -> str:
    return (files("bot.embed") / name).read_text(encoding="utf-8")


def _page_cards() -> str:
    return (files("bot.page") / "cards.js").read_text(encoding="utf-8")


def _compact_css(styles: str) -> str:
    return _INDENTATION.sub("", _CSS_COMMENT.sub("", styles))


def _compact_js(script: str) -> str:
    """The script without its lines of comment and its indentation; none of ours has a string of several lines."""
    return _INDENTATION.sub("", _COMMENT_LINE.sub("", script))


FILES: dict[str, tuple[Callable[[], str], str]] = {
    "/embed/frame.css": (frame_styles, CSS),
    "/embed/frame.js": (frame_script, JAVASCRIPT),
    "/embed/height.js": (height_script, JAVASCRIPT),
    "/quote-bot.js": (element_script, JAVASCRIPT),
}
"""Path -> what makes the file's text, and its media type."""
