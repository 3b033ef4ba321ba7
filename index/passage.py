"""Passages, the verbatim units that are indexed and shown, and their JSONL file, the seam between the halves."""

import json
import os
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import asdict, dataclass
from functools import cache
from pathlib import Path
from typing import Any, Literal

from pydantic import ConfigDict, TypeAdapter, ValidationError, with_config

from index.article import ArticleMetadata
from index.errors import PassageFileError
from index.files import write_atomically

QuotationKind = Literal["direct", "mixed", "indirect"]


@with_config(ConfigDict(strict=True))
@dataclass(frozen=True, slots=True)
class TextSpan:
    """Words of the article and where they stand.

    Offsets count from the passage's first character; where `paragraph` is given, from the first character of that
    paragraph of the canonical text instead (the words stand outside the passage).
    """

    text: str
    start_char: int
    end_char: int
    paragraph: int | None = None


@with_config(ConfigDict(strict=True))
@dataclass(frozen=True, slots=True)
class Attribution:
    """The link of a quotation to its cue and its speaker; offsets count from the passage's first character.

    `role` is the article's own fullest phrase about the speaker, `evidence` one word for how the speaker was found,
    `confidence` lies in 0..1, `antecedent` is the word that a pronoun was taken to stand for.
    """

    kind: QuotationKind
    start_char: int
    end_char: int
    speaker: str | None = None
    role: str | None = None
    speaker_mention: TextSpan | None = None
    cue: TextSpan | None = None
    evidence: str = ""
    confidence: float = 0.0
    antecedent: TextSpan | None = None


@with_config(ConfigDict(strict=True))
@dataclass(frozen=True, slots=True)
class Passage:
    """A verbatim unit: where it has offsets, `article text[start_char:end_char] == text`.

    No attribution at all means narration: the words of the article's author.
    """

    id: str
    text: str
    article: ArticleMetadata
    section: str | None = None
    paragraph: int | None = None
    start_char: int | None = None
    end_char: int | None = None
    attributions: tuple[Attribution, ...] = ()

    @property
    def speakers(self) -> tuple[str, ...]:
        """The distinct speakers' names in order of appearance."""
        return tuple(dict.fromkeys(a.speaker for a in self.attributions if a.speaker is not None))


def passage_record(passage: Passage) -> dict[str, Any]:
    """The passage as the JSON object of passages.jsonl; a span that stands in the passage has no `paragraph`."""
    record = asdict(passage)
    record["attributions"] = list(record["attributions"])
    for attribution in record["attributions"]:
        for field in ("speaker_mention", "cue"):
            if attribution[field] and attribution[field]["paragraph"] is None:
                del attribution[field]["paragraph"]
    return record


def passage_line(passage: Passage) -> str:
    """The passage as one line of passages.jsonl, with its line end."""
    return json.dumps(passage_record(passage), ensure_ascii=False) + "\n"


def write_passages(passages: Iterable[Passage], path: Path) -> None:
    """Replace the file in one atomic step."""
    write_atomically(path, "".join(passage_line(passage) for passage in passages))


def read_passages(path: Path) -> list[Passage]:
    """The file's passages in order; blank lines are passed over.

    :raises PassageFileError: on the first malformed line or second use of an id, naming the line.
    """
    if not path.is_file():
        raise PassageFileError(f"no passages at {path}; run 'onrecord read' to make the file")
    passages: list[Passage] = []
    line_of_id: dict[str, int] = {}
    for number, line in _lines(path):
        passage = _parse_line(line, f"{path}:{number}")
        first = line_of_id.setdefault(passage.id, number)
        if first != number:
            raise PassageFileError(f"{path}:{number}: id '{passage.id}' stands on line {first} already; rename one")
        passages.append(passage)
    if not passages:
        raise PassageFileError(f"{path} holds no passage; run 'onrecord read' to make the file anew")
    return passages


def _lines(path: Path) -> Iterator[tuple[int, str]]:
    try:
        with path.open(encoding="utf-8", newline="\n") as file:
            yield from ((number, line) for number, line in enumerate(file, 1) if line.strip())
    except UnicodeDecodeError as error:
        raise PassageFileError(f"{path} is not UTF-8 text ({error.reason}); write it as UTF-8 JSON lines") from error
    except OSError as error:
        raise PassageFileError(f"{path} cannot be read: {os.strerror(error.errno or 0)}") from error


def _parse_line(line: str, where: str) -> Passage:
    try:
        record = json.loads(line)
    except (json.JSONDecodeError, RecursionError) as error:
        raise PassageFileError(f"{where}: not a JSON object ({error}); mend or remove the line") from error
    try:
        return passage_of(record)
    except ValueError as error:
        raise PassageFileError(f"{where}: {error}; mend the line") from error


def passage_of(record: Any) -> Passage:  # noqa: ANN401 - whatever JSON holds
    """The passage that a JSON object describes, as `passage_record` gives it.

    :raises ValueError: where it is none, saying why.
    """
    if not isinstance(record, dict):
        raise ValueError(f"a JSON object is expected, not {type(record).__name__}")
    if isinstance(record.get("id"), str) and record.get("article") is None:
        record = record | {"article": {"id": article_id_of(record["id"])}}
    try:
        passage = _passage_adapter().validate_json(json.dumps(record))
    except ValidationError as error:
        raise ValueError(_first_fault(error)) from error
    fault = _unshowable(passage)
    if fault:
        raise ValueError(fault)
    return passage


@cache
def _passage_adapter() -> TypeAdapter[Passage]:
    return TypeAdapter(Passage)


def _first_fault(error: ValidationError) -> str:
    first = error.errors(include_url=False, include_input=False)[0]
    field = ".".join(str(part) for part in first["loc"])
    if first["type"] in ("missing", "missing_argument"):
        return f"'{field}' is missing"
    if not field:
        return first["msg"]
    return f"'{field}' is not right ({first['msg'].lower()})"


def _unshowable(passage: Passage) -> str | None:
    """Why the passage could not be shown and found again character for character, or None."""
    if not passage.id.strip():
        return "'id' is blank"
    if not passage.text.strip():
        return "'text' is blank"
    if "\0" in passage.text or "\0" in passage.id:
        return "the text holds a NUL character, which no page can show"
    if any(a.speaker is not None and not a.speaker.strip() for a in passage.attributions):
        return "a speaker's name is blank"
    if not all(0 <= a.confidence <= 1 for a in passage.attributions):
        return "a confidence lies outside 0..1"
    if any(not 0 <= a.start_char < a.end_char <= len(passage.text) for a in passage.attributions):
        return "an attribution's offsets lie outside the text"
    return None


def article_id_of(passage_id: str) -> str:
    """The article's part of a passage id, `<article id>:<passage number>`."""
    article_id, colon, _ = passage_id.rpartition(":")
    return article_id if colon else passage_id


def distinct_speakers(passages: Sequence[Passage]) -> dict[str, int]:
    """Each speaker's name with the number of passages it stands on, most first, then by name."""
    counts: dict[str, int] = {}
    for passage in passages:
        for speaker in passage.speakers:
            counts[speaker] = counts.get(speaker, 0) + 1
    return dict(sorted(counts.items(), key=lambda item: (-item[1], item[0])))
