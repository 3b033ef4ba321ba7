"""What is asked, and that it is verbatim: the line at the head of the page, with what checks it."""

from datetime import UTC, datetime

from bot.about import About
from bot.render.counts import counted
from bot.render.dates import readable_date
from bot.render.escaping import escaped, isolated

PROMISE = "Every word below is verbatim; nothing is generated."


def about_line(about: About) -> str:
    """The numbers of the index and the button that checks the passages on the screen."""
    facts = [
        counted(about.n_passages, "passage"),
        counted(about.n_articles, "article"),
        counted(about.n_speakers, "speaker"),
        f'built <time datetime="{escaped(about.built)}">{escaped(_readable_time(about.built))}</time>',
        f"by {isolated(about.model)}",
    ]
    items = "".join(f"<li>{fact}</li>" for fact in facts)
    return (
        f'<div class="onrecord-about"><ul class="onrecord-about-facts" aria-label="About the index">{items}</ul>'
        f'<p class="onrecord-promise">{PROMISE} '
        '<button type="button" class="onrecord-verify">Verify</button></p>'
        '<p class="onrecord-verdict" role="status"></p></div>'
    )


def _readable_time(built: str) -> str:
    """The day and the minute, in UTC as the index has it; anything else as it stands."""
    try:
        moment = datetime.fromisoformat(built)
    except ValueError:
        return built
    moment = moment.astimezone(UTC)
    return f"{readable_date(moment.date().isoformat())}, {moment:%H:%M} UTC"
