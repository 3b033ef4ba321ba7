"""What an index holds, in numbers."""

from dataclasses import dataclass

from index.passage_index import PassageIndex


@dataclass(frozen=True, slots=True)
class About:
    """How many passages of how many articles by how many speakers, which model, and when it was built (ISO 8601)."""

    n_passages: int
    n_articles: int
    n_speakers: int
    model: str
    built: str


def about_index(passage_index: PassageIndex) -> About:
    """The numbers of the whole index."""
    snapshot = passage_index.snapshot
    return About(
        n_passages=len(snapshot.passages),
        n_articles=len(snapshot.article_ids),
        n_speakers=len(snapshot.speakers),
        model=snapshot.model,
        built=snapshot.built,
    )
