"""What an answer is narrowed to, in one line of fixed words: the same on every screen."""

from collections.abc import Callable, Iterator

from bot.answer import Answer, SpeakerNamedIn
from bot.filters import Filters
from bot.render.dates import readable_date

_KIND_WORDS = {
    None: ("with", ""),
    "quotation": ("with a quotation of", "with a quotation"),
    "paraphrase": ("with a paraphrase of", "with a paraphrase"),
    "narration": ("of narration with", "of narration"),
}
"""Kind -> the words before a speaker's name, and the words where there is none."""

_NAMED_IN: dict[SpeakerNamedIn | None, str] = {
    "query": "named in the question",
    "previous": "from the question before",
}


def filter_line(answer: Answer, shown: Callable[[str], str], *, way_out: str = "") -> str:
    """Every filter in force, or nothing where there is none.

    :param shown: what makes a name or date fit for the screen; all else is fixed words.
    :param way_out: fixed words on how to drop a speaker who was recognised, not chosen.
    """
    parts = [*_voice(answer, shown, way_out), *_publication(answer.filters, shown)]
    return f"Only passages {', '.join(parts)}" if parts else ""


def is_recognised(answer: Answer) -> bool:
    """Whether the answer is narrowed to a speaker whom nobody chose as a filter."""
    return answer.filters.speaker is not None and answer.speaker_named_in in _NAMED_IN


def _voice(answer: Answer, shown: Callable[[str], str], way_out: str) -> Iterator[str]:
    before_name, alone = _KIND_WORDS[answer.filters.kind]
    if answer.filters.speaker is not None:
        note = f" ({_NAMED_IN[answer.speaker_named_in]}{way_out})" if is_recognised(answer) else ""
        yield f"{before_name} {shown(answer.filters.speaker)}{note}"
    elif alone:
        yield alone


def _publication(filters: Filters, shown: Callable[[str], str]) -> Iterator[str]:
    if filters.publisher is not None:
        yield f"published by {shown(filters.publisher)}"
    first, last = (shown(readable_date(day)) if day else None for day in (filters.published_from, filters.published_to))
    if first and last:
        yield f"dated {first}" if first == last else f"dated {first} to {last}"
    elif first:
        yield f"dated {first} or later"
    elif last:
        yield f"dated {last} or earlier"
