"""First questions to offer, made from the index's own metadata by a fixed template."""

from collections.abc import Sequence

from index.passage import Passage, distinct_speakers

N_EXAMPLES = 3
EXAMPLE = "What did {speaker} say?"


def example_questions(passages: Sequence[Passage]) -> tuple[str, ...]:
    """A question for each of the speakers with most passages."""
    return tuple(EXAMPLE.format(speaker=speaker) for speaker in list(distinct_speakers(passages))[:N_EXAMPLES])
