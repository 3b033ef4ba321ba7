"""What is pasted into a page or a wiki's settings so that it shows onrecord."""

import re
from dataclasses import dataclass
from urllib.parse import urlencode

from bot.render.escaping import escaped
from index.article import text_sha256
from index.errors import QueryError
from index.passage import Passage

DEFAULT_HEIGHT = 480
MIN_HEIGHT = 100
MAX_HEIGHT = 4000
"""CSS pixels; what shows onrecord takes no others."""

SANDBOX = "allow-scripts allow-forms allow-popups allow-popups-to-escape-sandbox"
"""Without allow-same-origin: the frame then has nothing of the server's site, let alone of the page around it."""

_IN_ADDRESS = re.compile(
    r"https?://(?:\[[0-9a-f:.]+\]|[0-9a-z](?:[\w.-]*[0-9a-z])?)(?::\d+)?(?:/(?:[\w.~-]|%[0-9a-f]{2})+)*/*",
    re.ASCII | re.IGNORECASE,
)
# A wiki would make something of these before the tag is read, such as a signature of four tildes.
_WIKI_MARKUP = re.compile(r"[^\w .,;:!?()\-]|_")
_NOT_IN_CALL = re.compile(r"[\[\]{}|<>~&#'\x00-\x1f\x7f-\x9f]|^\s|\s$|__|//|^\.+$")
MAX_ID_BYTES = 500
"""A wiki asks for no longer one."""

HASH_DIGITS = 12


@dataclass(frozen=True, slots=True)
class Placement:
    """Where onrecord is served, and what the place in the page begins with."""

    url: str
    question: str | None = None
    speaker: str | None = None
    height: int = DEFAULT_HEIGHT

    @property
    def begins_with(self) -> dict[str, str]:
        given = {"question": self.question, "speaker": self.speaker}
        # A box has one line and would join the words around a line end.
        in_a_line = {name: " ".join((value or "").split()) for name, value in given.items()}
        return {name: value for name, value in in_a_line.items() if value}


def is_plain_address(url: str) -> bool:
    """Whether nothing in the address could be taken for anything else by a page or a settings file."""
    return _IN_ADDRESS.fullmatch(url) is not None


def html_snippet(place: Placement) -> str:
    """The custom element with its script, and the frame for pages that take no script of another site."""
    # The style keeps the place from the first moment, before the script has come.
    style = f"display: block; height: {place.height}px"
    element = {"src": place.url, **place.begins_with, "height": str(place.height), "style": style}
    return (
        f'<script src="{place.url}/quote-bot.js" defer></script>\n<quote-bot{_attributes(element)}>'
        # Shown as long as the script has not come, so that an outage is no hole in the page.
        f'<a href="{escaped(_page_of(place))}">Ask onrecord</a></quote-bot>\n\n'
        f"<!-- Or, where the page may load no script of another site: -->\n{_frame(place)}"
    )


def mediawiki_snippet(place: Placement, passage: Passage | None = None) -> str:
    """The lines for LocalSettings.php, and what is written in a page.

    :raises QueryError: where the passage's id cannot stand in wikitext.
    """
    given = {**place.begins_with, "height": str(place.height)}
    attributes = "".join(f' {name}="{_in_wikitext(value)}"' for name, value in given.items())
    return (
        "Copy the folder wiki/mediawiki/OnRecord into the wiki's extensions, then, in LocalSettings.php:\n\n"
        f"wfLoadExtension( 'OnRecord' );\n$wgOnRecordUrl = '{place.url}';\n\n"
        f"In a page, a box that takes questions:\n\n<onrecord{attributes}></onrecord>\n\n"
        f"In a page, a passage word for word:\n\n{_call(passage)}"
    )


def _frame(place: Placement) -> str:
    frame = {
        "src": _page_of(place),
        "title": "Questions to onrecord",
        "width": "100%",
        "height": str(place.height),
        "style": "border: 0",
        "sandbox": SANDBOX,
        "referrerpolicy": "origin",
        "loading": "lazy",
    }
    return f"<iframe{_attributes(frame)}></iframe>"


def _page_of(place: Placement) -> str:
    """The address of the page for frames."""
    query = urlencode({"q" if name == "question" else name: value for name, value in place.begins_with.items()})
    return f"{place.url}/embed{'?' if query else ''}{query}"


def _attributes(values: dict[str, str]) -> str:
    return "".join(f' {name}="{escaped(value)}"' for name, value in values.items())


def _in_wikitext(value: str) -> str:
    return _WIKI_MARKUP.sub(lambda found: f"&#{ord(found[0])};", value)


def _call(passage: Passage | None) -> str:
    """The call with the passage's id and the beginning of its text's SHA-256: other words are never shown for it."""
    if passage is None:
        return "{{#onrecord:ID}}, where ID is a passage's, as 'onrecord ask --json' gives it"
    if _NOT_IN_CALL.search(passage.id) or len(passage.id.encode()) > MAX_ID_BYTES:
        raise QueryError(
            f"the passage's id '{passage.id}' cannot stand in wikitext; use 'onrecord ask --format wikitext'"
        )
    return f"{{{{#onrecord:{passage.id}|{text_sha256(passage.text)[:HASH_DIGITS]}}}}}"
