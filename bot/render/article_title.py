"""An article's title as HTML, which leads to the article where that has an address on the web."""

from bot.render.escaping import escaped, isolated
from bot.text_fragment import is_web_address
from index.article import ArticleMetadata


def article_title(article: ArticleMetadata, link: str | None = None) -> str:
    """The title, or the id where there is none.

    :param link: the address to lead to; the article's own where not given.
    """
    title = isolated(article.title or article.id)
    address = link or article.url
    if address is None or not is_web_address(address):
        return title
    return f'<a href="{escaped(address)}" target="_blank" rel="noopener noreferrer">{title}</a>'
