"""What the tools are called with. The same values are taken as over HTTP, and nothing that is not known."""

from typing import Annotated

from pydantic import BaseModel, ConfigDict, Field

from bot.answer import DEFAULT_K
from bot.filters import KINDS
from bot.query.check import MAX_PREVIOUS_CHARS
from bot.records import DEFAULT_LIMIT, AskParameters, Cursor, Limit, Whole
from bot.settings import MAX_K, MAX_QUERY_CHARS


class AskArguments(AskParameters):
    """What a question is asked with."""

    # The limits are for the caller to see; the question's own check holds them, with its own sentences.

    model_config = ConfigDict(extra="forbid", populate_by_name=False)

    q: str = Field(
        description="The question, in plain words.", json_schema_extra={"minLength": 1, "maxLength": MAX_QUERY_CHARS}
    )
    kind: str | None = Field(
        default=None,
        description="Only passages of this kind: with a quotation, with a paraphrase, or with neither.",
        json_schema_extra={"enum": [*KINDS, None]},
    )
    previous: str | None = Field(
        default=None,
        description="The question before, where this one follows up on it; of several, one a line.",
        json_schema_extra={"maxLength": MAX_PREVIOUS_CHARS},
    )
    k: Annotated[int, Whole] = Field(
        default=DEFAULT_K,
        description="How many passages at most.",
        json_schema_extra={"minimum": 1, "maximum": MAX_K},
    )


class SpeakersArguments(BaseModel):
    """Which speakers are wanted."""

    model_config = ConfigDict(extra="forbid")

    find: str = Field(default="", description="The beginnings of words of a name; where blank, every speaker.")
    limit: Limit = DEFAULT_LIMIT
    cursor: Cursor = None


class PassageArguments(BaseModel):
    """Which passage is wanted."""

    model_config = ConfigDict(extra="forbid")

    id: str = Field(description="A passage's id, as answers give it.")
