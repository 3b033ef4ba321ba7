"""Texts in batches that a processor computes well: of like length, and few enough for its caches."""

from collections.abc import Sequence


def batches_by_length(lengths: Sequence[int], max_word_pieces: int) -> list[list[int]]:
    """The places of all lengths, in batches: longest first, each no wider than `max_word_pieces` when padded.

    A text that is longer alone is a batch by itself. The longest go first so that the last ones, which end at different
    times on different cores, are short.
    """
    batches: list[list[int]] = []
    width = 0
    for place in sorted(range(len(lengths)), key=lambda place: -lengths[place]):
        if not batches or (len(batches[-1]) + 1) * width > max_word_pieces:
            batches.append([])
            width = lengths[place]
        batches[-1].append(place)
    return batches
