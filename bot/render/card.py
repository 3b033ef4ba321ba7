"""An answer as HTML: one card a passage, built of escaped values only.

What a reader sees and copies is the passage, character for character: its text is the whole content of one element
of class `onrecord-passage`, which the style sheet shows with every blank and line end it has.
"""

from collections.abc import Iterator
from html import escape
from itertools import groupby, pairwise

from bot.answer import Answer, Hit
from bot.render.credits import (
    KIND_NAMES,
    NARRATION,
    SPEAKER_NOT_IDENTIFIED,
    Credit,
    credits_of,
    narrators_of,
    publication_of,
    readable_date,
)
from bot.render.filter_line import filter_line, is_recognised
from bot.text_fragment import fragment_link, is_web_address
from index.article import ArticleMetadata
from index.passage import Passage, QuotationKind

_STRONGEST_FIRST: tuple[QuotationKind, ...] = ("direct", "mixed", "indirect")


def answer_card(answer: Answer) -> str:
    """The whole answer: the filters in force, the message where no passage answers, and a card for each hit."""
    parts = [_filter_line(answer), _message(answer), *(_hit_card(hit, len(answer.hits)) for hit in answer.hits)]
    return f'<section class="onrecord-answer" data-level="{answer.level}">{"".join(parts)}</section>'


def question_card(query: str) -> str:
    """The question as it was asked, character for character."""
    return f'<div class="onrecord-question" dir="auto">{_escaped(query)}</div>'


def error_card(sentence: str) -> str:
    """The one sentence that says what went wrong and what to do."""
    message = f'<p class="onrecord-message" role="alert" dir="auto">{_escaped(sentence)}</p>'
    return f'<section class="onrecord-answer" data-level="error">{message}</section>'


def _escaped(value: str) -> str:
    # A parser of HTML turns a bare carriage return into a line feed; written as a reference it stays.
    return escape(value).replace("\r", "&#13;")


def _value(value: str) -> str:
    # Isolated, so that a right-to-left name does not turn round what stands beside it.
    return f"<bdi>{_escaped(value)}</bdi>"


def _filter_line(answer: Answer) -> str:
    line = filter_line(answer, _value)
    button = ' <button type="button" class="onrecord-anyone">Ask for anyone</button>' if is_recognised(answer) else ""
    return f'<p class="onrecord-filter">{line}{button}</p>' if line else ""


def _message(answer: Answer) -> str:
    return f'<p class="onrecord-message">{_escaped(answer.message)}</p>' if answer.message else ""


def _hit_card(hit: Hit, n_hits: int) -> str:
    return (
        f'<article class="onrecord-card" aria-label="Passage {hit.rank} of {n_hits}">'
        f'<header class="onrecord-credits">{_credits(hit.passage)}</header>'
        f'<blockquote class="onrecord-passage" dir="auto">{_marked_text(hit.passage)}</blockquote>'
        f'<footer class="onrecord-article">{_title(hit)}{_facts(hit.passage)}'
        f'<button type="button" class="onrecord-copy">Copy</button>{_copies(hit)}</footer></article>'
    )


def _credits(passage: Passage) -> str:
    credits = credits_of(passage)
    if credits:
        return "".join(_credit(credit) for credit in credits)
    narrators = ", ".join(_value(name) for name in narrators_of(passage))
    return f'<p class="onrecord-credit">{f"{NARRATION} by {narrators}" if narrators else NARRATION}</p>'


def _credit(credit: Credit) -> str:
    if credit.name is None:
        name = f'<span class="onrecord-nobody">{SPEAKER_NOT_IDENTIFIED}</span>'
    else:
        name = f'<span class="onrecord-speaker">{_value(credit.name)}</span>'
    role = f' <span class="onrecord-role">{_value(credit.role)}</span>' if credit.role else ""
    kinds = "".join(f' <span class="onrecord-kind onrecord-{kind}">{KIND_NAMES[kind]}</span>' for kind in credit.kinds)
    return f'<p class="onrecord-credit">{name}{role}{kinds}</p>'


def _marked_text(passage: Passage) -> str:
    """The text with what was said marked by kind; the marks add no character."""
    return "".join(
        _escaped(text) if kind is None else f'<mark class="onrecord-{kind}">{_escaped(text)}</mark>'
        for kind, text in _runs(passage)
    )


def _runs(passage: Passage) -> Iterator[tuple[QuotationKind | None, str]]:
    """The text cut where the kind changes; where quotations overlap, the words in quotation marks win."""
    edges = {0, len(passage.text)}.union(*((a.start_char, a.end_char) for a in passage.attributions))
    pieces = ((_kind_at(start, passage), passage.text[start:end]) for start, end in pairwise(sorted(edges)))
    for kind, run in groupby(pieces, key=lambda piece: piece[0]):
        yield kind, "".join(text for _, text in run)


def _kind_at(position: int, passage: Passage) -> QuotationKind | None:
    kinds = {a.kind for a in passage.attributions if a.start_char <= position < a.end_char}
    return next((kind for kind in _STRONGEST_FIRST if kind in kinds), None)


def _title(hit: Hit) -> str:
    article = hit.passage.article
    return f'<cite class="onrecord-title">{_linked_title(article, hit.link or article.url)}</cite>'


def _linked_title(article: ArticleMetadata, link: str | None) -> str:
    title = _value(article.title or article.id)
    if link is None or not is_web_address(link):
        return title
    return f'<a href="{_escaped(link)}" target="_blank" rel="noopener noreferrer">{title}</a>'


def _copies(hit: Hit) -> str:
    """The other articles that say the same, each with the way to it."""
    if not hit.copies:
        return ""
    items = "".join(f'<li class="onrecord-also">{_copy(copy)}</li>' for copy in hit.copies)
    return f'<div class="onrecord-copies">Also in: <ul>{items}</ul></div>'


def _copy(copy: Passage) -> str:
    article = copy.article
    publication = ", ".join(_value(fact) for fact in publication_of(article))
    title = _linked_title(article, fragment_link(article.url, copy.text))
    return f"{title} ({publication})" if publication else title


def _facts(passage: Passage) -> str:
    article = passage.article
    facts = [_value(fact) for fact in (article.publisher, article.author) if fact]
    if article.published:
        day = _escaped(readable_date(article.published))
        facts.append(f'<time datetime="{_escaped(article.published)}">{day}</time>')
    if passage.paragraph is not None:
        facts.append(f"Paragraph {passage.paragraph}")
    items = "".join(f'<li class="onrecord-fact">{fact}</li>' for fact in facts)
    return f'<ul class="onrecord-facts">{items}</ul>'
