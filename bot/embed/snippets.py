"""What is pasted into a page or a wiki's settings so that it shows onrecord."""

import re
from dataclasses import dataclass
from urllib.parse import urlencode

from bot.render.escaping import escaped
from index.errors import QueryError

DEFAULT_HEIGHT = 480
MIN_HEIGHT = 100
MAX_HEIGHT = 4000
"""CSS pixels; what shows onrecord takes no others."""

SANDBOX = "allow-scripts allow-forms allow-popups allow-popups-to-escape-sandbox"
"""Without allow-same-origin: the frame then has nothing of the server's site, let alone of the page around it."""

_IN_ADDRESS = re.compile(r"https?://[\w.\-:\[\]~%/]+", re.ASCII)
# A wiki would make something of these before the tag is read, such as a signature of four tildes.
_WIKI_MARKUP = re.compile(r"[^\w .,;:!?()\-]|_")
_NOT_IN_CALL = re.compile(r"[\[\]{}|<>~&#'\x00-\x1f\x7f]|^\s|\s$|__|//")


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
        return {name: value for name, value in given.items() if value}


def is_plain_address(url: str) -> bool:
    """Whether nothing in the address could be taken for anything else by a page or a settings file."""
    return _IN_ADDRESS.fullmatch(url) is not None


def html_snippet(place: Placement) -> str:
    """The custom element with its script, and the frame for pages that take no script of another site."""
    # The style keeps the place from the first moment, before the script has come.
    style = f"display: block; height: {place.height}px"
    element = {"src": place.url, **place.begins_with, "height": str(place.height), "style": style}
    return (
        f'<script src="{place.url}/quote-bot.js" defer></script>\n<quote-bot{_attributes(element)}></quote-bot>\n\n'
        f"<!-- Or, where the page may load no script of another site: -->\n{_frame(place)}"
    )


def mediawiki_snippet(place: Placement, passage_id: str | None = None) -> str:
    """The lines for LocalSettings.php, and what is written in a page.

    :raises QueryError: where the passage's id cannot stand in wikitext.
    """
    given = {**place.begins_with, "height": str(place.height)}
    attributes = "".join(f' {name}="{_in_wikitext(value)}"' for name, value in given.items())
    return (
        "In LocalSettings.php:\n\n"
        f"wfLoadExtension( 'OnRecord' );\n$wgOnRecordUrl = '{place.url}';\n\n"
        f"In a page, a box that takes questions:\n\n<onrecord{attributes}></onrecord>\n\n"
        f"In a page, a passage word for word:\n\n{_call(passage_id)}"
    )


def _frame(place: Placement) -> str:
    asked = {"q": place.question, "speaker": place.speaker}
    query = urlencode({name: value for name, value in asked.items() if value})
    frame = {
        "src": f"{place.url}/embed{'?' if query else ''}{query}",
        "title": "Questions to onrecord",
        "width": "100%",
        "height": str(place.height),
        "style": "border: 0",
        "sandbox": SANDBOX,
        "referrerpolicy": "origin",
        "loading": "lazy",
    }
    return f"<iframe{_attributes(frame)}></iframe>"


def _attributes(values: dict[str, str]) -> str:
    return "".join(f' {name}="{escaped(value)}"' for name, value in values.items())


def _in_wikitext(value: str) -> str:
    return _WIKI_MARKUP.sub(lambda found: f"&#{ord(found[0])};", value)


def _call(passage_id: str | None) -> str:
    if passage_id is None:
        return "{{#onrecord:ID}}, where ID is a passage's, as 'onrecord ask --json' gives it"
    if _NOT_IN_CALL.search(passage_id):
        raise QueryError(
            f"the passage's id '{passage_id}' cannot stand in wikitext; use 'onrecord ask --format wikitext'"
        )
    return f"{{{{#onrecord:{passage_id}}}}}"
