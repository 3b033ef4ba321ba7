"""What a server is sent to check, in parts that it takes."""

import json
from collections.abc import Iterator, Sequence

from bot.settings import MAX_BODY_BYTES
from index.passage import Passage


def verify_bodies(passages: Sequence[Passage]) -> Iterator[bytes]:
    """The passages as bodies of requests, none larger than a server takes."""
    held: list[bytes] = []
    n_bytes = 0
    for passage in passages:
        record = {"id": passage.id, "text": passage.text, "speakers": list(passage.speakers)}
        shown = json.dumps(record, ensure_ascii=False).encode()
        if held and n_bytes + len(shown) > MAX_BODY_BYTES // 2:
            yield b'{"passages": [' + b", ".join(held) + b"]}"
            held, n_bytes = [], 0
        held.append(shown)
        n_bytes += len(shown)
    if held:
        yield b'{"passages": [' + b", ".join(held) + b"]}"
