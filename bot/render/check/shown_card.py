"""A passage in a report: as the chat shows it, in a smaller card without anything to press."""

from collections.abc import Iterator, Sequence

from bot.render.article_title import article_title
from bot.render.credits import (
    KIND_NAMES,
    NARRATION,
    SPEAKER_NOT_IDENTIFIED,
    UNSURE,
    Credit,
    credits_of,
    narrators_of,
    publication_of,
)
from bot.render.escaping import isolated
from bot.render.marked_text import CharSpan, marked_text
from bot.shown import Verdict
from bot.text_fragment import fragment_link
from index.passage import Passage

NO_SUCH_PASSAGE = "The index has no passage of that id."

VERDICTS: dict[Verdict, str] = {
    "differs": "Not as in the article.",
    "not checkable": "Not checkable: there is no text of the article to hold it against.",
    "unknown": NO_SUCH_PASSAGE,
}
"""What the check found, where the passage is not verbatim."""


def shown_card(
    passage: Passage, facts: Sequence[str], *, phrases: Sequence[str] = (), verdict: Verdict = "verbatim"
) -> str:
    """The card of a passage.

    :param facts: what stands in its first line, as HTML.
    :param phrases: words to mark wherever the passage holds them.
    """
    found = f'<p class="onrecord-found">{VERDICTS[verdict]}</p>' if verdict in VERDICTS else ""
    look = " onrecord-differs" if verdict in ("differs", "unknown") else ""
    return (
        f'<div class="onrecord-card{look}">{_first_line(passage.id, facts)}'
        f'<div class="onrecord-credits">{plain_credits(passage)}</div>'
        f'<blockquote class="onrecord-passage" dir="auto">{marked_text(passage, _places(phrases, passage.text))}'
        f'</blockquote>{found}<div class="onrecord-article">{_article(passage)}</div></div>'
    )


def missing_card(passage_id: str, facts: Sequence[str]) -> str:
    """What stands in a card's place where the index has no such passage."""
    found = f'<p class="onrecord-found">{NO_SUCH_PASSAGE}</p>'
    return f'<div class="onrecord-card">{_first_line(passage_id, facts)}{found}</div>'


def plain_credits(passage: Passage) -> str:
    """A line for each speaker, or the narrators' where nobody is reported to have said anything."""
    credits = credits_of(passage)
    if credits:
        return "".join(f'<p class="onrecord-credit">{_credit(credit)}</p>' for credit in credits)
    narrators = ", ".join(isolated(name) for name in narrators_of(passage))
    return f'<p class="onrecord-credit">{_kind(f"{NARRATION} by {narrators}" if narrators else NARRATION)}</p>'


def _credit(credit: Credit) -> str:
    name = (
        f'<span class="onrecord-nobody">{SPEAKER_NOT_IDENTIFIED}</span>'
        if credit.name is None
        else f'<span class="onrecord-speaker">{isolated(credit.name)}</span>'
    )
    role = [f'<span class="onrecord-role">{isolated(credit.role)}</span>'] if credit.role else []
    unsure = [_kind(UNSURE, "onrecord-kind-unsure")] if credit.is_unsure else []
    return " ".join([name, *role, *(_kind(KIND_NAMES[kind]) for kind in credit.kinds), *unsure])


def _kind(shown: str, look: str = "") -> str:
    return f'<span class="{f"onrecord-kind {look}".strip()}">{shown}</span>'


def _first_line(passage_id: str, facts: Sequence[str]) -> str:
    items = "".join(f"<li>{fact}</li>" for fact in (*facts, f"<code>{isolated(passage_id)}</code>"))
    return f'<ul class="onrecord-place">{items}</ul>'


def _article(passage: Passage) -> str:
    title = article_title(passage.article, fragment_link(passage.article.url, passage.text))
    items = "".join(f'<li class="onrecord-fact">{fact}</li>' for fact in _article_facts(passage))
    return f'<cite class="onrecord-title">{title}</cite><ul class="onrecord-facts">{items}</ul>'


def _article_facts(passage: Passage) -> Iterator[str]:
    yield from (isolated(fact) for fact in publication_of(passage.article))
    if passage.article.author:
        yield isolated(passage.article.author)
    if passage.paragraph is not None:
        yield f"Paragraph {passage.paragraph}"


def _places(phrases: Sequence[str], text: str) -> Iterator[CharSpan]:
    """Where the phrases stand in the text, character for character."""
    for phrase in phrases:
        place = text.find(phrase)
        while place >= 0:
            yield place, place + len(phrase)
            place = text.find(phrase, place + 1)
