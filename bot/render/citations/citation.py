"""A passage, or all passages of an answer, in one of the forms."""

from collections.abc import Callable, Sequence

from bot.render.citations.apa import apa_citation
from bot.render.citations.bibtex import bibtex_entries
from bot.render.citations.csl_json import csl_items
from bot.render.citations.formats import CitationFormat
from bot.render.citations.html import html_citation
from bot.render.citations.markdown import markdown_citation
from bot.render.citations.plain import plain_citation
from bot.render.citations.wikitext import wikitext_citation
from index.passage import Passage

_ONE_BY_ONE: dict[CitationFormat, Callable[[Passage], str]] = {
    "plain": plain_citation,
    "wikitext": wikitext_citation,
    "markdown": markdown_citation,
    "html": html_citation,
    "apa": apa_citation,
}


def citation(passage: Passage, format: CitationFormat) -> str:
    """The passage in that form, without a line end at the close; CSL-JSON is an array of one item."""
    return citations([passage], format)


def citations(passages: Sequence[Passage], format: CitationFormat) -> str:
    """All passages in order: one JSON array, BibTeX entries whose keys differ, the others with a blank line between.

    Without passages an empty array in CSL-JSON, else nothing.
    """
    if format == "csl-json":
        return csl_items(passages)
    if format == "bibtex":
        return bibtex_entries(passages)
    return "\n\n".join(_ONE_BY_ONE[format](passage) for passage in passages)
