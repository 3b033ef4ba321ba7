"""What is embedded of a passage: the whole of it in its surroundings, and each of its sentences."""

from collections.abc import Iterable, Iterator

from index.lexical.fields import leans_on_what_is_before
from index.passage import Passage
from index.sentences import sentences_of

MAX_BEFORE_CHARS = 300
"""How much of the passage before a short one is embedded with it: its end."""


def passage_views(passage: Passage, before: Passage | None) -> tuple[str, ...]:
    """The texts whose embeddings stand for the passage; none of them is ever shown.

    First the whole passage behind its article's title, the end of the passage before it where it is itself short, and
    its speakers' names; then each of its sentences behind the speakers' names. `before` is of the same article.
    """
    speakers = f"{', '.join(passage.speakers)}: " if passage.speakers else ""
    title = f"{passage.article.title}. " if passage.article.title else ""
    lead = f"{before.text[-MAX_BEFORE_CHARS:]} " if before is not None and leans_on_what_is_before(passage) else ""
    whole = f"{title}{lead}{speakers}{passage.text}"
    return (whole, *(speakers + sentence for sentence in sentences_of(passage.text)))


def with_passage_before(passages: Iterable[Passage]) -> Iterator[tuple[Passage, Passage | None]]:
    """Each passage with the one before it in its article, None at an article's first."""
    last: Passage | None = None
    for passage in passages:
        yield passage, last if last is not None and last.article.id == passage.article.id else None
        last = passage
