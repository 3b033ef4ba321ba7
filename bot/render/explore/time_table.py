"""The timeline as a table: the same numbers in words, for whoever cannot see the plot or wants to copy it."""

from collections.abc import Sequence

from bot.explore.periods import Calendar
from bot.explore.ranking import SpeakerSummary
from bot.render.escaping import isolated
from bot.render.explore.days import WITHOUT_DATE, readable_period, unplaced_in_words


def time_table(speakers: Sequence[SpeakerSummary], calendar: Calendar, places: Sequence[int]) -> str:
    """The speakers by the periods at these places, to be opened on demand."""
    periods = calendar.periods
    heads = "".join(f'<th scope="col">{readable_period(periods[place])}</th>' for place in places)
    has_unplaced = any(speaker.n_unplaced for speaker in speakers)
    left_out = [unplaced_in_words(calendar), WITHOUT_DATE] if has_unplaced else [WITHOUT_DATE]
    ends = "".join(f'<th scope="col">{words.capitalize()}</th>' for words in [*left_out, "all"])
    rows = "".join(_row(speaker, places, has_unplaced=has_unplaced) for speaker in speakers)
    return (
        '<details class="onrecord-as-table"><summary>The same as a table</summary>'
        '<div class="onrecord-table" role="region" aria-label="Passages over time" tabindex="0"><table>'
        "<caption>Number of passages by speaker and time</caption><thead><tr>"
        f'<th scope="col">Speaker</th>{heads}{ends}'
        f"</tr></thead><tbody>{rows}</tbody></table></div></details>"
    )


def _row(speaker: SpeakerSummary, places: Sequence[int], *, has_unplaced: bool) -> str:
    counts = dict(speaker.passages_in)
    left_out = [speaker.n_unplaced, speaker.n_undated] if has_unplaced else [speaker.n_undated]
    numbers = [*(counts.get(place, 0) for place in places), *left_out, speaker.n_passages]
    cells = "".join(f"<td>{n:,}</td>" for n in numbers)
    return f'<tr><th scope="row">{isolated(speaker.name)}</th>{cells}</tr>'
