"""A passage word for word, for places that take neither scripts nor frames."""

from bot.render.citations.citation import citation
from index.errors import QueryError
from index.passage import Passage

_DOKUWIKI_BLOCKS = ("code", "file")


def dokuwiki_quotation(passage: Passage) -> str:
    """The passage and its credits in a block in which DokuWiki takes nothing for markup.

    :raises QueryError: where the passage holds the marks that would end either of its blocks.
    """
    text = citation(passage, "plain")
    block = next((name for name in _DOKUWIKI_BLOCKS if f"</{name}>" not in text), None)
    if block is None:
        raise QueryError(f"passage '{passage.id}' holds what DokuWiki would take for the end of a block; quote another")
    return f"<{block}>\n{text}\n</{block}>"
