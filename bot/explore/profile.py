"""One speaker: all their passages in order of date, the articles they stand in, the roles that these give them."""

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import groupby

from bot.dates import DateParts, date_parts
from index.article import ArticleMetadata
from index.passage import Passage

_AFTER_ALL: DateParts = (date.max.year + 1,)


@dataclass(frozen=True, slots=True)
class ArticleShare:
    """An article, and how many of the speaker's passages stand in it."""

    article: ArticleMetadata
    n_passages: int


@dataclass(frozen=True, slots=True)
class RoleGiven:
    """A role in the article's words, and the article that gives it first before another is given."""

    role: str
    article: ArticleMetadata


@dataclass(frozen=True, slots=True)
class SpeakerProfile:
    """A speaker's passages by date, then article, then number; those without a date are last.

    A month stands before its days. `roles` are in the passages' order, a role that is given again at once not
    repeated. `latest_roles` are the distinct ones that the last article to give any gives, dated articles before
    undated ones.
    """

    name: str
    passages: tuple[Passage, ...]
    articles: tuple[ArticleShare, ...]
    roles: tuple[RoleGiven, ...]
    latest_roles: tuple[str, ...]


def profile_of(name: str, passages: Sequence[Passage]) -> SpeakerProfile:
    """The profile of that speaker, of all passages that have them as a speaker, in the order of their file."""
    ordered = [passages[row] for row in sorted(range(len(passages)), key=lambda row: _place(passages[row], row))]
    given = [RoleGiven(role, passage.article) for passage in ordered for role in _roles(name, passage)]
    return SpeakerProfile(
        name=name,
        passages=tuple(ordered),
        articles=_articles(ordered),
        roles=tuple(next(run) for _, run in groupby(given, key=lambda item: item.role)),
        latest_roles=_latest(given),
    )


def _place(passage: Passage, row: int) -> tuple[DateParts, str, int, int]:
    """Where the passage stands among the others; the row settles it where an id has no number."""
    number = passage.id.rpartition(":")[2]
    is_number = number.isascii() and number.isdigit()
    return date_parts(passage.article.published) or _AFTER_ALL, passage.article.id, int(number) if is_number else 0, row


def _latest(given: Sequence[RoleGiven]) -> tuple[str, ...]:
    dated = [each for each in given if date_parts(each.article.published)] or given
    return tuple(dict.fromkeys(each.role for each in dated if each.article.id == dated[-1].article.id))


def _roles(name: str, passage: Passage) -> Iterator[str]:
    return (a.role for a in passage.attributions if a.speaker == name and a.role and a.role.strip())


def _articles(passages: Sequence[Passage]) -> tuple[ArticleShare, ...]:
    counts = Counter(passage.article.id for passage in passages)
    articles = {passage.article.id: passage.article for passage in passages}
    return tuple(ArticleShare(article, counts[article.id]) for article in articles.values())
