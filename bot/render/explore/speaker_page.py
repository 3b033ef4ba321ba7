"""A speaker's page: who they are in the articles' words, and every passage of theirs in order of date."""

from collections.abc import Sequence

from bot.explore.overview import Exploration
from bot.explore.periods import Calendar
from bot.explore.profile import ArticleShare, RoleGiven, SpeakerProfile
from bot.explore.ranking import SpeakerSummary
from bot.render.article_title import article_title
from bot.render.card import passage_card
from bot.render.counts import counted
from bot.render.dates import readable_date
from bot.render.escaping import escaped, isolated
from bot.render.explore.counts import kinds_in_words
from bot.render.explore.days import readable_span, without_date
from bot.render.explore.time_table import time_table
from bot.render.explore.timeline import axis, periods_in_days, reading_note, strip
from bot.text_fragment import fragment_link
from index.article import ArticleMetadata

PASSAGES_A_PAGE = 20

MAX_LISTED = 100
"""Articles and roles that are listed; of more, the rest is a number: the passages below name them all."""

MAX_OPEN = 6
"""A longer list is closed at first, so that the passages are not pushed off the screen."""


def speaker_page(profile: SpeakerProfile, summary: SpeakerSummary, exploration: Exploration) -> str:
    """The whole page, with the first passages."""
    name, calendar = escaped(profile.name), exploration.calendar
    periods = f' data-periods="{periods_in_days(calendar)}"' if calendar else ""
    return (
        f'<section class="onrecord-explore" data-view="speaker" data-speaker="{name}"{periods}>'
        '<button type="button" class="onrecord-to-overview">All speakers</button>'
        f'<h2 tabindex="-1">{isolated(profile.name)}</h2>{_roles_now(profile)}'
        f"{_numbers(summary, len(profile.articles), calendar)}"
        f'<button type="button" class="onrecord-ask-speaker" data-speaker="{name}">'
        f"Ask what {isolated(profile.name)} said</button>"
        f"{_time(summary, exploration)}{_articles(profile.articles)}{_roles(profile.roles)}"
        f"<h3>Passages</h3>{next_passages(profile, 0)}</section>"
    )


def next_passages(profile: SpeakerProfile, after: int) -> str:
    """The passages behind the first `after` as cards, and the button for those that follow."""
    n = len(profile.passages)
    shown = profile.passages[after : after + PASSAGES_A_PAGE]
    cards = "".join(
        passage_card(passage, f"Passage {number} of {n}", link=fragment_link(passage.article.url, passage.text))
        for number, passage in enumerate(shown, after + 1)
    )
    return f'<div class="onrecord-passages">{cards}</div>{_more(n, after + len(shown))}'


def _more(n: int, shown: int) -> str:
    n_left = n - shown
    if n_left <= 0:
        return ""
    return (
        f'<button type="button" class="onrecord-more" data-after="{shown}">'
        f"Show the next {min(PASSAGES_A_PAGE, n_left)}<span> of {n_left:,}</span></button>"
    )


def _roles_now(profile: SpeakerProfile) -> str:
    roles = "; ".join(isolated(role) for role in profile.latest_roles)
    return f'<p class="onrecord-roles-now">{roles}</p>' if roles else ""


def _numbers(summary: SpeakerSummary, n_articles: int, calendar: Calendar | None) -> str:
    facts = [
        f"{counted(summary.n_passages, 'passage')} in {counted(n_articles, 'article')}",
        kinds_in_words(summary.n_quotations, summary.n_paraphrases),
        *_dates(summary, calendar),
    ]
    return f'<ul class="onrecord-numbers">{"".join(f"<li>{fact}</li>" for fact in facts)}</ul>'


def _dates(summary: SpeakerSummary, calendar: Calendar | None) -> list[str]:
    if not summary.first:
        return ["no date is known"]
    left_out = without_date(summary.n_undated, summary.n_unplaced, calendar)
    return [readable_span(summary.first, summary.last), *left_out]


def _time(summary: SpeakerSummary, exploration: Exploration) -> str:
    """The speaker's strip; none where all is of one day or the words may mean several speakers."""
    if exploration.calendar is None or summary not in exploration.named or not summary.passages_in:
        return ""
    calendar, n_most = exploration.calendar, max(n for _, n in summary.passages_in)
    plot = reading_note(calendar, n_most) + axis(calendar) + strip(summary, calendar, n_most)
    table = time_table([summary], calendar, [place for place, _ in summary.passages_in])
    return f'<div class="onrecord-own-time">{plot}{table}</div>'


def _articles(shares: Sequence[ArticleShare]) -> str:
    items = "".join(f"<li>{_article(share)}</li>" for share in shares[:MAX_LISTED])
    return _listing("Articles", len(shares), f'<ul class="onrecord-articles">{items}</ul>')


def _article(share: ArticleShare) -> str:
    facts = ", ".join(isolated(fact) for fact in (share.article.publisher, _day(share.article)) if fact)
    return (
        f'{article_title(share.article)}<span class="onrecord-soft">{facts}{" · " if facts else ""}'
        f"{counted(share.n_passages, 'passage')}</span>"
    )


def _roles(roles: Sequence[RoleGiven]) -> str:
    if not roles:
        return ""
    items = "".join(f"<li>{_role(given)}</li>" for given in roles[:MAX_LISTED])
    return _listing("Roles as given over time", len(roles), f'<ol class="onrecord-roles">{items}</ol>')


def _role(given: RoleGiven) -> str:
    day = _day(given.article)
    where = f"{isolated(day)}, {article_title(given.article)}" if day else article_title(given.article)
    return f'<span class="onrecord-given">{isolated(given.role)}</span><span class="onrecord-soft">{where}</span>'


def _listing(heading: str, n: int, items: str) -> str:
    """The list under its heading, closed where it is long."""
    left = f'<p class="onrecord-soft">and {n - MAX_LISTED:,} more</p>' if n > MAX_LISTED else ""
    is_open = " open" if n <= MAX_OPEN else ""
    return (
        f'<details class="onrecord-listing"{is_open}><summary><h3>{heading}</h3> '
        f'<span class="onrecord-soft">{n:,}</span></summary>{items}{left}</details>'
    )


def _day(article: ArticleMetadata) -> str | None:
    return readable_date(article.published) if article.published else None
