"""An answer as HTML: one card a passage, built of escaped values only.

What a reader sees and copies is the passage, character for character: its text is the whole content of one element
of class `onrecord-passage`, which the style sheet shows with every blank and line end it has.
"""

from collections.abc import Iterator, Sequence
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
from bot.render.escaping import escaped, isolated
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
    return f'<div class="onrecord-question" dir="auto">{escaped(query)}</div>'


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


def passage_card(passage: Passage, label: str, *, link: str | None = None, copies: Sequence[Passage] = ()) -> str:
    """The passage with who spoke and the way back to its article.

    :param label: the card's name for a screen reader, of fixed words and numbers.
    :param link: the article's address opened at the passage.
    """
    return (
        f'<article class="onrecord-card" aria-label="{label}">'
        f'<header class="onrecord-credits">{_credits(passage)}</header>'
        f'<blockquote class="onrecord-passage" dir="auto">{_marked_text(passage)}</blockquote>'
        f'<footer class="onrecord-article">{_title(passage, link)}{_facts(passage)}'
        f'<button type="button" class="onrecord-copy">Copy</button>{_copies(copies)}</footer></article>'
    )


def _hit_card(hit: Hit, n_hits: int) -> str:
    label = f"Passage {hit.rank} of {n_hits}"
    return passage_card(hit.passage, label, link=hit.link, copies=hit.copies)


def _credits(passage: Passage) -> str:
    credits = credits_of(passage)
    if credits:
        return "".join(_credit(credit) for credit in credits)
    narrators = ", ".join(isolated(name) for name in narrators_of(passage))
    return f'<p class="onrecord-credit">{f"{NARRATION} by {narrators}" if narrators else NARRATION}</p>'


def _credit(credit: Credit) -> str:
    if credit.name is None:
        name = f'<span class="onrecord-nobody">{SPEAKER_NOT_IDENTIFIED}</span>'
    else:
        name = f'<span class="onrecord-speaker">{isolated(credit.name)}</span>'
    role = f' <span class="onrecord-role">{isolated(credit.role)}</span>' if credit.role else ""
    kinds = "".join(f' <span class="onrecord-kind onrecord-{kind}">{KIND_NAMES[kind]}</span>' for kind in credit.kinds)
    return f'<p class="onrecord-credit">{name}{role}{kinds}</p>'


def _marked_text(passage: Passage) -> str:
    """The text with what was said marked by kind; the marks add no character."""
    return "".join(
        escaped(text) if kind is None else f'<mark class="onrecord-{kind}">{escaped(text)}</mark>'
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


def _title(passage: Passage, link: str | None) -> str:
    article = passage.article
    return f'<cite class="onrecord-title">{_linked_title(article, link or article.url)}</cite>'


def _linked_title(article: ArticleMetadata, link: str | None) -> str:
    title = isolated(article.title or article.id)
    if link is None or not is_web_address(link):
        return title
    return f'<a href="{escaped(link)}" target="_blank" rel="noopener noreferrer">{title}</a>'


def _copies(copies: Sequence[Passage]) -> str:
    """The other articles that say the same, each with the way to it."""
    if not copies:
        return ""
    items = "".join(f'<li class="onrecord-also">{_copy(copy)}</li>' for copy in copies)
    return f'<div class="onrecord-copies">Also in: <ul>{items}</ul></div>'


def _copy(copy: Passage) -> str:
    article = copy.article
    publication = ", ".join(isolated(fact) for fact in publication_of(article))
    title = _linked_title(article, fragment_link(article.url, copy.text))
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
