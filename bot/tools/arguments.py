"""What the tools are called with. The same values are taken as over HTTP, and nothing that is not known."""

from collections.abc import Mapping
from typing import Any, TypeVar

from pydantic import BaseModel, ConfigDict, Field, ValidationError

from bot.answer import DEFAULT_K
from bot.filters import KINDS
from bot.query.check import MAX_PREVIOUS_CHARS
from bot.records import DEFAULT_LIMIT, AskParameters, Cursor, Limit
from bot.settings import MAX_K, MAX_QUERY_CHARS
from index.errors import QueryError

MAX_CHARS_SHOWN = 50

_AnyArguments = TypeVar("_AnyArguments", bound=BaseModel)

_WANTED = {"string_type": "text", "bool_type": "true or false", "bool_parsing": "true or false"}


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
    k: int = Field(
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


def checked_arguments(kind: type[_AnyArguments], tool: str, given: Mapping[str, Any]) -> _AnyArguments:
    """The arguments that a tool was called with.

    :raises QueryError: where one is missing, not known or of another type, in one sentence.
    """
    try:
        return kind.model_validate(dict(given))
    except ValidationError as error:
        raise QueryError(_sentence(kind, tool, error)) from error


def _sentence(kind: type[BaseModel], tool: str, error: ValidationError) -> str:
    # What is not known comes last in pydantic's list, but is the cause where a name was misspelt.
    faults = sorted(error.errors(), key=lambda fault: fault["type"] != "extra_forbidden")
    first = faults[0]
    name = _shown(first["loc"][0])
    if first["type"] == "extra_forbidden":
        known = ", ".join(field.alias or each for each, field in kind.model_fields.items())
        return f"'{name}' is no argument of {tool}; use {known}"
    if first["type"] == "missing":
        return f"'{name}' is missing; call {tool} with it"
    return f"{name} is '{_shown(first['input'])}'; give {_wanted(first['type'], first.get('ctx', {}))}"


def _wanted(fault: str, limits: Mapping[str, Any]) -> str:
    if "ge" in limits:
        return f"{limits['ge']} or more"
    if "le" in limits:
        return f"{limits['le']} or less"
    return _WANTED.get(fault, "a whole number")


def _shown(value: object) -> str:
    text = str(value)
    return text if len(text) <= MAX_CHARS_SHOWN else f"{text[:MAX_CHARS_SHOWN]}…"
