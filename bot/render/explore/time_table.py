"""The timeline as a table: the same numbers in words, for whoever cannot see the plot or wants to copy it."""

from collections.abc import Sequence

from bot.explore.overview import SpeakerSummary
from bot.explore.periods import Calendar
from bot.render.escaping import isolated
from bot.render.explore.days import readable_period


def time_table(speakers: Sequence[SpeakerSummary], calendar: Calendar, places: Sequence[int]) -> str:
    """The speakers by the periods at these places, to be opened on demand."""
    periods = calendar.periods
    heads = "".join(f'<th scope="col">{readable_period(periods[place])}</th>' for place in places)
    rows = "".join(_row(speaker, places) for speaker in speakers)
    return (
        '<details class="onrecord-as-table"><summary>The same as a table</summary>'
        '<div class="onrecord-table" role="region" aria-label="Passages over time" tabindex="0"><table>'
        "<caption>Number of passages by speaker and time</caption><thead><tr>"
        f'<th scope="col">Speaker</th>{heads}<th scope="col">Without a date</th><th scope="col">All</th>'
        f"</tr></thead><tbody>{rows}</tbody></table></div></details>"
    )


def _row(speaker: SpeakerSummary, places: Sequence[int]) -> str:
    counts = dict(speaker.passages_in)
    numbers = [*(counts.get(place, 0) for place in places), speaker.n_undated, speaker.n_passages]
    cells = "".join(f"<td>{n:,}</td>" for n in numbers)
    return f'<tr><th scope="row">{isolated(speaker.name)}</th>{cells}</tr>'
