"""Passages to time indexing with: invented by a fixed rule, long and short as those of articles are."""

from dataclasses import replace

from latency_passages import synthetic_passages

from index.passage import Passage

SENTENCES = (1, 2, 1, 3, 2, 1, 4)
"""How many sentences a passage has, round and round."""


def varied_passages(n: int) -> list[Passage]:
    """So many passages, no two alike, of one to four sentences: the quotation first, then what is told beside it."""
    lengths = [SENTENCES[number % len(SENTENCES)] for number in range(n)]
    told = [passage.text.partition(" said ")[2].partition(". ") for passage in synthetic_passages(n)]
    return [
        replace(
            passage,
            text=" ".join(
                [
                    f"{passage.text.partition(' said ')[0]} said {told[number][0]}.",
                    *(told[(number + step) % n][2] for step in range(lengths[number] - 1)),
                ]
            ),
        )
        for number, passage in enumerate(synthetic_passages(n))
    ]
