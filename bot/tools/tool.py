"""The three tools: what each is called with, what it gives, and how that is made of an index."""

import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from pydantic import BaseModel

from bot.arguments import checked_arguments
from bot.records import ask_record, passage_details_record, speakers_record
from bot.schema import AnswerJson, Json, PassageDetailsJson, SpeakersJson
from bot.tools import words
from bot.tools.arguments import AskArguments, PassageArguments, SpeakersArguments
from index.passage_index import PassageIndex

Record = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Tool:
    """Something to ask an index for; `record` makes the JSON object that the HTTP API gives for the same."""

    name: str
    title: str
    description: str
    arguments: type[BaseModel]
    result: type[Json]
    record: Callable[[PassageIndex, Any], Record]

    @property
    def input_schema(self) -> Record:
        return self.arguments.model_json_schema()

    @property
    def output_schema(self) -> Record:
        # As it is read, not as it is written: what has a default may be missing from the object.
        return self.result.model_json_schema(mode="validation")

    def called(self, passage_index: PassageIndex, given: Mapping[str, Any]) -> Record:
        """What the tool gives for these arguments.

        :raises QueryError: where the arguments cannot be used.
        :raises UnknownPassageError: where no passage has the id.
        """
        return self.record(passage_index, checked_arguments(self.arguments, self.name, given))


def _ask(passage_index: PassageIndex, asked: AskArguments) -> Record:
    return ask_record(passage_index, asked)


def _speakers(passage_index: PassageIndex, wanted: SpeakersArguments) -> Record:
    return speakers_record(passage_index, wanted.find, wanted.limit, wanted.cursor)


def _passage(passage_index: PassageIndex, wanted: PassageArguments) -> Record:
    return passage_details_record(passage_index, wanted.id)


TOOLS: Mapping[str, Tool] = {
    tool.name: tool
    for tool in (
        Tool("ask", "Ask who said what", words.ASK, AskArguments, AnswerJson, _ask),
        Tool("speakers", "List the speakers", words.SPEAKERS, SpeakersArguments, SpeakersJson, _speakers),
        Tool("passage", "Look up a passage", words.PASSAGE, PassageArguments, PassageDetailsJson, _passage),
    )
}


def json_line(record: Record) -> str:
    """The record as the HTTP API writes it."""
    return json.dumps(record, ensure_ascii=False, allow_nan=False, separators=(",", ":"))
