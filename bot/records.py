"""What programs are given, as JSON objects: the same over HTTP, over MCP and in this process."""

import re
from typing import Annotated, Any

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field

from bot.answer import DEFAULT_K, Context, answer_query
from bot.cursor import part_of
from bot.filters import Filters
from bot.phrases import checked_phrase, holders_of
from bot.render.citations.citation import citation
from bot.render.citations.credit_words import credit_words
from bot.render.citations.formats import CITATION_FORMATS
from bot.render.json import answer_record, context_record
from bot.settings import MAX_K, MAX_QUERY_CHARS
from bot.text_fragment import fragment_link
from bot.typeahead import goes_with
from index.errors import UnknownPassageError
from index.passage import passage_record
from index.passage_index import PassageIndex

DEFAULT_LIMIT = 100
MAX_LIMIT = 1000

_WHOLE = re.compile(r"-?[0-9]{1,18}")


def _whole(given: object) -> object:
    """What was given, unless it is a text that is no whole number, or true: "1_0" is none, nor is "3.0"."""
    if isinstance(given, bool) or (isinstance(given, str) and not _WHOLE.fullmatch(given)):
        raise ValueError("no whole number")
    return given


Whole = BeforeValidator(_whole)
Limit = Annotated[int, Field(ge=1, le=MAX_LIMIT, description="How many at most."), Whole]
Cursor = Annotated[str | None, Field(description="What 'next' of the reply before was.")]
Date = Annotated[str | None, Field(description="A day, month or year: YYYY-MM-DD, YYYY-MM or YYYY.")]


class AskParameters(BaseModel):
    """What a question is asked with."""

    model_config = ConfigDict(populate_by_name=True)

    q: str = Field(
        description=f"The question, {MAX_QUERY_CHARS} characters at most.", examples=["Who wants sanctions?"]
    )
    speaker: str | None = Field(default=None, description="Only passages with this speaker.")
    kind: str | None = Field(default=None, description="Only quotation, paraphrase or narration.")
    publisher: str | None = Field(default=None, description="Only passages of this publisher's articles.")
    published_from: Date = Field(default=None, alias="from")
    published_to: Date = Field(default=None, alias="to")
    anyone: bool = Field(default=False, description="Do not narrow to a speaker named in the question.")
    previous: str | None = Field(
        default=None, description="The question before, where this one follows up on it; of several, one a line."
    )
    k: Annotated[int, Whole] = Field(default=DEFAULT_K, description=f"How many passages at most, 1 to {MAX_K}.")

    @classmethod
    def names(cls) -> tuple[str, ...]:
        """The parameters' names in a request."""
        return tuple(field.alias or name for name, field in cls.model_fields.items())

    @property
    def filters(self) -> Filters:
        return Filters(self.speaker, self.kind, self.publisher, self.published_from, self.published_to)


def ask_record(passage_index: PassageIndex, asked: AskParameters, *, with_ranking: bool = False) -> dict[str, Any]:
    """The answer, as `AnswerJson` has it.

    :raises QueryError: where the question, a filter or `k` cannot be used.
    """
    answer = answer_query(
        asked.q, passage_index, filters=asked.filters, previous=asked.previous, anyone=asked.anyone, k=asked.k
    )
    return answer_record(answer, with_ranking=with_ranking)


def speakers_record(
    passage_index: PassageIndex, find: str = "", limit: int = DEFAULT_LIMIT, cursor: str | None = None
) -> dict[str, Any]:
    """The speakers whose names go with what is typed, as `SpeakersJson` has them.

    :raises QueryError: where the cursor cannot be used.
    """
    snapshot, is_wanted = passage_index.snapshot, goes_with(find)
    found = [(name, n) for name, n in snapshot.speakers.items() if is_wanted(name)]
    part = part_of(found, limit, cursor, snapshot.generation, f"speakers {find}")
    return {"speakers": [{"name": name, "passages": n} for name, n in part.items], "next": part.next}


def passage_details_record(passage_index: PassageIndex, passage_id: str) -> dict[str, Any]:
    """The passage with all that belongs to it, as `PassageDetailsJson` has it.

    :raises UnknownPassageError: where no passage has that id.
    """
    snapshot = passage_index.snapshot
    found = snapshot.get(passage_id)
    if found is None:
        raise UnknownPassageError(f"no passage has the id '{passage_id}'; answers give the ids there are")
    return {
        "passage": passage_record(found),
        "speakers": list(found.speakers),
        "credits": credit_words(found),
        "context": context_record(Context(*snapshot.neighbours(passage_id))),
        "link": fragment_link(found.article.url, found.text),
        "citations": {format: citation(found, format) for format in CITATION_FORMATS},
    }


def holders_record(
    passage_index: PassageIndex, phrase: str, limit: int = MAX_LIMIT, cursor: str | None = None
) -> dict[str, Any]:
    """Who holds the phrase, as `HoldersJson` has it.

    :raises QueryError: where the phrase or the cursor cannot be used.
    """
    snapshot = passage_index.snapshot
    found = holders_of(checked_phrase(phrase), snapshot)
    # Articles are named only where no passage is, so one of the two lists is empty.
    part = part_of(found.passages or found.articles, limit, cursor, snapshot.generation, f"passages {phrase}")
    passages, articles = (part.items, ()) if found.passages else ((), part.items)
    similar = found.similar and {"id": found.similar.passage_id, "text": found.similar.words}
    return {"passages": list(passages), "articles": list(articles), "similar": similar, "next": part.next}
