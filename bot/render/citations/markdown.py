"""A passage as Markdown: a block quote that CommonMark shows character for character."""

import re

from bot.render.citations.article import publication_facts, title_of, web_address
from bot.render.citations.character_references import UNSAFE_BLANK, reference
from bot.render.citations.credit_words import credit_words
from index.article import ArticleMetadata
from index.passage import Passage

_LINE_END = "\\\n> "
"""A hard break, and the quote goes on."""

# Written as references: what other readers of Markdown take for HTML or a formula before they look for a backslash.
_BY_REFERENCE = r"[&<>$]|[^\S \n\x0b\x1c-\x1f\x85]"
# Of commas and question marks a reader that mends typography takes away those after the first.
_BY_BACKSLASH = r"[!\"#'()*+\-.:=@\[\\\]^_`{|}~]|(?<=[,?])[,?]"
_MARKUP = re.compile(
    rf"(?P<reference>{UNSAFE_BLANK}|{_BY_REFERENCE}|\n(?=\n*\Z))|(?P<backslash>{_BY_BACKSLASH})|(?P<line_end>\n)"
)


def markdown_citation(passage: Passage) -> str:
    """A block quote: the passage as its first paragraph, then who spoke and the linked article as its second."""
    lines = [*(f"— {markdown(credit)}" for credit in credit_words(passage)), _article(passage.article)]
    return f"> {markdown(passage.text)}\n>\n> {_LINE_END.join(lines)}"


def markdown(value: str) -> str:
    """The value as text of a block quote; its line ends are hard breaks, those at its close references."""
    return _MARKUP.sub(_escape, value)


def _escape(found: re.Match[str]) -> str:
    if found["line_end"]:
        return _LINE_END
    return f"\\{found[0]}" if found["backslash"] else reference(found[0])


def _article(article: ArticleMetadata) -> str:
    title, address = markdown(title_of(article)), web_address(article)
    linked = f"[{title}](<{address.replace('&', '&amp;')}>)" if address else title
    return ", ".join([linked, *(markdown(fact) for fact in publication_facts(article))])
