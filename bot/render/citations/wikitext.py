"""A passage as wikitext: a block quotation and a reference, which MediaWiki shows character for character."""

import re
from unicodedata import category, is_normalized

from bot.render.citations.article import one_line, published_words, title_of, web_address
from bot.render.citations.byline import Writer, writers_of
from bot.render.citations.character_references import UNSAFE_BLANK, reference
from bot.render.citations.credit_words import credit_words, name_and_role, sole_speaker
from bot.render.controls import controls_shown
from index.article import ArticleMetadata
from index.passage import Passage

_LINE_END = r"\r\n?|\n"
# Beside all ASCII marks: a number after ISBN becomes a link, and a blank inside a guillemet a no-break space.
_MARKUP = re.compile(rf"{_LINE_END}|{UNSAFE_BLANK}|[\t!-/:-@\[-`{{-~«»‹›]|(?<=ISB)N|(?<=RF)C|(?<=PMI)D")
_ADDRESS_MARKUP = re.compile(r"[\[\]'~]|(?<=_)_")


def wikitext_citation(passage: Passage) -> str:
    """A Blockquote with a reference to the article; the reference's author is who wrote the article."""
    sole = sole_speaker(passage)
    author = name_and_role(sole) if sole else "; ".join(credit_words(passage))
    article = passage.article
    source = ", ".join(filter(None, (one_line(article.publisher), published_words(article))))
    quote = {"text": passage.text, "author": author, "title": title_of(article), "source": source}
    return f"{_template('Blockquote', quote)}<ref>{_cite_news(article, passage.text)}</ref>"


def wikitext(value: str) -> str:
    """The value as a template's argument that MediaWiki shows as it is.

    What it cannot hold, control characters, is shown as symbols. A wiki stores text in Unicode's form NFC, so the
    characters of a value in another form are written as references.
    """
    markup = _MARKUP.sub(_escape, controls_shown(value, kept="\n\t\r"))
    if is_normalized("NFC", value):
        return markup
    return "".join(reference(c) if not c.isascii() and category(c) not in ("Cn", "Co") else c for c in markup)


def _escape(found: re.Match[str]) -> str:
    return "<br />" if found[0][0] in "\r\n" else reference(found[0])


def _cite_news(article: ArticleMetadata, text: str) -> str:
    facts = {"title": title_of(article), "newspaper": one_line(article.publisher), "date": published_words(article)}
    before, after = _arguments(_names(writers_of(article)) | facts), _arguments({"quote": text})
    return f"{{{{cite news{before}{_url(web_address(article))}{after}}}}}"


def _names(writers: tuple[Writer, ...]) -> dict[str, str]:
    """The parameters of the writers' names: "last", "first", "last2" …, or "author" for a name that is not split."""
    names: dict[str, str] = {}
    for place, writer in enumerate(writers, 1):
        number = place if place > 1 else ""
        if writer.family and writer.given:
            names |= {f"last{number}": writer.family, f"first{number}": writer.given}
        else:
            names |= {f"author{number}": writer.name}
    return names


def _url(address: str | None) -> str:
    """The argument of the address, in which references would not be understood."""
    if address is None:
        return ""
    encoded = _ADDRESS_MARKUP.sub(lambda found: f"%{ord(found[0]):02X}", address)
    return f"|url={encoded.replace('&', '&amp;')}"


def _template(name: str, values: dict[str, str]) -> str:
    return f"{{{{{name}{_arguments(values)}}}}}"


def _arguments(values: dict[str, str]) -> str:
    return "".join(f"|{name}={wikitext(value)}" for name, value in values.items() if value)
