"""First questions to offer, made from the index's own metadata by a fixed template."""

from collections.abc import Sequence

from index.passage import Passage, distinct_speakers

N_EXAMPLES = 3
IN_ARTICLE = "What did {speaker} say in “{title}”?"
ANYWHERE = "What did {speaker} say?"


def example_questions(passages: Sequence[Passage]) -> tuple[str, ...]:
    """A question for each of the speakers with most passages, about an article they speak in."""
    return tuple(_question(speaker, passages) for speaker in list(distinct_speakers(passages))[:N_EXAMPLES])


def _question(speaker: str, passages: Sequence[Passage]) -> str:
    titles = (passage.article.title for passage in passages if speaker in passage.speakers and passage.article.title)
    title = next(titles, None)
    return IN_ARTICLE.format(speaker=speaker, title=title) if title else ANYWHERE.format(speaker=speaker)
