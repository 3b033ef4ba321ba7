"""A passage as HTML: a block quotation whose reader sees every character, and no more than web addresses as links."""

from bot.render.citations.article import publication_facts, title_of, web_address
from bot.render.citations.credit_words import credit_words
from bot.render.escaping import escaped, isolated
from index.article import ArticleMetadata
from index.passage import Passage


def html_citation(passage: Passage) -> str:
    """A block quotation of the text alone, and a paragraph that says who spoke and where it stands."""
    address = web_address(passage.article)
    cite = f' cite="{escaped(address)}"' if address else ""
    credits = "<br>".join(f"— {isolated(credit)}" for credit in credit_words(passage))
    return (
        f'<blockquote{cite}><p dir="auto" style="white-space: pre-wrap">{escaped(passage.text)}</p></blockquote>\n'
        f"<p>{credits}<br>{_article(passage.article, address)}</p>"
    )


def _article(article: ArticleMetadata, address: str | None) -> str:
    title = f"<cite>{isolated(title_of(article))}</cite>"
    linked = f'<a href="{escaped(address)}">{title}</a>' if address else title
    return ", ".join([linked, *(isolated(fact) for fact in publication_facts(article))])
