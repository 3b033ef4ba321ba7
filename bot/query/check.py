"""Whether a question, the turn before it and a speaker's name can be used as they were given."""

from collections.abc import Iterable, Mapping

from bot.settings import MAX_K, MAX_QUERY_CHARS
from index.article import is_text
from index.errors import QueryError
from index.speakers.words import folded

MAX_PREVIOUS_CHARS = 5 * MAX_QUERY_CHARS
"""The turn before may itself follow on one, and so on."""

MAX_TURNS = 4
"""How many turns a follow-up can reach back."""


def checked_query(query: str, k: int) -> str:
    """The query as it was asked.

    :raises QueryError: where it is blank, too long or not text, or where `k` is out of range.
    """
    if not query.strip():
        raise QueryError("the question is empty; ask one in a few words")
    if len(query) > MAX_QUERY_CHARS:
        raise QueryError(f"the question has {len(query)} characters; ask it in {MAX_QUERY_CHARS} or fewer")
    if not is_text(query):
        raise QueryError("the question holds a character that is not text; type it anew")
    if not 1 <= k <= MAX_K:
        raise QueryError(f"k is {k}; ask for 1 to {MAX_K} passages")
    return query


def checked_previous(previous: str | None) -> tuple[str, ...]:
    """The last few turns before, oldest first, a line each; none where there is only white space.

    :raises QueryError: where they are too long or not text.
    """
    lines = tuple(line for line in (previous or "").split("\n") if line.strip())
    if previous is not None and len(previous) > MAX_PREVIOUS_CHARS:
        raise QueryError(f"the question before has {len(previous)} characters; give the last one only")
    if not all(is_text(line) for line in lines):
        raise QueryError("the question before holds a character that is not text; type it anew")
    return lines[-MAX_TURNS:]


def given_speaker(name: str, speakers: Iterable[str]) -> str:
    """The speaker of that name as the passages write it; a last name will do where only one speaker has it.

    :raises QueryError: where no speaker, or more than one, has the name.
    """
    found = _names(speakers).get(_folded(name), ())
    if not found:
        raise QueryError(f"no passage has the speaker '{name.strip()}'; choose a name from the list of speakers")
    if len(found) > 1:
        raise QueryError(f"'{name.strip()}' could be {' or '.join(found)}; give the full name")
    return found[0]


def _names(speakers: Iterable[str]) -> Mapping[str, tuple[str, ...]]:
    """The speakers by full name and by last name, folded; a full name goes before another's last name."""
    by_full = {_folded(speaker): (speaker,) for speaker in speakers}
    by_last: dict[str, tuple[str, ...]] = {}
    for full, speaker in by_full.items():
        last = full.split()[-1]
        by_last[last] = by_last.get(last, ()) + speaker
    return by_last | by_full


def _folded(text: str) -> str:
    return " ".join(folded(word) for word in text.split())
