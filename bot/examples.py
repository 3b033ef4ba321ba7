"""First questions to offer, made from the index's own metadata by fixed templates."""

from bisect import bisect_left
from collections.abc import Iterator
from datetime import date
from itertools import islice

import numpy as np

from index.passage_index import PassageIndex
from index.rows import Rows
from index.speakers.named import is_named
from index.store.protocol import NARRATION, Snapshot
from index.store.selection import Selection

N_SPEAKERS = 2
ASK_SPEAKER = "What did {speaker} say?"
ASK_TITLE = "Who is quoted in “{title}”?"

MAX_TITLE_CHARS = 120
"""A longer one is no question to press."""

MAX_LOOKED_THROUGH = 2_000
"""How many passages are read for a title: of a larger index those of the last days."""


def example_questions(passage_index: PassageIndex) -> tuple[str, ...]:
    """A question for each of the named speakers with the most passages, and one for the latest article's title."""
    speakers = islice(filter(is_named, passage_index.snapshot.speakers), N_SPEAKERS)
    titles = islice(_titles(passage_index.snapshot), 1)
    return (
        *(ASK_SPEAKER.format(speaker=speaker) for speaker in speakers),
        *(ASK_TITLE.format(title=title) for title in titles),
    )


def _titles(snapshot: Snapshot) -> Iterator[str]:
    """The titles of articles in which somebody speaks, latest first, then in the index's order."""
    rows = _latest(snapshot)
    attributed = rows[snapshot.outline.kinds[rows] != NARRATION]
    passages = (snapshot.passages[row] for row in attributed.tolist())
    spoken = dict.fromkeys(passage.article for passage in passages if passage.speakers)
    latest_first = sorted(spoken, key=lambda article: article.published or "", reverse=True)
    return (article.title for article in latest_first if article.title and len(article.title) <= MAX_TITLE_CHARS)


def _latest(snapshot: Snapshot) -> Rows:
    """All rows where they are few enough, else those of as many of the last days as are, or a part of one day's."""
    every = np.arange(len(snapshot.passages))
    if len(every) <= MAX_LOOKED_THROUGH:
        return every
    days = range(date.min.toordinal(), date.max.toordinal() + 1)
    first = bisect_left(days, True, key=lambda day: len(_since(day, snapshot)) <= MAX_LOOKED_THROUGH)
    fitting = _since(days[first], snapshot) if first < len(days) else every[:0]
    if not len(fitting) and first:
        fitting = _since(days[first - 1], snapshot)
    return (fitting if len(fitting) else every)[:MAX_LOOKED_THROUGH]


def _since(day: int, snapshot: Snapshot) -> Rows:
    found = snapshot.rows(Selection(published_from=date.fromordinal(day).isoformat()))
    assert found is not None, "a selection by day leaves out what has none"
    return found
