"""A running server as what is asked, over its JSON API."""

from collections.abc import Sequence
from time import sleep
from typing import Any, NoReturn, Self, TypeVar
from urllib.parse import quote

import httpx
from pydantic import BaseModel, ValidationError

from bot.answer import IndexSummary, Ranked, thread_of
from bot.check.server_replies import (
    AnswerRecord,
    HoldersRecord,
    PassageRecord,
    SpeakersRecord,
    VerdictRecord,
    VerdictsRecord,
)
from bot.check.server_requests import verify_bodies
from bot.check.target import Reply, ShownPassage
from bot.check.verbatim import JudgePassages, Verdicts
from bot.phrases import Holders
from bot.remote.address import is_address, shown_address
from bot.remote.exchange import API, ServerAnswer, exchanged
from bot.remote.reply import first_fault, problem_sentence
from bot.settings import MAX_K
from bot.shown import Verdict
from index.article import is_text
from index.errors import QueryError, ServiceError, UnreachableError
from index.passage import Passage

TIMEOUT_S = 60.0
"""How long a server may be silent, and after how long no more of a body is waited for."""

MAX_ANSWER_BYTES = 50_000_000
"""Far more than ten passages with all that belongs to them."""

BUSY_WAITS_S = (0.2, 0.5, 1.0, 2.0, 4.0, 8.0)
"""How long to wait before a busy server is asked again, each time."""

BUSY_STATUSES = frozenset({429, 503})

_AnyRecord = TypeVar("_AnyRecord", bound=BaseModel)


class ServerTarget:
    """Answers come from `onrecord chat` wherever it runs; to be closed, or used as a block.

    Once nobody has answered a request, no further one is made: the run is over for this target.
    """

    def __init__(self, url: str, judge: JudgePassages | None = None, otherwise: JudgePassages | None = None) -> None:
        """Ask the server at that address.

        :param judge: tells whether passages are verbatim; where not given, the server is asked that too.
        :param otherwise: tells it of those that cannot be checked so.
        :raises UnreachableError: where the address is none of HTTP.
        """
        self._connection = _Connection(url)
        self._verdicts = Verdicts(judge or self._servers_verdicts, otherwise)
        self._passages: dict[tuple[str, str, tuple[str, ...]], Passage] = {}
        self._looked_up: dict[str, Passage | None] = {}
        self._is_onrecord = False

    @property
    def name(self) -> str:
        """The server's address, without the name and the password that may stand in it."""
        return self._connection.name

    def ask(self, query: str, previous: str | None) -> Reply:
        """The answer to the query; the seconds are those of the request that was answered.

        :raises QueryError: where it cannot be asked.
        :raises ServiceError: where the server stays busy or gives what is no answer.
        :raises UnreachableError: where the server is not there.
        """
        parameters: dict[str, str] = {"q": query, "k": str(MAX_K), "ranking": "true"}
        if previous is not None:
            parameters["previous"] = previous
        record, seconds = self._asked(AnswerRecord, "ask", params=parameters)
        return self._reply(record, seconds)

    def holders_of(self, phrase: str) -> Holders:
        """The passages that hold the phrase, or else the articles that do."""
        record, _ = self._asked(HoldersRecord, "passages", params={"contains": phrase})
        passages, articles, further = [*record.passages], [*record.articles], record.next
        while further is not None:
            part, _ = self._asked(HoldersRecord, "passages", params={"contains": phrase, "cursor": further})
            if part.next == further:
                self._refuse("the same part of a list over and over")
            passages, articles, further = [*passages, *part.passages], [*articles, *part.articles], part.next
        return Holders(tuple(passages), tuple(articles), record.holders.similar)

    def passage(self, passage_id: str) -> Passage | None:
        """The passage of that id, or None; each is asked for once."""
        if passage_id not in self._looked_up:
            self._looked_up[passage_id] = self._found(passage_id) if is_text(passage_id) else None
        return self._looked_up[passage_id]

    def close(self) -> None:
        """Let go of the connections."""
        self._connection.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def _reply(self, record: AnswerRecord, seconds: float) -> Reply:
        passages = [self._kept(hit.passage) for hit in record.hits]
        copies = [tuple(copy.id for copy in hit.copies) for hit in record.hits]
        return Reply(
            level=record.level,
            shown=tuple(map(ShownPassage, passages, self._verdicts.on(passages), copies)),
            ranking=tuple(Ranked(ranked.id, ranked.score, ranked.copies) for ranked in record.ranking),
            thread=thread_of(record.query, record.previous),
            seconds=seconds,
            index=IndexSummary(record.index.passages, record.index.model, record.index.built),
        )

    def _kept(self, passage: Passage) -> Passage:
        """The passage, the same object each time: many answers show the same few passages."""
        return self._passages.setdefault((passage.id, passage.text, passage.speakers), passage)

    def _found(self, passage_id: str) -> Passage | None:
        try:
            record, _ = self._asked(PassageRecord, f"passages/{quote(passage_id, safe='')}")
        except _NotThereError:
            self._see_that_it_is_onrecord()
            return None
        return self._kept(record.passage)

    def _see_that_it_is_onrecord(self) -> None:
        """Ask for what every onrecord has, once: at a wrong address no passage is there either.

        :raises ServiceError: where it is not there.
        """
        if not self._is_onrecord:
            self._asked(SpeakersRecord, "speakers", params={"limit": "1"})
            self._is_onrecord = True

    def _servers_verdicts(self, passages: Sequence[Passage]) -> list[Verdict]:
        found: list[VerdictRecord] = []
        for body in verify_bodies(passages):
            record, _ = self._asked(VerdictsRecord, "verify", method="POST", content=body)
            found.extend(record.passages)
        if [each.id for each in found] != [passage.id for passage in passages]:
            self._refuse("verdicts on other passages than it was asked about")
        return [each.verdict for each in found]

    def _asked(
        self,
        kind: type[_AnyRecord],
        what: str,
        *,
        method: str = "GET",
        **parts: Any,  # noqa: ANN401 - httpx's own arguments
    ) -> tuple[_AnyRecord, float]:
        """What the server gives, and how many seconds that took."""
        answer = self._connection.answer(method, API + what, **parts)
        if answer.status != httpx.codes.OK:
            self._refuse_status(answer)
        try:
            return kind.model_validate_json(answer.body), answer.seconds
        except ValidationError as error:
            self._refuse(f"an answer without what one has ({first_fault(error)})")

    def _refuse_status(self, answer: ServerAnswer) -> NoReturn:
        if answer.leads_to is not None:
            raise ServiceError(
                f"{self.name} gives status {answer.status}; give the address it leads to: {answer.leads_to}"
            )
        sentence = problem_sentence(answer.body)
        if sentence and answer.status == httpx.codes.UNPROCESSABLE_ENTITY:
            raise QueryError(sentence)
        is_not_there = sentence and answer.status == httpx.codes.NOT_FOUND
        status = f"status {answer.status}{f' ({sentence})' if sentence else ''}"
        self._refuse(status, _NotThereError if is_not_there else ServiceError)

    def _refuse(self, what: str, kind: type[ServiceError] = ServiceError) -> NoReturn:
        # What pydantic found is in the sentence.
        raise kind(f"{self.name} gives {what}; see that it is an onrecord of this version") from None


