"""The Explore tab: who speaks most, and when."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal, get_args

from bot.explore.overview import Exploration, matching
from bot.explore.periods import Calendar
from bot.explore.ranking import Ranking, SpeakerSummary
from bot.render.counts import counted
from bot.render.escaping import escaped, isolated
from bot.render.explore.counts import kinds_in_words
from bot.render.explore.days import WITHOUT_DATE, readable_span, without_date
from bot.render.explore.time_table import time_table
from bot.render.explore.timeline import axis, periods_in_days, reading_note, strip
from bot.settings import MAX_QUERY_CHARS

SPEAKERS_A_PAGE = 20

Group = Literal["named", "nominals"]
"""Speakers whom the articles name, and those whom they speak of in words only."""

GROUPS: tuple[Group, ...] = get_args(Group)

NOBODY_FOUND = "No speaker found."
NOMINALS_NOTE = (
    "The articles’ own words for them. The same words may mean different people. What is a name is told by its "
    "spelling alone, so a few may stand in the wrong list."
)

_HEADINGS: dict[Group, str] = {"named": "Who speaks most", "nominals": "Not named by the articles"}
_NOTES: dict[Group, str] = {
    "named": "",
    "nominals": f'<p class="onrecord-note">{NOMINALS_NOTE}</p>',
}


@dataclass(frozen=True, slots=True)
class _List:
    """A group of speakers as far as they match what is looked for, with what their rows are drawn with."""

    group: Group
    speakers: Ranking
    exploration: Exploration

    @property
    def calendar(self) -> Calendar | None:
        """What the strips are drawn over; none where words may mean different people at different times."""
        return self.exploration.calendar if self.group == "named" else None


def overview(exploration: Exploration) -> str:
    """The whole tab."""
    calendar = exploration.calendar
    periods = f' data-periods="{periods_in_days(calendar)}"' if calendar else ""
    body = _search() + found_speakers(exploration, "") if exploration.n_spoken else ""
    return (
        f'<section class="onrecord-explore" data-view="overview"{periods}>'
        f'<h2 tabindex="-1">Who said how much, and when</h2>{_numbers(exploration)}{body}</section>'
    )


def found_speakers(exploration: Exploration, find: str) -> str:
    """The speakers whose names hold what is looked for, the first of each group; all for a blank text."""
    lists = [_list(exploration, group, find) for group in GROUPS]
    n_found = sum(len(each.speakers) for each in lists)
    status = (counted(n_found, "speaker") + " found." if n_found else NOBODY_FOUND) if find.strip() else ""
    groups = "".join(_group(each) for each in lists if len(each.speakers))
    return f'<div class="onrecord-found" data-status="{status}">{groups}</div>'


def more_speakers(exploration: Exploration, group: Group, find: str, after: int) -> str:
    """The group as `found_speakers` has it, with the speakers behind the first `after` only."""
    return _group(_list(exploration, group, find), after)


def _list(exploration: Exploration, group: Group, find: str) -> _List:
    speakers = exploration.named if group == "named" else exploration.nominals
    return _List(group, matching(speakers, find), exploration)


def _numbers(exploration: Exploration) -> str:
    """One line on the whole index."""
    n_passages, n_articles = counted(exploration.n_passages, "passage"), counted(exploration.n_articles, "article")
    spoken = f"{exploration.n_spoken:,} with a speaker" if exploration.n_spoken else "none with a speaker"
    facts = [f"{n_passages} of {n_articles}", spoken, *_dates(exploration)]
    items = "".join(f"<li>{fact}</li>" for fact in facts)
    return f'<ul class="onrecord-numbers">{items}</ul>'


def _dates(exploration: Exploration) -> list[str]:
    first, last = exploration.first, exploration.last
    if not first:
        return [WITHOUT_DATE] if exploration.n_spoken else []
    dated = "all dated" if first == last and not exploration.n_undated else "dated"
    left_out = without_date(exploration.n_undated, exploration.n_unplaced, exploration.calendar)
    return [f"{dated} {readable_span(first, last)}", *left_out]


def _search() -> str:
    return (
        '<form class="onrecord-search" role="search"><label>Find a speaker '
        f'<input type="search" name="find" autocomplete="off" maxlength="{MAX_QUERY_CHARS}"></label></form>'
        '<p class="onrecord-found-status" role="status"></p>'
    )


def _group(found: _List, after: int = 0) -> str:
    shown = found.speakers[after : after + SPEAKERS_A_PAGE]
    calendar = found.calendar
    time_axis = _axis(calendar, found.exploration) if calendar else ""
    table = time_table(shown, calendar, found.exploration.places) if calendar else ""
    return (
        f'<section class="onrecord-group" data-group="{found.group}"{" data-time" if calendar else ""}>'
        f"<h3>{_HEADINGS[found.group]}</h3>{_NOTES[found.group]}{time_axis}"
        f'<ol class="onrecord-ranking">{_rows(shown, found)}</ol>{_more(found, after)}{table}</section>'
    )


def _axis(calendar: Calendar, exploration: Exploration) -> str:
    note = reading_note(calendar, exploration.most_in_a_period)
    return f'{note}<div class="onrecord-axis-row">{axis(calendar)}</div>'


def _more(found: _List, after: int) -> str:
    """The button for the next speakers, None where all are shown."""
    shown = after + SPEAKERS_A_PAGE
    n_left = len(found.speakers) - shown
    if n_left <= 0:
        return ""
    return (
        f'<button type="button" class="onrecord-more" data-after="{shown}">'
        f"Show {min(SPEAKERS_A_PAGE, n_left)} more<span> of {n_left:,}</span></button>"
    )


def _rows(shown: Sequence[SpeakerSummary], found: _List) -> str:
    calendar, most = found.calendar, found.exploration.most_passages
    n_most = found.exploration.most_in_a_period
    plots = [strip(speaker, calendar, n_most) if calendar else "" for speaker in shown]
    return "".join(
        f'<li class="onrecord-ranked"><span class="onrecord-rank">{speaker.rank:,}</span>'
        f'<div class="onrecord-who">{_name(speaker)}{_summary(speaker, calendar)}</div>'
        f"{_amount(speaker, most)}{plot}</li>"
        for speaker, plot in zip(shown, plots, strict=True)
    )


def _name(speaker: SpeakerSummary) -> str:
    return (
        f'<button type="button" class="onrecord-open-speaker" data-speaker="{escaped(speaker.name)}">'
        f"{isolated(speaker.name)}</button>"
    )


def _summary(speaker: SpeakerSummary, calendar: Calendar | None) -> str:
    lines = [kinds_in_words(speaker.n_quotations, speaker.n_paraphrases)]
    if calendar is not None and speaker.first:
        lines.append(readable_span(speaker.first, speaker.last))
    return "".join(f'<p class="onrecord-soft">{line}</p>' for line in lines)


def _amount(speaker: SpeakerSummary, most: int) -> str:
    """The number of passages and its bar, as long as the number is a part of the most."""
    bar = f'<rect width="{100 * speaker.n_passages / most:.4g}%" height="100%"/>'
    noun = "passage" if speaker.n_passages == 1 else "passages"
    return (
        f'<span class="onrecord-amount"><svg class="onrecord-bar" aria-hidden="true">{bar}</svg>'
        f'<span class="onrecord-n">{speaker.n_passages:,}<span class="onrecord-unseen"> {noun}</span></span></span>'
    )
