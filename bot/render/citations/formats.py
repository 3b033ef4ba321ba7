"""The forms in which a passage can be copied."""

from typing import Literal

CitationFormat = Literal["plain", "wikitext", "markdown", "html", "bibtex", "csl-json", "apa"]

CITATION_FORMATS: dict[CitationFormat, str] = {
    "plain": "Plain text",
    "wikitext": "Wikitext",
    "markdown": "Markdown",
    "html": "HTML",
    "bibtex": "BibTeX",
    "csl-json": "CSL-JSON",
    "apa": "APA",
}
"""Name -> what people are shown."""
