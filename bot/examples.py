"""First questions to offer, made from the index's own metadata by fixed templates."""

from collections.abc import Iterator
from itertools import islice

from index.passage_index import PassageIndex
from index.speakers.named import is_named

N_SPEAKERS = 2
ASK_SPEAKER = "What did {speaker} say?"
ASK_TITLE = "Who is quoted in “{title}”?"

MAX_TITLE_CHARS = 120
"""A longer one is no question to press."""


def example_questions(passage_index: PassageIndex) -> tuple[str, ...]:
    """A question for each of the named speakers with the most passages, and one for the latest article's title."""
    speakers = islice(filter(is_named, passage_index.snapshot.speakers), N_SPEAKERS)
    titles = islice(_titles(passage_index), 1)
    return (
        *(ASK_SPEAKER.format(speaker=speaker) for speaker in speakers),
        *(ASK_TITLE.format(title=title) for title in titles),
    )


def _titles(passage_index: PassageIndex) -> Iterator[str]:
    """The titles of articles in which somebody speaks, latest first, then in the index's order."""
    spoken = [passage.article for passage in passage_index.snapshot.passages if passage.speakers]
    latest_first = sorted(dict.fromkeys(spoken), key=lambda article: article.published or "", reverse=True)
    return (article.title for article in latest_first if article.title and len(article.title) <= MAX_TITLE_CHARS)
