"""A passage with citation and reference in the style of the APA's Publication Manual, seventh edition.

The passage stands in a block of its own, which that style sets without quotation marks: marks put round it would
change those inside it, and would make a quotation of a paraphrase.
"""

import re

from bot.render.citations.article import date_parts, one_line, title_of, web_address
from bot.render.citations.byline import Writer, writers_of
from bot.render.credits import SPEAKER_NOT_IDENTIFIED, UNSURE, Credit, credits_of
from bot.render.dates import MONTHS
from index.article import ArticleMetadata
from index.passage import Passage, QuotationKind

NO_DATE = "n.d."

_REPORTED: dict[QuotationKind, str] = {"direct": "quoted", "mixed": "partly quoted", "indirect": "paraphrased"}
_CLOSED = re.compile(r"[.!?…][\"'”’»)\]]*\Z")


def apa_citation(passage: Passage) -> str:
    """The passage, the citation in brackets and the reference, blank lines between."""
    return "\n\n".join([passage.text, f"({'; '.join(_cited(passage))})", _reference(passage.article)])


def _cited(passage: Passage) -> list[str]:
    """Each speaker as reported in the article, or the article alone where it is the reporter who speaks."""
    paragraph = f", para. {passage.paragraph}" if passage.paragraph is not None else ""
    article = f"{_article_in_text(passage.article)}{paragraph}"
    return [f"{_reported(credit)} in {article}" for credit in credits_of(passage)] or [article]


def _reported(credit: Credit) -> str:
    """The speaker by the whole name: the article may have others of the family name whom the passage does not show."""
    name = one_line(credit.name) or SPEAKER_NOT_IDENTIFIED
    doubt = f" [{UNSURE.lower()}]" if credit.is_unsure else ""
    return f"{name}{doubt}, as {' and '.join(_REPORTED[kind] for kind in credit.kinds)}"


def _article_in_text(article: ArticleMetadata) -> str:
    year = str(date_parts(article)[0]) if date_parts(article) else one_line(article.published) or NO_DATE
    writers = writers_of(article)
    if not writers:
        return f"“{title_of(article)},” {year}"
    first, *others = (writer.short_name for writer in writers)
    return f"{first}{' et al.' if len(others) > 1 else ''.join(f' & {other}' for other in others)}, {year}"


def _reference(article: ArticleMetadata) -> str:
    """Writer, day, title, paper and address; the title comes first where no writer is known."""
    writers, title, day = writers_of(article), _closed(title_of(article)), f"({_day(article)})."
    head = [_closed(_joined(writers)), day, title] if writers else [title, day]
    publisher = one_line(article.publisher)
    # A paper that wrote the article itself is named once.
    paper = [_closed(publisher)] if publisher not in [writer.name for writer in writers] else []
    return " ".join(filter(None, [*head, *paper, web_address(article)]))


def _joined(writers: tuple[Writer, ...]) -> str:
    *others, last = (_inverted(writer) for writer in writers)
    return f"{', '.join(others)}, & {last}" if others else last


def _inverted(writer: Writer) -> str:
    if not (writer.family and writer.given):
        return writer.name
    return f"{writer.family}, {' '.join(_initials(word) for word in writer.given.split())}"


def _initials(given: str) -> str:
    return "-".join(f"{part[0]}." for part in given.split("-") if part)


def _day(article: ArticleMetadata) -> str:
    parts = date_parts(article)
    if not parts:
        return one_line(article.published) or NO_DATE
    month = [MONTHS[number - 1] for number in parts[1:2]]
    return ", ".join([str(parts[0]), " ".join([*month, *(str(day) for day in parts[2:])])][: len(parts)])


def _closed(words: str) -> str:
    """The words with a full stop, unless they end like a sentence."""
    return words if not words or _CLOSED.search(words) else f"{words}."
