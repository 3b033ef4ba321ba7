"""Passages as items of CSL-JSON 1.0.2, which reference managers and citation processors read."""

import json
import re
from collections.abc import Sequence
from typing import Any

from bot.render.citations.article import date_parts, web_address
from bot.render.citations.byline import Writer, writers_of
from bot.render.citations.credit_words import note_words
from index.article import ArticleMetadata
from index.passage import Passage

# Besides those that JSON must escape: the other control characters, and line ends that are none to JSON.
_UNSEEN = re.compile(r"[\x7f-\x9f\u2028\u2029]")


def csl_items(passages: Sequence[Passage]) -> str:
    """A JSON array of one item a passage: `annote` is the passage, `note` says who spoke and in which paragraph."""
    text = json.dumps([_item(passage) for passage in passages], ensure_ascii=False, indent=2)
    return _UNSEEN.sub(lambda found: f"\\u{ord(found[0]):04x}", text)


def _item(passage: Passage) -> dict[str, Any]:
    article = passage.article
    item = {
        "id": passage.id,
        "type": "article-newspaper",
        "author": [_name(writer) for writer in writers_of(article)],
        "title": article.title or article.id,
        "container-title": article.publisher,
        "issued": _issued(article),
        "URL": web_address(article),
        "note": note_words(passage),
        "annote": passage.text,
    }
    return {variable: value for variable, value in item.items() if value}


def _name(writer: Writer) -> dict[str, str]:
    if writer.family and writer.given:
        return {"family": writer.family, "given": writer.given}
    return {"literal": writer.name}


def _issued(article: ArticleMetadata) -> dict[str, Any]:
    parts = date_parts(article)
    if parts:
        return {"date-parts": [list(parts)]}
    return {"literal": article.published} if article.published else {}
