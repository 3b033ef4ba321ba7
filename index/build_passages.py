"""articles -> passages.jsonl: read, attribute, cut up, and write what a person can review."""

import sys
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

from index.article import Article
from index.attribution.load import load_engine
from index.embedding.model import default_tokenizer_file
from index.embedding.word_pieces import load_word_piece_counter
from index.errors import ArticleError
from index.passage import Passage, write_passages
from index.reading.metadata import read_metadata
from index.reading.source import MAX_ARTICLE_BYTES, find_sources, read_bytes
from index.reading.text import read_text
from index.segmentation import segment_article
from index.store.article_texts import texts_beside, write_article_text

STDIN = "-"
STDIN_ID = "stdin"


@dataclass(frozen=True, slots=True)
class ReadReport:
    """What a reading came to."""

    n_articles: int
    n_passages: int
    n_attributions: int


def read_articles(sources: Sequence[str], *, apart_from: Path | None = None) -> list[Article]:
    """The articles in the files and folders, in order of their ids; `-` is standard input.

    :param apart_from: a folder whose files are no articles, should it lie below one that is read.
    :raises ArticleError: at the first that cannot be read.
    """
    articles = [_read_stdin()] if STDIN in sources else []
    for source in find_sources([Path(name) for name in sources if name != STDIN], apart_from=apart_from):
        if articles and source.article_id == STDIN_ID:
            raise ArticleError(f"{source.path} and standard input would both be the article '{STDIN_ID}'; rename one")
        supplied = read_metadata(source.metadata_path)
        articles.append(read_text(read_bytes(source.path), source.article_id, supplied, name=str(source.path)))
    return articles


def build_passages(
    articles: Sequence[Article],
    output: Path,
    on_progress: Callable[[int], None] | None = None,
    *,
    min_confidence: float | None = None,
) -> ReadReport:
    """Attribute and cut up the articles, write their canonical texts, then replace the passage file in one step.

    :param on_progress: told the number of articles done since it was last called.
    :param min_confidence: 0..1; below it a speaker is withheld. None is the engine's own threshold.
    :raises ArticleError: where the files cannot be written.
    """
    attribute = load_engine(min_confidence)
    count_word_pieces = load_word_piece_counter(default_tokenizer_file())
    passages: list[Passage] = []
    for article in articles:
        passages += segment_article(article, attribute(article.paragraphs), count_word_pieces)
        if on_progress:
            on_progress(1)
    try:
        for article in articles:
            write_article_text(texts_beside(output), article.id, article.text)
        write_passages(passages, output)
    except OSError as error:
        raise ArticleError(f"{error.filename or output} cannot be written: {error.strerror}; choose another") from error
    return ReadReport(len(articles), len(passages), sum(len(passage.attributions) for passage in passages))


def _read_stdin() -> Article:
    data = sys.stdin.buffer.read(MAX_ARTICLE_BYTES + 1)
    if len(data) > MAX_ARTICLE_BYTES:
        raise ArticleError(f"standard input has more than {MAX_ARTICLE_BYTES:,} bytes, an article at most; split it")
    return read_text(data, STDIN_ID, name="standard input")
