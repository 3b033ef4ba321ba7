"""A passage as a segment keeps it: its text apart, all other fields as JSON, and one hash over everything."""

import hashlib
import json
from dataclasses import fields
from typing import Any

from index.article import ArticleMetadata
from index.passage import Attribution, Passage, TextSpan

_SPAN_FIELDS = ("speaker_mention", "cue", "antecedent")
_APART = ("id", "text")
_FIELDS = {
    kind: tuple(
        (field.name, field.default) for field in fields(kind) if kind is not Passage or field.name not in _APART
    )
    for kind in (Passage, ArticleMetadata, Attribution, TextSpan)
}


def record_of(passage: Passage) -> bytes:
    """The passage without its id and text, as a JSON object in UTF-8; a field that has its default is left out."""
    return json.dumps(_filled(passage), default=_filled, ensure_ascii=False, separators=(",", ":")).encode("utf-8")


def passage_from(passage_id: str, text: str, record: bytes) -> Passage:
    """The passage that `record_of` was given; what it says is not checked again."""
    filled = json.loads(record)
    filled["article"] = ArticleMetadata(**filled["article"])
    if "attributions" in filled:
        filled["attributions"] = tuple(map(_attribution, filled["attributions"]))
    return Passage(passage_id, text, **filled)


def row_sha256(row: int, *parts: bytes | None) -> bytes:
    """The digest of a row's number and its values; None is another value than no bytes."""
    hashed = hashlib.sha256(row.to_bytes(8, "little"))
    for part in parts:
        hashed.update(b"-" if part is None else b"%d:" % len(part))
        hashed.update(part or b"")
    return hashed.digest()


def _filled(value: Passage | ArticleMetadata | Attribution | TextSpan) -> dict[str, Any]:
    values = ((name, default, getattr(value, name)) for name, default in _FIELDS[type(value)])
    return {name: filled for name, default, filled in values if filled != default}


def _attribution(filled: dict[str, Any]) -> Attribution:
    for name in _SPAN_FIELDS:
        if name in filled:
            filled[name] = TextSpan(**filled[name])
    return Attribution(**filled)
