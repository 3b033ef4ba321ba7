"""An answer as HTML: one card a passage, built of escaped values only.

What a reader sees and copies is the passage, character for character: its text is the whole content of one element
of class `onrecord-passage`, which the style sheet shows with every blank and line end it has.
"""

from collections.abc import Sequence

from bot.answer import Answer, Context, Hit
from bot.render.article_title import article_title
from bot.render.citations.formats import CITATION_FORMATS
from bot.render.credits import publication_of
from bot.render.dates import readable_date
from bot.render.escaping import escaped, isolated
from bot.render.filter_line import filter_line, is_recognised
from bot.render.marked_text import marked_text
from bot.render.speaker_credit import credit_lines
from bot.render.why import why_this_speaker
from bot.text_fragment import fragment_link
from index.passage import Passage

_COPY_AS = (
    '<details class="onrecord-copy-as"><summary>Copy as</summary><div class="onrecord-formats">'
    + "".join(
        f'<button type="button" data-format="{name}">{shown}</button>' for name, shown in CITATION_FORMATS.items()
    )
    + "</div></details>"
)
"""The page asks the server for the formats of a passage when this is opened."""


def answer_card(answer: Answer, *, link: str | None = None) -> str:
    """The whole answer: the filters in force, the message where no passage answers, and a card for each hit.

    :param link: the address, relative to the page's, that asks for this answer again.
    """
    hits = "".join(_hit_card(hit, len(answer.hits)) for hit in answer.hits)
    content = f"{_filter_line(answer)}{_message(answer)}{hits}{_again(link)}"
    return f'<section class="onrecord-answer" data-level="{answer.level}">{content}</section>'


def _again(link: str | None) -> str:
    # In a tab of its own, so that the conversation stays.
    return (
        f'<p class="onrecord-again"><a href="{escaped(link)}" target="_blank">Link to this answer</a></p>'
        if link
        else ""
    )


def question_card(query: str) -> str:
    """The question as it was asked, character for character."""
    return f'<div class="onrecord-question" role="heading" aria-level="2" dir="auto">{escaped(query)}</div>'


def error_card(sentence: str) -> str:
    """The one sentence that says what went wrong and what to do."""
    message = f'<p class="onrecord-message" role="alert" dir="auto">{escaped(sentence)}</p>'
    return f'<section class="onrecord-answer" data-level="error">{message}</section>'


def _filter_line(answer: Answer) -> str:
    line = filter_line(answer, isolated)
    button = ' <button type="button" class="onrecord-anyone">Ask for anyone</button>' if is_recognised(answer) else ""
    return f'<p class="onrecord-filter">{line}{button}</p>' if line else ""


def _message(answer: Answer) -> str:
    return f'<p class="onrecord-message">{escaped(answer.message)}</p>' if answer.message else ""


def passage_card(passage: Passage, label: str, *, link: str | None = None) -> str:
    """The passage with who spoke and why, and the way back to its article.

    :param label: the card's name for a screen reader, of fixed words and numbers.
    :param link: the article's address opened at the passage.
    """
    return _card(passage, label, marked_text(passage), below=f"{_article(passage, link)}{_openers(passage)}")


def _hit_card(hit: Hit, n_hits: int) -> str:
    label = f"Passage {hit.rank} of {n_hits}"
    below = f"{_article(hit.passage, hit.link)}{_copies(hit.copies)}{_openers(hit.passage, hit.context)}"
    return _card(hit.passage, label, marked_text(hit.passage, hit.matches), below=below)


def _card(passage: Passage, label: str, text: str, *, below: str) -> str:
    return (
        f'<article class="onrecord-card" aria-label="{label}" data-passage="{escaped(passage.id)}">'
        f'<header class="onrecord-credits">{credit_lines(passage)}</header>'
        f'<blockquote class="onrecord-passage" dir="auto">{text}</blockquote>'
        f'<footer class="onrecord-article">{below}</footer></article>'
    )


def _openers(passage: Passage, context: Context | None = None) -> str:
    """What can be opened or pressed below a passage."""
    return (
        f'<div class="onrecord-openers"><button type="button" class="onrecord-copy">Copy</button>{_COPY_AS}'
        f"{why_this_speaker(passage)}{_in_context(context)}</div>"
    )


def _in_context(context: Context | None) -> str:
    """The passages before and after, which are read with this one between them."""
    if context is None or context == Context():
        return ""
    before, after = (_neighbour(passage) for passage in (context.before, context.after))
    here = '<p class="onrecord-here">The passage above stands here.</p>'
    return f'<details class="onrecord-context"><summary>In context</summary>{before}{here}{after}</details>'


def _neighbour(passage: Passage | None) -> str:
    if passage is None:
        return ""
    return (
        f'<blockquote class="onrecord-neighbour" dir="auto" data-passage="{escaped(passage.id)}">'
        f"{escaped(passage.text)}</blockquote>"
    )


def _article(passage: Passage, link: str | None) -> str:
    return f"{_title(passage, link)}{_facts(passage)}"


def _title(passage: Passage, link: str | None) -> str:
    article = passage.article
    return f'<cite class="onrecord-title">{article_title(article, link)}</cite>'


def _copies(copies: Sequence[Passage]) -> str:
    """The other articles that say the same, each with the way to it."""
    if not copies:
        return ""
    items = "".join(f'<li class="onrecord-also">{_copy(copy)}</li>' for copy in copies)
    return f'<div class="onrecord-copies">Also in: <ul>{items}</ul></div>'


def _copy(copy: Passage) -> str:
    article = copy.article
    publication = ", ".join(isolated(fact) for fact in publication_of(article))
    title = article_title(article, fragment_link(article.url, copy.text))
    return f"{title} ({publication})" if publication else title


def _facts(passage: Passage) -> str:
    article = passage.article
    facts = [isolated(fact) for fact in (article.publisher, article.author) if fact]
    if article.published:
        day = escaped(readable_date(article.published))
        facts.append(f'<time datetime="{escaped(article.published)}">{day}</time>')
    if passage.paragraph is not None:
        facts.append(f"Paragraph {passage.paragraph}")
    items = "".join(f'<li class="onrecord-fact">{fact}</li>' for fact in facts)
    return f'<ul class="onrecord-facts">{items}</ul>'
