"""Speakers by the number of their passages."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import overload

from bot.dates import DateParts


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


class Ranking(Sequence[SpeakerSummary]):
    """Speakers, most passages first, then by name; each is worked out when it is asked for."""

    def __init__(
        self,
        counts: Mapping[str, int],
        summary: Callable[[str, int], SpeakerSummary],
        *,
        names: Sequence[str] | None = None,
    ) -> None:
        """Rank the speakers of `counts`, most passages first.

        :param summary: works out the speaker of a name and rank.
        :param names: those of them who are in this list, in the same order; all where not given.
        """
        self.counts = counts
        self.names = tuple(counts) if names is None else tuple(names)
        self._summary = summary
        self._rank_of_count: dict[int, int] = {}
        for place, n in enumerate(counts.values(), 1):
            self._rank_of_count.setdefault(n, place)

    def of(self, name: str) -> SpeakerSummary | None:
        """The speaker of exactly that name, or None."""
        n = self.counts.get(name)
        return None if n is None else self._summary(name, self._rank_of_count[n])

    def where(self, is_wanted: Callable[[str], bool]) -> "Ranking":
        """Those whose names are wanted, ranked as they are."""
        return Ranking(self.counts, self._summary, names=[name for name in self.names if is_wanted(name)])

    def __len__(self) -> int:
        return len(self.names)

    @overload
    def __getitem__(self, place: int) -> SpeakerSummary: ...

    @overload
    def __getitem__(self, place: slice) -> Sequence[SpeakerSummary]: ...

    def __getitem__(self, place: int | slice) -> SpeakerSummary | Sequence[SpeakerSummary]:
        if isinstance(place, slice):
            return [self._ranked(name) for name in self.names[place]]
        return self._ranked(self.names[place])

    def _ranked(self, name: str) -> SpeakerSummary:
        return self._summary(name, self._rank_of_count[self.counts[name]])
