"""What is to be asked, opened: an index folder or a running server."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from bot.check.index_target import IndexTarget
from bot.check.server_target import ServerTarget
from bot.check.target import Target
from bot.check.verbatim import held_against
from bot.settings import Settings
from index.errors import QueryError
from index.passage_index import open_index
from index.store.article_texts import texts_beside


@contextmanager
def opened_target(
    settings: Settings, *, index_folder: Path | None = None, url: str | None = None, texts: Path | None = None
) -> Iterator[Target]:
    """The server at the address, or else the index in the folder, that of the settings where none is given.

    :param texts: a folder of canonical texts that alone tell whether passages are verbatim. Where not given, the
        target's own do, and for an article that it has none of those beside the settings' passages.
    :raises QueryError: where there is no such folder.
    :raises OnrecordError: where the index cannot be opened, or the address is none.
    """
    if texts is not None and not texts.is_dir():
        raise QueryError(f"no folder of canonical texts at {texts}; 'onrecord read' writes data/texts")
    judge = None if texts is None else held_against(texts)
    otherwise = held_against(texts_beside(settings.passages))
    if url is not None:
        with ServerTarget(url, judge, otherwise) as server:
            yield server
    else:
        passage_index = open_index(index_folder or settings.index_folder, reranker=settings.reranker)
        yield IndexTarget(passage_index, judge, otherwise)
