"""First questions to offer, made from the index's own metadata by a fixed template."""

from collections.abc import Iterable
from itertools import islice

N_EXAMPLES = 3
EXAMPLE = "What did {speaker} say?"


def example_questions(speakers: Iterable[str]) -> tuple[str, ...]:
    """A question for each of the first few speakers."""
    return tuple(EXAMPLE.format(speaker=speaker) for speaker in islice(speakers, N_EXAMPLES))
