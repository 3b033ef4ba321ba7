"""Drafts of questions for a person to edit: fixed templates filled with the index's names, roles and titles."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import chain, zip_longest
from typing import Any

from bot.settings import MAX_QUERY_CHARS
from index.passage import Passage
from index.speakers.named import is_named

MAX_PHRASES = 20
"""No person looks through more."""

MIN_PHRASE_CHARS, MAX_PHRASE_CHARS = 40, 120
"""Enough that only copies of the passage hold the same; few enough to be read."""


@dataclass(frozen=True, slots=True)
class _Spoken:
    """A speaker's passages in one article."""

    speaker: str
    role: str | None
    passages: tuple[Passage, ...]

    @property
    def title(self) -> str | None:
        return self.passages[0].article.title


def drafts(passages: Sequence[Passage], n: int) -> Iterator[dict[str, Any]]:
    """At most `n` records of questions, each marked as a draft; fewer where the passages give no more.

    They take turns among the templates: by speaker, by role, following up, by speaker in everything, narration.
    """
    articles = _by_article(passages)
    spoken = [one for article in articles for one in _spoken(article)]
    kinds = (
        _by_speaker(spoken),
        _by_role(spoken),
        _following_up(spoken),
        _by_speaker_anywhere(passages),
        _narrations(articles),
    )
    in_turn = chain.from_iterable(zip_longest(*kinds))
    fitting = (draft for draft in in_turn if draft is not None and _is_fit(draft))
    for number, draft in zip(range(1, n + 1), fitting, strict=False):
        yield {"id": f"draft-{number:03}"} | draft | {"draft": True}


def _is_fit(draft: dict[str, Any]) -> bool:
    return len(draft["question"]) <= MAX_QUERY_CHARS and len(draft["contains"]) <= MAX_PHRASES


def _by_speaker(spoken: Sequence[_Spoken]) -> Iterator[dict[str, Any]]:
    for one in spoken:
        if one.title:
            yield _draft(f"What did {one.speaker} say in “{one.title}”?", one.passages, "by speaker", one.speaker)


def _by_role(spoken: Sequence[_Spoken]) -> Iterator[dict[str, Any]]:
    for one in spoken:
        if one.role and one.title:
            question = f"What did the {one.role} say in “{one.title}”?"
            yield _draft(question, one.passages, "by role", one.speaker)


def _following_up(spoken: Sequence[_Spoken]) -> Iterator[dict[str, Any]]:
    for one, other in zip(spoken, spoken[1:], strict=False):
        if one.title and one.passages[0].article.id == other.passages[0].article.id:
            before = f"What did {one.speaker} say in “{one.title}”?"
            if len(before) <= MAX_QUERY_CHARS:
                draft = _draft(f"And {other.speaker}?", other.passages, "follow-up", other.speaker)
                yield {"turns": [before]} | draft


def _by_speaker_anywhere(passages: Sequence[Passage]) -> Iterator[dict[str, Any]]:
    said: dict[str, list[Passage]] = {}
    for passage in passages:
        for speaker in filter(is_named, passage.speakers):
            said.setdefault(speaker, []).append(passage)
    for speaker, found in said.items():
        yield _draft(f"What did {speaker} say?", found, "by speaker", speaker)


def _narrations(articles: Sequence[Sequence[Passage]]) -> Iterator[dict[str, Any]]:
    for article in articles:
        for section, found in _sections(article).items():
            title = article[0].article.title
            if title:
                where = f" under “{section}”" if section else ""
                yield _draft(f"What does “{title}” report{where}?", found, "narration", None)


def _draft(question: str, passages: Sequence[Passage], tag: str, speaker: str | None) -> dict[str, Any]:
    phrases = list(dict.fromkeys(_phrase(passage, speaker) for passage in passages))
    return {"question": question, "contains": phrases, "speaker": speaker, "tags": [tag], "note": passages[0].text}


def _phrase(passage: Passage, speaker: str | None) -> str:
    """The first words of what the speaker says in the passage, or of the passage: they outlive a new numbering."""
    said = (a for a in passage.attributions if speaker is not None and a.speaker == speaker)
    first = next(said, None)
    begin = 0 if first is None else first.start_char
    rest = passage.text[begin:]
    n_said = len(rest) if first is None else first.end_char - begin
    n_chars = min(MAX_PHRASE_CHARS, max(MIN_PHRASE_CHARS, n_said))
    phrase, after = rest[:n_chars], rest[n_chars : n_chars + 1]
    ends_a_word = n_chars == n_said or not after.strip()
    return phrase if ends_a_word else phrase.rpartition(" ")[0] or phrase


def _by_article(passages: Sequence[Passage]) -> list[list[Passage]]:
    articles: dict[str, list[Passage]] = {}
    for passage in passages:
        articles.setdefault(passage.article.id, []).append(passage)
    return list(articles.values())


def _spoken(article: Sequence[Passage]) -> list[_Spoken]:
    said: dict[str, list[Passage]] = {}
    roles: dict[str, str] = {}
    for passage in article:
        for attribution in passage.attributions:
            if attribution.speaker is not None and attribution.role is not None:
                roles.setdefault(attribution.speaker, attribution.role)
        for speaker in filter(is_named, passage.speakers):
            said.setdefault(speaker, []).append(passage)
    return [_Spoken(speaker, roles.get(speaker), tuple(found)) for speaker, found in said.items()]


def _sections(article: Sequence[Passage]) -> dict[str | None, list[Passage]]:
    sections: dict[str | None, list[Passage]] = {}
    for passage in article:
        if not passage.attributions:
            sections.setdefault(passage.section, []).append(passage)
    return sections
