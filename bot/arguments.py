"""What a program calls something with, held against what is taken: one sentence on the first thing that is wrong."""

from collections.abc import Mapping
from types import MappingProxyType
from typing import Any, TypeVar

from pydantic import BaseModel, ValidationError

from index.errors import QueryError

MAX_CHARS_SHOWN = 50

_AnyArguments = TypeVar("_AnyArguments", bound=BaseModel)

_WANTED = {
    "string_type": "text",
    "string_unicode": "text",
    "bool_type": "true or false",
    "bool_parsing": "true or false",
}


def checked_arguments(
    kind: type[_AnyArguments], tool: str, given: Mapping[str, Any], names: Mapping[str, str] = MappingProxyType({})
) -> _AnyArguments:
    """The arguments that a tool, or a function, was called with.

    :param names: what the caller knows an argument by, where that is another name than the kind's.
    :raises QueryError: where one is missing, not known or of another type, in one sentence.
    """
    try:
        return kind.model_validate(dict(given))
    except ValidationError as error:
        raise QueryError(_sentence(kind, tool, error, names)) from error


def _sentence(kind: type[BaseModel], tool: str, error: ValidationError, names: Mapping[str, str]) -> str:
    # What is not known comes last in pydantic's list, but is the cause where a name was misspelt.
    faults = sorted(error.errors(), key=lambda fault: fault["type"] != "extra_forbidden")
    first = faults[0]
    name = _shown(names.get(str(first["loc"][0]), first["loc"][0]))
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
