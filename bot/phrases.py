"""Where a phrase stands, character for character: the passages that hold it, or else the articles that do."""

from dataclasses import dataclass
from pathlib import Path

from bot.settings import MAX_QUERY_CHARS
from index.article import is_text
from index.errors import QueryError
from index.store.article_texts import read_folder_texts
from index.store.protocol import PassageStore


@dataclass(frozen=True, slots=True)
class Holders:
    """The ids of the passages that hold a phrase, in order; of the articles whose text does, where no passage does."""

    passages: tuple[str, ...]
    articles: tuple[str, ...] = ()


def checked_phrase(phrase: str) -> str:
    """The phrase as it was given.

    :raises QueryError: where it is blank, too long or not text.
    """
    if not phrase.strip():
        raise QueryError("the phrase is blank; give words of a passage")
    if len(phrase) > MAX_QUERY_CHARS:
        raise QueryError(f"the phrase has {len(phrase)} characters; {MAX_QUERY_CHARS} or fewer of a passage's will do")
    if not is_text(phrase):
        raise QueryError("the phrase holds a character that is not text; type it anew")
    return phrase


def holders_of(phrase: str, store: PassageStore) -> Holders:
    """Who holds the phrase; white space and quotation marks count like any other character."""
    passages = tuple(passage.id for passage in store.passages if phrase in passage.text)
    if passages:
        return Holders(passages)
    article_ids = dict.fromkeys(passage.article.id for passage in store.passages)
    texts = ((article_id, store.article_text(article_id)) for article_id in article_ids)
    return Holders((), tuple(article_id for article_id, text in texts if text is not None and phrase in text))


def articles_holding(phrase: str, texts: Path) -> tuple[str, ...]:
    """The ids of the articles whose canonical text in that folder holds the phrase; none where there is no folder."""
    return tuple(article_id for article_id, text in read_folder_texts(texts) if phrase in text)