class _NotThereError(ServiceError):
    """The server has nothing at that address."""


class _Connection:
    """Requests to one server, and whether it is still there."""

    def __init__(self, url: str) -> None:
        """Ask nothing yet.

        :raises UnreachableError: where the address is none of HTTP.
        """
        self.name = shown_address(url)
        if not is_address(url):
            raise UnreachableError(f"'{self.name}' is no address; give one like http://127.0.0.1:7860")
        self._url = url.rstrip("/")
        # The server itself is meant, not a proxy that the environment happens to name.
        self._client = httpx.Client(timeout=TIMEOUT_S, trust_env=False, limits=httpx.Limits(max_connections=None))
        self._gone: str | None = None

    def answer(self, method: str, path: str, **parts: Any) -> ServerAnswer:  # noqa: ANN401 - httpx's own arguments
        """What the server answers, asked again while it is busy.

        :raises QueryError: where what is asked is too long for an address.
        :raises UnreachableError: where nobody answers, or nobody did before.
        """
        headers = {"Content-Type": "application/json"} if "content" in parts else None
        try:
            request = self._client.build_request(method, self._url + path, headers=headers, **parts)
        except (httpx.InvalidURL, UnicodeError) as error:
            raise QueryError(f"{self.name} cannot be asked this ({error}); ask in fewer words") from error
        for wait in BUSY_WAITS_S:
            answer = self._sent(request)
            if answer.status not in BUSY_STATUSES:
                return answer
            sleep(wait)
        return self._sent(request)

    def close(self) -> None:
        self._client.close()

    def _sent(self, request: httpx.Request) -> ServerAnswer:
        if self._gone is not None:
            raise UnreachableError(self._gone)
        try:
            return exchanged(self._client, request, timeout_s=TIMEOUT_S, max_bytes=MAX_ANSWER_BYTES)
        except (httpx.HTTPError, httpx.InvalidURL, UnicodeError) as error:
            why = str(error) or type(error).__name__
            self._gone = f"{self.name} does not answer ({why}); see that 'onrecord chat' runs there"
            raise UnreachableError(self._gone) from error
