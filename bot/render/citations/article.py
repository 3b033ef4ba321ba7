"""What a citation says of the article: title, writer, publisher, day and address, each on one line."""

import re
from urllib.parse import quote

from bot import dates
from bot.render.dates import readable_date
from bot.text_fragment import is_web_address
from index.article import ArticleMetadata

_LINE_BREAKING = re.compile(r"[\x00-\x1f\x7f-\x9f\u2028\u2029]+")
_BROWSERS_PASS_OVER = re.compile(r"[\t\r\n]")
_ADDRESS_MARKS = frozenset("-._~:/?#[]@!$&'()*+,;=%")


def one_line(value: str | None) -> str:
    """The value with a blank for its line ends and other control characters; nothing for None."""
    return _LINE_BREAKING.sub(" ", value or "").strip()


def title_of(article: ArticleMetadata) -> str:
    """The title, or what else the article is known by."""
    return one_line(article.title) or one_line(article.id)


def publication_facts(article: ArticleMetadata) -> list[str]:
    """Author, publisher and day, as far as they are known."""
    return [fact for fact in (one_line(article.author), one_line(article.publisher), published_words(article)) if fact]


def published_words(article: ArticleMetadata) -> str:
    """The day as "17 November 2021", a month or year alike; anything else as it stands."""
    return readable_date(one_line(article.published))


def date_parts(article: ArticleMetadata) -> tuple[int, ...]:
    """Year, month and day, or only the first of these; empty where no date is known."""
    return dates.date_parts(one_line(article.published))


def web_address(article: ArticleMetadata) -> str | None:
    """The article's URL, its unsafe characters percent-encoded; None unless it is http or https."""
    url = _BROWSERS_PASS_OVER.sub("", article.url or "").strip()
    address = "".join(character if _may_stand(character) else quote(character, errors="replace") for character in url)
    return address if is_web_address(address) else None


def _may_stand(character: str) -> bool:
    if character.isascii():
        return character.isalnum() or character in _ADDRESS_MARKS
    return character.isprintable()
