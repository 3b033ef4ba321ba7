"""The check of what is on a screen: the words as shown, held against the article that the index carries."""

from dataclasses import dataclass, replace
from typing import Literal

from index.store.protocol import Snapshot
from index.verbatim import check_verbatim

Verdict = Literal["verbatim", "differs", "not checkable", "unknown"]
"""Not checkable: the index has no text of the article. Unknown: the index has no passage of that id."""


@dataclass(frozen=True, slots=True)
class Shown:
    """A passage's id, its text and the names of its speakers as they are shown; None where no names are."""

    id: str
    text: str
    speakers: tuple[str, ...] | None = None


def verdict_on(shown: Shown, snapshot: Snapshot) -> Verdict:
    """Whether the words are the article's, character for character, where the passage stands, and the names its own."""
    passage = snapshot.get(shown.id)
    if passage is None:
        return "unknown"
    if shown.speakers is not None and shown.speakers != passage.speakers:
        return "differs"
    article_text = snapshot.article_text(passage.article.id)
    if article_text is None:
        return "not checkable"
    report = check_verbatim([replace(passage, text=shown.text)], {passage.article.id: article_text})
    return "differs" if report.breaches else "verbatim"
