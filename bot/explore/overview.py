"""Who speaks in an index, how much and when: what the Explore tab shows of all speakers together."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from bot.dates import DateParts, date_parts, first_day, last_day
from bot.explore.periods import Calendar, calendar_for
from bot.typeahead import goes_with
from index.passage import Passage, QuotationKind
from index.speakers.named import is_named


@dataclass(frozen=True, slots=True)
class SpeakerSummary:
    """A speaker in numbers.

    `rank` is one more than the number of speakers of the same list with more passages. A quotation has words in
    quotation marks. `n_unplaced` have a date that is known less exactly than the calendar's periods are long.
    `first` and `last` are empty where no date is known. `passages_in` pairs the places of the calendar's periods with
    the number of passages, where there are any.
    """

    name: str
    rank: int
    n_passages: int
    n_quotations: int
    n_paraphrases: int
    n_undated: int
    first: DateParts
    last: DateParts
    passages_in: tuple[tuple[int, int], ...] = ()
    n_unplaced: int = 0


@dataclass(frozen=True, slots=True)
class Exploration:
    """All speakers of an index, most passages first, then by name.

    `nominals` are the articles' own words for speakers whom they do not name. `first`, `last` and
    `n_unplaced` are of the passages that have a speaker, as in `SpeakerSummary`; `calendar` is None where there are
    not two different times.
    """

    n_passages: int
    n_articles: int
    n_spoken: int
    n_undated: int
    n_unplaced: int
    first: DateParts
    last: DateParts
    calendar: Calendar | None
    named: tuple[SpeakerSummary, ...]
    nominals: tuple[SpeakerSummary, ...]
    rows_of: Mapping[str, Sequence[int]]

    def summary(self, name: str) -> SpeakerSummary | None:
        """The speaker of exactly that name, or None."""
        return next((speaker for speaker in (*self.named, *self.nominals) if speaker.name == name), None)

    @property
    def most_passages(self) -> int:
        """The number of passages of the speaker with the most; 0 where nobody speaks."""
        return max((speakers[0].n_passages for speakers in (self.named, self.nominals) if speakers), default=0)

    @property
    def places(self) -> tuple[int, ...]:
        """The calendar's periods in which a named speaker has a passage."""
        return tuple(sorted({place for speaker in self.named for place, _ in speaker.passages_in}))

    @property
    def most_in_a_period(self) -> int:
        """The largest number of passages that a named speaker has in one period; 0 where there is no calendar."""
        return max((n for speaker in self.named for _, n in speaker.passages_in), default=0)


def explore(passages: Sequence[Passage]) -> Exploration:
    """The speakers of the passages, whatever their number."""
    rows_of = _rows_by_speaker(passages)
    spoken = [passage for passage in passages if passage.speakers]
    dates = _dates_of(spoken)
    first, last = _ends(dates)
    calendar = calendar_for(set(dates))
    own = {name: [passages[row] for row in rows] for name, rows in rows_of.items()}
    return Exploration(
        n_passages=len(passages),
        n_articles=len({passage.article.id for passage in passages}),
        n_spoken=len(spoken),
        n_undated=len(spoken) - len(dates),
        n_unplaced=len(dates) - len(_placed(dates, calendar)),
        first=first,
        last=last,
        calendar=calendar,
        named=_ranked({name: own[name] for name in own if is_named(name)}, calendar),
        nominals=_ranked({name: own[name] for name in own if not is_named(name)}, calendar),
        rows_of=rows_of,
    )


def matching(speakers: Sequence[SpeakerSummary], typed: str) -> tuple[SpeakerSummary, ...]:
    """The speakers whose names go with what was typed; all for a blank text."""
    is_wanted = goes_with(typed)
    return tuple(speaker for speaker in speakers if is_wanted(speaker.name))


def _rows_by_speaker(passages: Sequence[Passage]) -> dict[str, list[int]]:
    rows_of: dict[str, list[int]] = {}
    for row, passage in enumerate(passages):
        for name in passage.speakers:
            rows_of.setdefault(name, []).append(row)
    return rows_of


def _ranked(passages_of: Mapping[str, Sequence[Passage]], calendar: Calendar | None) -> tuple[SpeakerSummary, ...]:
    names = sorted(passages_of, key=lambda name: (-len(passages_of[name]), name))
    rank_of: dict[int, int] = {}
    for place, name in enumerate(names, 1):
        rank_of.setdefault(len(passages_of[name]), place)
    return tuple(_summary(name, rank_of[len(passages_of[name])], passages_of[name], calendar) for name in names)


def _summary(name: str, rank: int, passages: Sequence[Passage], calendar: Calendar | None) -> SpeakerSummary:
    dates = _dates_of(passages)
    first, last = _ends(dates)
    kinds = kinds_of(name, passages)
    placed = _placed(dates, calendar)
    counts = Counter(calendar.place_of(first_day(parts)) for parts in placed) if calendar else Counter[int]()
    return SpeakerSummary(
        name=name,
        rank=rank,
        n_passages=len(passages),
        n_quotations=kinds["direct"] + kinds["mixed"],
        n_paraphrases=kinds["indirect"],
        n_undated=len(passages) - len(dates),
        first=first,
        last=last,
        passages_in=tuple(sorted(counts.items())),
        n_unplaced=len(dates) - len(placed),
    )


def _dates_of(passages: Sequence[Passage]) -> list[DateParts]:
    """What is known of the date of each passage that has one."""
    return [parts for passage in passages if (parts := date_parts(passage.article.published))]


def _placed(dates: list[DateParts], calendar: Calendar | None) -> list[DateParts]:
    """Those that have a place in the calendar; all where there is none."""
    return [parts for parts in dates if calendar is None or calendar.holds(parts)]


def _ends(dates: Sequence[DateParts]) -> tuple[DateParts, DateParts]:
    """Between which dates all lie, the year rather than its first or last day; empty where there are none."""
    first = min(dates, key=lambda parts: (first_day(parts), len(parts)), default=())
    return first, max(dates, key=lambda parts: (last_day(parts), -len(parts)), default=())


def kinds_of(name: str, passages: Sequence[Passage]) -> Counter[QuotationKind]:
    """How many quotations of each kind the speaker has in the passages."""
    return Counter(a.kind for passage in passages for a in passage.attributions if a.speaker == name)
