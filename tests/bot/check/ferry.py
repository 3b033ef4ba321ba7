"""Questions on the article of the ferry, as a person writes them to a file."""

import json
from pathlib import Path

WINTER = {
    "id": "winter",
    "question": "Will the harbour stay open in winter?",
    "contains": "“The harbour will stay open",
    "speaker": "Dagny Holt",
    "tags": ["direct"],
}
NINE = {"id": "nine", "question": "How long had nobody sailed there?", "relevant": ["ferry:2"], "speaker": None}
SILENT = {"id": "silent", "question": "What does a kilo of cherries cost?", "relevant": []}
WRONG = {"id": "wrong", "question": "Will the harbour stay open?", "relevant": ["ferry:1"], "speaker": "Ivo Holt"}


def questions(*records: object, name: str = "q.jsonl") -> str:
    Path(name).write_text("".join(json.dumps(record, ensure_ascii=False) + "\n" for record in records))
    return name
