"""An answer as plain text for a terminal."""

from bot.answer import Answer, Hit
from bot.render.controls import controls_shown
from bot.render.credits import (
    NARRATION,
    SPEAKER_NOT_IDENTIFIED,
    Credit,
    credits_of,
    kind_words,
    narrators_of,
    publication_of,
)
from bot.render.dates import readable_date
from bot.render.filter_line import filter_line
from index.passage import Passage

WAY_TO_ANYONE = "; --anyone drops the name"
NOTE_CONTROLS = "(Control characters are shown as symbols; --json gives the passage as it is.)"


def answer_text(answer: Answer) -> str:
    """The message, if any, and each hit: its passage character for character, then who, where and when.

    A passage is neither wrapped nor indented. Control characters other than line end and tab could work the
    terminal (hide text, change its title), so they are shown as symbols and a fixed note says so.
    No line end at the close.
    """
    narrowed = filter_line(answer, _one_line, way_out=WAY_TO_ANYONE)
    parts = [narrowed, answer.message or "", *(_hit_text(hit) for hit in answer.hits)]
    return "\n\n".join(part for part in parts if part)


def _hit_text(hit: Hit) -> str:
    text = controls_shown(hit.passage.text)
    notes = [NOTE_CONTROLS] if text != hit.passage.text else []
    copies = [_copy_line(copy) for copy in hit.copies]
    lines = [*notes, *_credit_lines(hit.passage), *_article_lines(hit.passage), *copies]
    return "\n".join([f"[{hit.rank}]", text, "", *(f"    {line}" for line in lines)])


def _credit_lines(passage: Passage) -> list[str]:
    credits = credits_of(passage)
    if credits:
        return [_credit_line(credit) for credit in credits]
    narrators = ", ".join(_one_line(name) for name in narrators_of(passage))
    return [f"{NARRATION} by {narrators}" if narrators else NARRATION]


def _credit_line(credit: Credit) -> str:
    name = _one_line(credit.name) if credit.name is not None else SPEAKER_NOT_IDENTIFIED
    role = f", {_one_line(credit.role)}" if credit.role else ""
    return f"{name}{role} ({kind_words(credit)})"


def _article_lines(passage: Passage) -> list[str]:
    article = passage.article
    published = readable_date(article.published) if article.published else None
    paragraph = f"paragraph {passage.paragraph}" if passage.paragraph is not None else None
    facts = [_one_line(fact) for fact in (article.author, article.publisher, published, paragraph) if fact]
    lines = [article.title or article.id, ", ".join(facts), article.url or ""]
    return [_one_line(line) for line in lines if line]


def _copy_line(copy: Passage) -> str:
    publication = ", ".join(_one_line(fact) for fact in publication_of(copy.article))
    title = _one_line(copy.article.title or copy.article.id)
    address = f" {_one_line(copy.article.url)}" if copy.article.url else ""
    return f"Also in: {title}{f' ({publication})' if publication else ''}{address}"


def _one_line(value: str) -> str:
    return controls_shown(value, kept="")
