"""What the query asks for: whether it is one at all, and whose words it wants."""

from collections.abc import Sequence

from bot.settings import MAX_K, MAX_QUERY_CHARS
from index.errors import QueryError
from index.passage import Passage, distinct_speakers


def checked_query(query: str, k: int) -> str:
    """The query as it was asked.

    :raises QueryError: where it is blank, too long or not text, or where `k` is out of range.
    """
    if not query.strip():
        raise QueryError("the question is empty; ask one in a few words")
    if len(query) > MAX_QUERY_CHARS:
        raise QueryError(f"the question has {len(query)} characters; ask it in {MAX_QUERY_CHARS} or fewer")
    if any("\ud800" <= character <= "\udfff" for character in query) or "\0" in query:
        raise QueryError("the question holds a character that is not text; type it anew")
    if not 1 <= k <= MAX_K:
        raise QueryError(f"k is {k}; ask for 1 to {MAX_K} passages")
    return query


def resolved_speaker(name: str | None, passages: Sequence[Passage]) -> str | None:
    """The speaker of that name as the passages write it; a last name will do where only one speaker has it.

    :raises QueryError: where no speaker, or more than one, has the name.
    """
    if name is None or not name.strip():
        return None
    wanted = _folded(name)
    speakers = distinct_speakers(passages)
    found = [s for s in speakers if _folded(s) == wanted] or [s for s in speakers if _folded(s.split()[-1]) == wanted]
    if not found:
        raise QueryError(f"no passage has the speaker '{name.strip()}'; 'onrecord speakers' lists the names")
    if len(found) > 1:
        raise QueryError(f"'{name.strip()}' could be {' or '.join(found)}; give the full name")
    return found[0]


def _folded(name: str) -> str:
    return " ".join(name.split()).casefold()
