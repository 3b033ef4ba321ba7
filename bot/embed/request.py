"""What the page in a frame is asked for: the question with what narrows it, and how the page is to look."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal

from bot.answer import DEFAULT_K
from bot.render.controls import controls_shown
from index.article import is_text
from index.errors import QueryError

Theme = Literal["auto", "light", "dark"]
THEMES: tuple[Theme, ...] = ("auto", "light", "dark")

DEFAULT_TITLE = "onrecord"
MAX_TITLE_CHARS = 200

EMBED_PARAMETERS = ("q", "speaker", "k", "previous", "theme", "title")


@dataclass(frozen=True, slots=True)
class Look:
    """The page's heading and whether it is light or dark: `auto` is as the reader's system has it."""

    title: str = DEFAULT_TITLE
    theme: Theme = "auto"


@dataclass(frozen=True, slots=True)
class Question:
    """What is asked, as it was given; `k` is still the text of a number, "" where it was not given."""

    q: str = ""
    speaker: str = ""
    k: str = ""
    previous: str = ""

    @property
    def is_asked(self) -> bool:
        return self.q != ""

    @property
    def n_passages(self) -> int:
        """How many passages are wanted.

        :raises QueryError: where that is no whole number.
        """
        if not self.k:
            return DEFAULT_K
        # int() would take "1_0" and digits of other scripts.
        if not (self.k.isascii() and self.k.removeprefix("-").isdigit() and len(self.k) < 10):
            raise QueryError(f"k is '{self.k}'; give a whole number")
        return int(self.k)


def look_of(given: Mapping[str, str]) -> Look:
    """The looks that were asked for; a theme that there is not is passed over, a title that is too long is cut."""
    theme: Theme = next((known for known in THEMES if known == given.get("theme")), "auto")
    words = "".join(filter(is_text, given.get("title", ""))).strip()[:MAX_TITLE_CHARS]
    return Look(controls_shown(words, kept="") or DEFAULT_TITLE, theme)


def question_of(given: Mapping[str, str]) -> Question:
    """The question as it was given, by its parameters' names, in one line."""
    # A form's line ends are those of the network.
    previous = given.get("previous", "").replace("\r\n", "\n")
    # The box for it has one line and would join the words around a line end.
    q = " ".join(given.get("q", "").split())
    return Question(q, given.get("speaker", ""), given.get("k", ""), previous)
