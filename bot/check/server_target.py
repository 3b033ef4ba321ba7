"""A running server as what is asked, over its JSON API."""

import json
from collections.abc import Iterator, Sequence
from time import perf_counter, sleep
from typing import Any, Self
from urllib.parse import quote

import httpx

from bot.answer import IndexSummary, Ranked, thread_of
from bot.check.target import Reply, ShownPassage
from bot.check.verbatim import JudgePassages, Verdicts
from bot.phrases import Holders
from bot.settings import MAX_BODY_BYTES, MAX_K
from bot.shown import Verdict
from index.errors import QueryError, ServiceError, UnreachableError
from index.passage import Passage, passage_of

TIMEOUT_S = 60.0
BUSY_WAITS_S = (0.2, 0.5, 1.0, 2.0, 4.0, 8.0)
"""How long to wait before a busy server is asked again, each time."""

BUSY_STATUSES = frozenset({429, 503})


class ServerTarget:
    """Answers come from `onrecord chat` wherever it runs; to be closed, or used as a block."""

    def __init__(self, url: str, judge: JudgePassages | None = None, otherwise: JudgePassages | None = None) -> None:
        """Ask the server at that address.

        :param judge: tells whether passages are verbatim; where not given, the server is asked that too.
        :param otherwise: tells it of those that cannot be checked so.
        :raises UnreachableError: where the address is none of HTTP.
        """
        self._url = url.rstrip("/")
        try:
            # The server itself is meant, not a proxy that the environment happens to name.
            self._client = httpx.Client(timeout=TIMEOUT_S, trust_env=False, limits=httpx.Limits(max_connections=None))
            address = httpx.URL(self._url)
        except httpx.InvalidURL as error:
            raise UnreachableError(f"'{url}' is no address ({error}); give one like http://127.0.0.1:7860") from error
        if address.scheme not in ("http", "https") or not address.host:
            raise UnreachableError(f"'{url}' is no address; give one like http://127.0.0.1:7860")
        self._verdicts = Verdicts(judge or self._servers_verdicts, otherwise)
        self._passages: dict[tuple[str, str, tuple[str, ...]], Passage] = {}

    def ask(self, query: str, previous: str | None) -> Reply:
        """The answer to the query; the seconds are those of the request that was answered.

        :raises QueryError: where it cannot be asked.
        :raises ServiceError: where the server stays busy or gives what is no answer.
        :raises UnreachableError: where the server is not there.
        """
        parameters: dict[str, str] = {"q": query, "k": str(MAX_K), "ranking": "true"}
        if previous is not None:
            parameters["previous"] = previous
        record, seconds = self._requested("GET", "/api/v1/ask", params=parameters)
        try:
            return self._reply(record, seconds)
        except (KeyError, TypeError, ValueError) as error:
            raise ServiceError(self._no_answer(f"an answer without what one has ({error!r})")) from error

    def holders_of(self, phrase: str) -> Holders:
        """The passages that hold the phrase, or else the articles that do."""
        record, _ = self._requested("GET", "/api/v1/passages", params={"contains": phrase})
        try:
            return Holders(tuple(record["passages"]), tuple(record["articles"]))
        except (KeyError, TypeError) as error:
            raise ServiceError(self._no_answer("no list of passages")) from error

    def passage(self, passage_id: str) -> Passage | None:
        """The passage of that id, or None."""
        try:
            record, _ = self._requested("GET", f"/api/v1/passages/{quote(passage_id, safe='')}")
            return self._kept(record["passage"])
        except _NotThereError:
            return None
        except (KeyError, TypeError, ValueError) as error:
            raise ServiceError(self._no_answer(f"no passage ({error})")) from error

    def close(self) -> None:
        """Let go of the connections."""
        self._client.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def _reply(self, record: dict[str, Any], seconds: float) -> Reply:
        passages = [self._kept(hit["passage"]) for hit in record["hits"]]
        copies = [tuple(copy["id"] for copy in hit["copies"]) for hit in record["hits"]]
        level = record["level"]
        if level not in ("answer", "closest", "silent"):
            raise ValueError(f"the level '{level}'")
        return Reply(
            level=level,
            shown=tuple(map(ShownPassage, passages, self._verdicts.on(passages), copies)),
            ranking=tuple(Ranked(r["id"], float(r["score"]), tuple(r["copies"])) for r in record["ranking"]),
            thread=thread_of(record["query"], record["previous"]),
            seconds=seconds,
            index=IndexSummary(**record["index"]),
        )

    def _kept(self, record: Any) -> Passage:  # noqa: ANN401 - whatever JSON holds
        """The passage, the same object each time: many answers show the same few passages."""
        passage = passage_of(record)
        return self._passages.setdefault((passage.id, passage.text, passage.speakers), passage)

    def _servers_verdicts(self, passages: Sequence[Passage]) -> list[Verdict]:
        found: list[Verdict] = []
        for body in _bodies(passages):
            record, _ = self._requested("POST", "/api/v1/verify", content=body)
            try:
                found += [each["verdict"] for each in record["passages"]]
            except (KeyError, TypeError) as error:
                raise ServiceError(self._no_answer("no verdicts on passages")) from error
        return found

    def _requested(self, method: str, path: str, **request: Any) -> tuple[dict[str, Any], float]:  # noqa: ANN401 - httpx's own arguments
        """What the server answered, as JSON, and how many seconds that took."""
        for wait in (*BUSY_WAITS_S, None):
            begin = perf_counter()
            response = self._responded(method, path, **request)
            seconds = perf_counter() - begin
            if response.status_code not in BUSY_STATUSES or wait is None:
                break
            sleep(wait)
        return self._read(response), seconds

    def _responded(self, method: str, path: str, **request: Any) -> httpx.Response:  # noqa: ANN401
        try:
            headers = {"Content-Type": "application/json"} if "content" in request else None
            return self._client.request(method, self._url + path, headers=headers, **request)
        except httpx.HTTPError as error:
            raise UnreachableError(
                f"{self._url} does not answer ({error or type(error).__name__}); see that 'onrecord chat' runs there"
            ) from error

    def _read(self, response: httpx.Response) -> dict[str, Any]:
        try:
            record = response.json()
        except ValueError:
            record = None
        if response.status_code == httpx.codes.OK and isinstance(record, dict):
            return record
        detail = record.get("detail") if isinstance(record, dict) else None
        if response.status_code == httpx.codes.NOT_FOUND and detail:
            raise _NotThereError(str(detail))
        if response.status_code == httpx.codes.UNPROCESSABLE_ENTITY and detail:
            raise QueryError(str(detail))
        raise ServiceError(self._no_answer(f"status {response.status_code}{f' ({detail})' if detail else ''}"))

    def _no_answer(self, what: str) -> str:
        return f"{self._url} gives {what}; see that it is an onrecord of this version"


class _NotThereError(ServiceError):
    """The server has nothing at that address."""


def _bodies(passages: Sequence[Passage]) -> Iterator[bytes]:
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
