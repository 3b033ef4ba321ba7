"""What the query asks for: whether it is one at all, and whose words it wants."""

import re
from collections.abc import Iterable, Mapping

from bot.settings import MAX_K, MAX_QUERY_CHARS
from index.article import is_text
from index.errors import QueryError

# What may stand around the name in a question that asks for anything the speaker said.
_BEFORE_NAME = r"(?:what(?: else)? (?:did|does|has)|(?:all )?(?:quotes?|quotations?|words|statements?) (?:by|from|of))"
_AFTER_NAME = r"(?:(?: else)? (?:say|says|said|tell us|told us)(?: else)?)?"


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


def given_speaker(name: str, speakers: Iterable[str]) -> str:
    """The speaker of that name as the passages write it; a last name will do where only one speaker has it.

    :raises QueryError: where no speaker, or more than one, has the name.
    """
    found = _names(speakers).get(_folded(name), ())
    if not found:
        raise QueryError(f"no passage has the speaker '{name.strip()}'; 'onrecord speakers' lists the names")
    if len(found) > 1:
        raise QueryError(f"'{name.strip()}' could be {' or '.join(found)}; give the full name")
    return found[0]


def speaker_of_any_words(query: str, speakers: Iterable[str]) -> str | None:
    """The speaker when the query asks for whatever they said ("What did Ana Lind say?"), else None.

    A query with a topic ("… say about the ferry?") is searched for its topic, and a name that could be several
    speakers' is nobody's.
    """
    asked = re.fullmatch(rf"{_BEFORE_NAME} (?P<name>.+?){_AFTER_NAME}", _folded(query).rstrip(" ?.!"))
    found = _names(speakers).get(asked.group("name"), ()) if asked else ()
    return found[0] if len(found) == 1 else None


def _names(speakers: Iterable[str]) -> Mapping[str, tuple[str, ...]]:
    """The speakers by full name and by last name, folded; a full name goes before another's last name."""
    by_full = {_folded(speaker): (speaker,) for speaker in speakers}
    by_last: dict[str, tuple[str, ...]] = {}
    for full, speaker in by_full.items():
        last = full.split()[-1]
        by_last[last] = by_last.get(last, ()) + speaker
    return by_last | by_full


def _folded(text: str) -> str:
    return " ".join(text.split()).casefold()
