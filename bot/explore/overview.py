"""Who speaks in an index, how much and when: what the Explore tab shows of all speakers together."""

from collections import Counter
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from functools import lru_cache

import numpy as np

from bot.dates import DateParts, first_day, last_day
from bot.explore.periods import Calendar, calendar_for
from bot.explore.ranking import Ranking, SpeakerSummary
from bot.explore.row_dates import RowDates
from bot.typeahead import goes_with
from index.rows import Rows
from index.speakers.named import is_named
from index.store.protocol import Snapshot
from index.store.selection import Selection

N_SUMMARIES_KEPT = 1_000
"""Of the speakers who were looked at last."""


@dataclass(frozen=True, slots=True)
class Exploration:
    """All speakers of an index, most passages first, then by name.

    `nominals` are the articles' own words for speakers whom they do not name. `first`, `last` and
    `n_unplaced` are of the passages that have a speaker, as in `SpeakerSummary`; `calendar` is None where there are
    not two different times. `places` are the calendar's periods in which a named speaker has a passage,
    `most_in_a_period` the largest number of passages that one has in a period; none and 0 where there is no calendar.
    """

    n_passages: int
    n_articles: int
    n_spoken: int
    n_undated: int
    n_unplaced: int
    first: DateParts
    last: DateParts
    calendar: Calendar | None
    places: tuple[int, ...]
    most_in_a_period: int
    named: Ranking
    nominals: Ranking

    def summary(self, name: str) -> SpeakerSummary | None:
        """The speaker of exactly that name, or None."""
        return self.named.of(name) or self.nominals.of(name)

    @property
    def most_passages(self) -> int:
        """The number of passages of the speaker with the most; 0 where nobody speaks."""
        return max(
            (speakers.counts[name] for speakers in (self.named, self.nominals) for name in speakers.names[:1]),
            default=0,
        )


def explore(snapshot: Snapshot) -> Exploration:
    """The speakers of the passages, whatever their number; the passages of each are read when they are looked at."""
    dates = RowDates(snapshot)
    named = {name: n for name, n in snapshot.speakers.items() if is_named(name)}
    nominals = {name: n for name, n in snapshot.speakers.items() if name not in named}
    spoken = _spoken(snapshot)
    of_all = dates.counted(spoken)
    first, last = _ends(of_all)
    calendar = calendar_for(of_all)
    over_time = _OverTime(snapshot, dates, calendar)
    places, most_in_a_period = over_time.extent(named)
    return Exploration(
        n_passages=len(snapshot.passages),
        n_articles=len(snapshot.article_ids),
        n_spoken=len(spoken),
        n_undated=len(spoken) - of_all.total(),
        n_unplaced=of_all.total() - _placed(of_all, calendar).total(),
        first=first,
        last=last,
        calendar=calendar,
        places=places,
        most_in_a_period=most_in_a_period,
        named=_ranking(named, over_time),
        nominals=_ranking(nominals, over_time),
    )


def rows_of(name: str, snapshot: Snapshot) -> Rows:
    """The rows of the speaker's passages, ascending."""
    rows = snapshot.rows(Selection(speaker=name))
    assert rows is not None, "a selection by speaker leaves out who speaks not"
    return rows


def matching(speakers: Ranking, typed: str) -> Ranking:
    """The speakers whose names go with what was typed, ranked as they are; all for a blank text."""
    return speakers.where(goes_with(typed))


def _spoken(snapshot: Snapshot) -> Rows:
    """The rows that have a speaker, ascending."""
    has_speaker = np.zeros(len(snapshot.passages), dtype=np.bool_)
    for name in snapshot.speakers:
        has_speaker[rows_of(name, snapshot)] = True
    return np.flatnonzero(has_speaker)


@dataclass(frozen=True, slots=True)
class _OverTime:
    """The passages of each speaker in the calendar."""

    snapshot: Snapshot
    dates: RowDates
    calendar: Calendar | None

    def extent(self, named: Mapping[str, int]) -> tuple[tuple[int, ...], int]:
        """The periods in which one of them has a passage, and the most passages that one has in a period.

        :param named: the speakers with their numbers of passages, most first.
        """
        if self.calendar is None:
            return (), 0
        places: set[int] = set()
        most = 0
        for name, n in named.items():
            if n <= most and len(places) == self.calendar.n_periods:
                break  # whoever follows has no more, and nowhere else
            counts = self.passages_in(self.dates.counted(rows_of(name, self.snapshot)))
            places |= counts.keys()
            most = max(most, *counts.values(), 0)
        return tuple(sorted(places)), most

    def passages_in(self, dates: Counter[DateParts]) -> Counter[int]:
        """How many passages of these dates each period has; none where there is no calendar."""
        counts = Counter[int]()
        if self.calendar is not None:
            for parts, n in _placed(dates, self.calendar).items():
                counts[self.calendar.place_of(first_day(parts))] += n
        return counts

    def summary(self, name: str, rank: int) -> SpeakerSummary:
        """The speaker in numbers, worked out from their own passages."""
        rows = rows_of(name, self.snapshot)
        dates = self.dates.counted(rows)
        first, last = _ends(dates)
        passages = (self.snapshot.passages[row] for row in rows.tolist())
        kinds = Counter(a.kind for passage in passages for a in passage.attributions if a.speaker == name)
        return SpeakerSummary(
            name=name,
            rank=rank,
            n_passages=len(rows),
            n_quotations=kinds["direct"] + kinds["mixed"],
            n_paraphrases=kinds["indirect"],
            n_undated=len(rows) - dates.total(),
            first=first,
            last=last,
            passages_in=tuple(sorted(self.passages_in(dates).items())),
            n_unplaced=dates.total() - _placed(dates, self.calendar).total(),
        )


def _ranking(counts: Mapping[str, int], over_time: _OverTime) -> Ranking:
    return Ranking(counts, lru_cache(maxsize=N_SUMMARIES_KEPT)(over_time.summary))


def _placed(dates: Counter[DateParts], calendar: Calendar | None) -> Counter[DateParts]:
    """Those that have a place in the calendar; all where there is none."""
    return Counter({parts: n for parts, n in dates.items() if calendar is None or calendar.holds(parts)})


def _ends(dates: Collection[DateParts]) -> tuple[DateParts, DateParts]:
    """Between which dates all lie, the year rather than its first or last day; empty where there are none."""
    first = min(dates, key=lambda parts: (first_day(parts), len(parts)), default=())
    return first, max(dates, key=lambda parts: (last_day(parts), -len(parts)), default=())
